#pragma once
#include <QObject>
#include <QTimer>

#include "client/client.h"
#include "overview_page/figures.h"

namespace hookline::overview_page {

/// Reads what the page shows: at once when it is asked, every kEveryMs while the page is seen, never while it is hidden or the core is
/// not reached. What cannot be read stays as it was known. A later reading makes the answers of an earlier one worthless. Thread: the
/// GUI thread.
class OverviewFeed final : public QObject {
  Q_OBJECT
 public:
  static constexpr int kEveryMs = 5000;
  static constexpr int kStruggleRows = 100;  ///< of the worst webhook's open deliveries that are looked at

  /// `client` outlives it.
  explicit OverviewFeed(client::Client& client, QObject* parent = nullptr);

  const Figures& figures() const { return figures_; }
  Range range() const { return range_; }
  /// Reads at once.
  void setRange(Range range);
  /// Seen: reads at once.
  void setSeen(bool seen);
  void refresh();
  /// Once what is under way is in, as often as this was called meanwhile.
  void refreshSoon();

 signals:
  /// All answers of one reading are in. `trouble`: the first refusal, empty when there was none.
  void read(const QString& trouble);

 private:
  template <typename T>
  client::Client::Then<T> into(std::optional<T> Figures::*place);
  void readLastCall();
  void onAnswer();
  void readStruggle(model::WebhookId webhook);
  void finish();

  client::Client& client_;
  QTimer timer_;
  Range range_ = Range::kHour;
  bool seen_ = false;
  Figures figures_;
  Figures fresh_;  ///< of the reading under way
  std::uint64_t asked_ = 0;
  bool again_ = false;
  int open_ = 0;  ///< answers of this reading that are not in
  QString trouble_;
};

}  // namespace hookline::overview_page
