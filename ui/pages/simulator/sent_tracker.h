#pragma once
#include <QObject>
#include <QTimer>
#include <deque>

#include "client/client.h"
#include "simulator_page/sent_model.h"

namespace hookline::simulator_page {

/// Keeps the model of what was sent true to the stream. A notice may come before the answer that says which deliveries are ours; those
/// are kept for a while. Thread: the GUI thread.
class SentTracker final : public QObject {
  Q_OBJECT
 public:
  static constexpr std::size_t kMaxEarly = 2000;
  /// Deliveries that are read again one by one when notices were missed; the newest.
  static constexpr std::size_t kMaxReread = 200;

  /// Both outlive it.
  SentTracker(client::Client& client, SentModel& model, QObject* parent = nullptr);

  void add(const QString& type, const client::AcceptedEvent& event);

 private:
  void take(const client::Delivery& delivery);
  void reread();

  static constexpr int kTickMs = 1000;

  client::Client& client_;
  SentModel& model_;
  std::deque<client::Delivery> early_;  ///< simulated ones that are not ours so far, oldest first
  QTimer tick_;
};

}  // namespace hookline::simulator_page
