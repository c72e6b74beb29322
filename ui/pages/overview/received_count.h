#pragma once
#include <QObject>
#include <QString>
#include <set>
#include <string>

#include "client/client.h"

namespace hookline::overview_page {

/// How many real events were seen to come in since it was made: told apart by their ids, sample events left out. Thread: the GUI thread.
class ReceivedCount final : public QObject {
  Q_OBJECT
 public:
  static constexpr std::size_t kMaxCounted = 10000;  ///< from there on "more than" is all that is known

  /// `client` outlives it.
  explicit ReceivedCount(client::Client& client, QObject* parent = nullptr);

  /// Whether a real event ever came, as far as the core's deliveries tell.
  void setEver(bool ever);
  /// When a program last called with a token that may only send events. Without a webhook that takes them, events leave no other trace.
  void setLastCall(std::optional<base::WallTime> at);
  bool any() const { return !seen_.empty(); }
  /// For a person: "Waiting for the first one. …", "12 received since 14:02.", "Events have come before. …".
  QString sentence() const;

 signals:
  void changed();

 private:
  void onDelivery(const client::Delivery& delivery);

  const base::WallTime since_;
  std::set<std::string> seen_;
  bool ever_ = false;
  std::optional<base::WallTime> lastCall_;
};

}  // namespace hookline::overview_page
