#pragma once
#include <QObject>
#include <functional>
#include <set>

#include "client/client.h"
#include "shell/prompter.h"
#include "simulator_page/reach.h"

namespace hookline::simulator_page {

/// Nothing that is simulated reaches a real service unasked: before each send the core is asked anew where the event would go, and the
/// person once for each real service that is among them. Thread: the GUI thread.
class SendGate final : public QObject {
  Q_OBJECT
 public:
  /// More than this many events in one run are asked for, wherever they go.
  static constexpr std::uint64_t kManyEvents = 1000;

  struct Verdict {
    bool open = false;
    QString why;  ///< closed because of a trouble: the core's sentence; empty: the person said no
    Reach reach;
  };
  using Then = std::function<void(const Verdict&)>;

  /// All outlive it. `connection` may be empty.
  SendGate(client::Client& client, shell::Prompter& prompter, QWidget* owner, QString connection);

  /// Where it would go; asks nobody.
  void look(const QString& text, Then then);
  /// Whether `count` events like it may be sent now.
  void pass(const QString& text, std::uint64_t count, Then then);
  /// Whether every real service among these was agreed to.
  bool agreedTo(const Reach& reach) const;

 private:
  void ask(const Reach& reach, std::uint64_t count, Then then);

  client::Client& client_;
  shell::Prompter& prompter_;
  QWidget* const owner_;
  const QString connection_;
  std::set<model::WebhookId> agreed_;  ///< for as long as the page lives
};

}  // namespace hookline::simulator_page
