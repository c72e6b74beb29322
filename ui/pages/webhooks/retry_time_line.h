#pragma once
#include <QWidget>

#include "client/types.h"

namespace hookline::webhooks_page {

/// When a delivery that keeps failing is tried, drawn: a dot a try, its time under it. Says the same in words to whoever cannot see it.
class RetryTimeLine final : public QWidget {
  Q_OBJECT
 public:
  explicit RetryTimeLine(QWidget* parent = nullptr);

  /// `first`: before the first try.
  void setSchedule(base::Millis first, const client::RetrySchedule& schedule);
  void clear();
  /// Since the event, of every try.
  const std::vector<base::Millis>& times() const { return times_; }

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  std::vector<base::Millis> times_;
};

/// "Tries at 0 s, 1 s, 3 s. Gives up after 3 s; then it waits among the dead letters." Many tries are cut short.
QString scheduleSentence(const std::vector<base::Millis>& times);
/// The times of all tries.
std::vector<base::Millis> tryTimes(base::Millis first, const client::RetrySchedule& schedule);

}  // namespace hookline::webhooks_page
