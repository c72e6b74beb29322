#pragma once
#include <QObject>
#include <QTimer>

#include "client/client.h"

namespace hookline::shell {

/// Asks a core how it is, every kEvery while somebody looks and the core answers, and at once when it opens or all sending stops or
/// starts. Never more than one question on its way. Thread: the GUI thread.
class StatusWatch final : public QObject {
  Q_OBJECT
 public:
  static constexpr std::chrono::milliseconds kEvery{2000};

  /// `client` outlives it.
  explicit StatusWatch(client::Client& client, QObject* parent = nullptr);

  void setSeen(bool seen);
  void askNow();

 signals:
  void told(const hookline::client::Status& status);

 private:
  void settle();

  client::Client& client_;
  QTimer timer_;
  bool seen_ = false;
  bool asked_ = false;
  bool askAgain_ = false;  ///< something changed while a question was on its way
};

}  // namespace hookline::shell
