#pragma once
#include <QObject>
#include <QTimer>
#include <functional>
#include <optional>

#include "client/client.h"

namespace hookline::webhooks_page {

/// The core's stand-ins: whether they run, and what arrived at one of them, which is read every kEveryMs while it is watched.
class StandInFeed final : public QObject {
  Q_OBJECT
 public:
  /// `client` outlives it.
  explicit StandInFeed(client::Client& client, QObject* parent = nullptr);

  /// Whether they run by now.
  void read();
  /// Starts them unless they run; `then` as soon as they do.
  void start(std::function<void(const client::Sandbox&)> then);
  bool starting() const { return starting_; }
  /// Null: the core has not said it, or knows no stand-ins.
  const client::Sandbox* sandbox() const { return sandbox_ ? &*sandbox_ : nullptr; }
  /// Whose stand-in is watched; nothing: none.
  void watch(std::optional<model::WebhookKind> kind);

  static constexpr int kEveryMs = 2000;

 signals:
  /// They run, are being started, or do neither.
  void changed();
  void notStarted(const QString& why);
  void seen(const std::vector<hookline::client::StandInRecord>& records);
  void notSeen(const QString& why);

 private:
  void take(const client::Sandbox& sandbox);
  void ask();

  client::Client& client_;
  QTimer timer_;
  std::optional<client::Sandbox> sandbox_;
  std::optional<model::WebhookKind> watched_;
  bool starting_ = false;
  std::uint64_t asked_ = 0;
};

}  // namespace hookline::webhooks_page
