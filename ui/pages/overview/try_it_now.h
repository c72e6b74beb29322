#pragma once
#include <QObject>
#include <QString>
#include <QTimer>

#include "client/client.h"

namespace hookline::overview_page {

/// The first webhook of somebody who has none: starts the core's receiver, makes the webhook "Try it now" to it (or takes the one that
/// is there), sends it a sample event, waits until it has arrived and reads the receiver's verdict. One run at a time, each step once;
/// no widgets. Takes somebody who may administer. Thread: the GUI thread.
class TryItNow final : public QObject {
  Q_OBJECT
 public:
  /// `client` outlives it.
  explicit TryItNow(client::Client& client, QObject* parent = nullptr);

  /// Does nothing while it runs.
  void start();
  bool running() const { return running_; }

  static constexpr const char* kName = "Try it now";
  static constexpr const char* kPath = "/try";
  /// Whether a webhook is one that an earlier run made.
  static bool made(const model::Webhook& webhook);

  static constexpr int kPatienceMs = 30000;  ///< from the event to its arrival

 signals:
  /// What is being done, for a person.
  void stepped(const QString& what);
  /// It arrived, and the receiver found its signature right. `took`: from accepted to delivered.
  void finished(hookline::model::DeliveryId delivery, hookline::base::Millis took);
  /// `what` did not work, and `why` with what helps.
  void failed(const QString& what, const QString& why);

 private:
  void startReceiver();
  void findWebhook();
  void useWebhook(const client::WebhookView& found);
  void readSecret();
  void createWebhook();
  void giveSecret(const std::string& secret);
  void makeEvent();
  void sendEvent(const std::string& event);
  void onAccepted(const client::AcceptedEvent& accepted);
  void lookAtDelivery();
  void onDelivery(const client::Delivery& delivery);
  void readVerdict(const client::Delivery& delivery);
  void judge(const client::Delivery& delivery, const std::vector<client::ReceivedRequest>& requests);
  void fail(const QString& what, const QString& why);
  void fail(const QString& what, const base::Error& error);
  /// Wraps what goes on with an answer: an answer to a run that has ended is dropped, an error ends the run.
  template <typename T, typename Next>
  client::Client::Then<T> then(const QString& what, Next next);

  client::Client& client_;
  QTimer patience_;
  bool running_ = false;
  std::uint64_t run_ = 0;
  std::string target_;                        ///< where the receiver takes it
  model::WebhookId webhook_;                  ///< of this run
  std::optional<model::DeliveryId> awaited_;  ///< sent, not yet arrived
};

}  // namespace hookline::overview_page
