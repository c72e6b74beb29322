#pragma once
#include <QObject>
#include <QTimer>
#include <memory>
#include <set>
#include <vector>

#include "client/client.h"
#include "hookline/demo_receivers.h"
#include "simulate/event_maker.h"

namespace hookline::desktop {

/// The demo's traffic, through the same door as everybody's: webhooks of a made-up company, a chatbot's conversations, an outage of the
/// help desk, its recovery, and the dead letters sent again. Goes round for ever; `roundOver` after each, once all its
/// events are stored. Thread: the GUI thread.
class DemoScript final : public QObject {
  Q_OBJECT
 public:
  /// `receivers` outlives it.
  DemoScript(std::unique_ptr<client::Channel> channel, DemoReceivers& receivers, QObject* parent = nullptr);

  void start();
  /// No more events; what waits is still delivered.
  void stop() { beat_.stop(); }
  client::Client& client() { return client_; }
  std::uint64_t posted() const { return posted_; }
  /// Dead letters that it sent again.
  const std::set<model::DeliveryId>& retried() const { return retried_; }

 signals:
  void roundOver();
  /// The core took something not as it should: the demo cannot go on.
  void failed(const QString& sentence);

 private:
  void makeWebhook(std::size_t index);
  void onBeat();
  void post();
  void endRound();
  void retryTheDead();

  client::Client client_;
  DemoReceivers& receivers_;
  simulate::EventMaker maker_;
  QTimer beat_;
  int beats_ = 0;
  int unanswered_ = 0;
  bool roundEnds_ = false;
  std::uint64_t posted_ = 0;
  std::vector<std::string> conversations_;
  model::WebhookId helpdesk_;
  std::set<model::DeliveryId> retried_;
};

}  // namespace hookline::desktop
