#pragma once
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <deque>
#include <functional>

#include "client/client.h"

namespace hookline::simulator_page {

/// How a run of events came out; accepted + refused + unknown + left = count.
struct SendReport {
  std::uint64_t count = 0;
  std::uint64_t accepted = 0;
  std::uint64_t duplicates = 0;  ///< of the accepted: known already, nothing new was sent
  std::uint64_t refused = 0;
  std::uint64_t unknown = 0;  ///< the answer was lost
  std::uint64_t left = 0;     ///< never sent
  bool stopped = false;       ///< by the person
  QString trouble;            ///< the core's sentence; empty: none
};

/// Posts events at a steady rate, marked as simulated, with few unanswered at a time. The first refusal ends the run, except that the core
/// is busy: then it waits a little. One object a run. Thread: the GUI thread.
class EventSender final : public QObject {
  Q_OBJECT
 public:
  static constexpr std::size_t kMaxUnanswered = 64;
  static constexpr std::uint64_t kMaxCount = 100000;
  static constexpr int kMaxPerSecond = 1000;
  static constexpr int kBusyPauseMs = 1000;

  struct Options {
    std::uint64_t count = 1;
    int perSecond = 10;
    /// The text of the n-th event, from 0.
    std::function<std::string(std::uint64_t)> text;
  };

  /// `client` outlives it.
  EventSender(client::Client& client, Options options, QObject* parent = nullptr);

  void start();
  /// Sends nothing more; answers that are on their way are waited for.
  void stop(const QString& trouble = {});
  const SendReport& report() const { return report_; }
  std::size_t unanswered() const { return unanswered_; }

 signals:
  void accepted(const hookline::client::AcceptedEvent& event);
  void progressed();
  void finished();

 private:
  void tick();
  void post(std::uint64_t n);
  void settle(std::uint64_t n, base::Result<client::AcceptedEvent> event);
  void finishWhenDone();

  client::Client& client_;
  const Options options_;
  QTimer timer_;
  QTimer busyPause_;
  QElapsedTimer since_;
  double credit_ = 0;  ///< events that the rate allows now
  std::uint64_t next_ = 0;
  std::deque<std::uint64_t> again_;  ///< the core was busy
  std::size_t unanswered_ = 0;
  bool ending_ = false;
  bool finished_ = false;
  SendReport report_;
};

}  // namespace hookline::simulator_page
