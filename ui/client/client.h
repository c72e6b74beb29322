#pragma once
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <functional>
#include <memory>
#include <optional>

#include "base/result.h"
#include "client/channel.h"
#include "client/integration.h"
#include "client/sandbox.h"
#include "client/types.h"

namespace hookline::client {

/// A core, in typed calls and signals; one object an attachment, so that no answer of one core can reach what shows another.
/// Each call answers exactly once, from the event loop, unless its context has gone: then nobody is called. Errors carry the core's own
/// sentence and details; `outcomeUnknown`: say "unknown", look again, never "failed". Thread: the GUI thread.
class Client final : public QObject {
  Q_OBJECT
 public:
  template <typename T>
  using Then = std::function<void(base::Result<T>)>;
  using Context = const QObject*;

  explicit Client(std::unique_ptr<Channel> channel, QObject* parent = nullptr);
  ~Client() override;

  /// Opens the channel; on each opening asks who we are before anything is announced as open.
  void open();
  /// While lost: tries again at once.
  void tryNow();
  void close();
  const ChannelState& state() const { return state_; }
  /// Of the last opening; a default before the first.
  const Me& me() const { return me_; }

  void status(Context context, Then<Status> then);
  void eventTypes(Context context, Then<std::vector<EventType>> then);
  /// A realistic event of a type, as JSON text; the same for the same seed.
  void exampleEvent(Context context, const std::string& type, std::uint64_t seed, Then<std::string> then);
  void pauseAll(Context context, std::optional<base::WallTime> until, Then<void> then);
  void resumeAll(Context context, Then<void> then);

  void webhooks(Context context, Then<std::vector<WebhookView>> then);
  /// An empty secret: the core makes one and answers it, once.
  void createWebhook(Context context, const model::Webhook& webhook, Then<CreatedWebhook> then);
  /// Sends what differs. Refused with kPrecondition when somebody changed it since `before` was read.
  void changeWebhook(Context context, const model::Webhook& before, const model::Webhook& after, Then<WebhookView> then);
  void deleteWebhook(Context context, model::WebhookId id, Then<void> then);
  void testWebhook(Context context, model::WebhookId id, Then<TestOutcome> then);
  /// Tests what is not saved: `before` is what the core has, with no id when it is a new one. Nothing of it is kept, so no delivery is
  /// named.
  void testUnsaved(Context context, const model::Webhook& before, const model::Webhook& after, Then<TestOutcome> then);
  /// What it would take of the latest 1000 events when it were saved as `after`, beside what `before` takes; no id: a new one.
  void whatIf(Context context, const model::Webhook& before, const model::Webhook& after, Then<WhatIf> then);
  /// The kinds of webhooks that the core can send to, in the order in which people are shown them. One that this program does not know is
  /// left out.
  void integrations(Context context, Then<std::vector<Integration>> then);
  /// What the service has for a setting of the webhook, whose own value need not be there; `before` as in testUnsaved. kInvalid when it has
  /// no look-up, or the service says no; the message says why, and what helps.
  void choices(Context context, const model::Webhook& before, const model::Webhook& after, const std::string& field,
               Then<std::vector<SettingChoice>> then);
  /// What it would send of an event when it were saved as `after`; `before` as in testUnsaved.
  void preview(Context context, const model::Webhook& before, const model::Webhook& after, const PreviewEvent& event, Then<Preview> then);
  void rotateSecret(Context context, model::WebhookId id, std::chrono::seconds overlap, Then<std::string> then);
  void webhookSecret(Context context, model::WebhookId id, Then<std::string> then);
  void pauseWebhook(Context context, model::WebhookId id, std::optional<base::WallTime> until, Then<WebhookView> then);
  void resumeWebhook(Context context, model::WebhookId id, Then<WebhookView> then);
  void retrySchedule(Context context, const model::RetryPolicy& policy, Then<RetrySchedule> then);

  void deliveries(Context context, const DeliveryFilter& filter, const std::string& cursor, int limit, Then<Page<Delivery>> then);
  void facets(Context context, const DeliveryFilter& filter, Then<Facets> then);
  void delivery(Context context, model::DeliveryId id, Then<DeliveryDetail> then);
  void retryDelivery(Context context, model::DeliveryId id, Then<void> then);
  void cancelDelivery(Context context, model::DeliveryId id, Then<void> then);

  void deadLetters(Context context, const DeliveryFilter& filter, const std::string& cursor, int limit, Then<Page<DeadLetter>> then);
  void deadGroups(Context context, Then<std::vector<DeadGroup>> then);
  /// At most kMaxIds; answers how many were queued again, or are gone.
  void retryDeadLetters(Context context, const std::vector<model::DeliveryId>& ids, Then<std::uint64_t> then);
  void purgeDeadLetters(Context context, const std::vector<model::DeliveryId>& ids, Then<std::uint64_t> then);

  /// All that the core keeps, newest first.
  void jobs(Context context, Then<std::vector<Job>> then);
  void job(Context context, model::JobId id, Then<Job> then);
  /// kInvalid when its filter finds nothing: then there is no job.
  void startJob(Context context, const JobOrder& order, Then<Job> then);
  void pauseJob(Context context, model::JobId id, Then<Job> then);
  /// Also starts a preview.
  void resumeJob(Context context, model::JobId id, Then<Job> then);
  void cancelJob(Context context, model::JobId id, Then<Job> then);
  /// Takes back what waits for its first try; answers when all of it is done. kConflict with a sentence: nothing can be.
  void undoJob(Context context, model::JobId id, Then<Job> then);
  /// How many dead letters a retry or a purge of this filter would find.
  void countDeadLetters(Context context, const DeliveryFilter& filter, Then<Matched> then);
  /// One event again: to the webhooks that take it now, or to those that are named.
  void replayEvent(Context context, const std::string& eventId, const std::vector<model::WebhookId>& webhooks, Then<AcceptedEvent> then);

  void health(Context context, base::Millis window, Then<HealthList> then);
  /// One item a step over the window that ends now, also where nothing happened.
  void stats(Context context, base::Millis window, base::Millis step, Then<std::vector<StatsItem>> then);

  /// `body`: the event's JSON.
  void postEvent(Context context, std::string body, bool simulated, Then<AcceptedEvent> then);
  void explainEvent(Context context, std::string body, Then<EventExplanation> then);

  void receiver(Context context, Then<Receiver> then);
  void changeReceiver(Context context, const ReceiverChange& change, Then<Receiver> then);
  /// What came to it, newest first; the core keeps the last 200.
  void receivedRequests(Context context, Then<std::vector<ReceivedRequest>> then);

  void sandbox(Context context, Then<Sandbox> then);
  /// Starts the stand-ins, or stops them; what arrived there is gone then.
  void setSandboxRunning(Context context, bool running, Then<Sandbox> then);
  /// What webhooks of the kind brought about at its stand-in: the newest of each collection first, at most kMaxSeen. kConflict: they do
  /// not run; kNotFound: there is none for the kind.
  void sandboxSeen(Context context, model::WebhookKind kind, Then<std::vector<StandInRecord>> then);

  void settings(Context context, Then<Settings> then);
  /// Sends what differs. kInvalid names each wrong field under /storage.
  void changeStorage(Context context, const model::StorageRules& before, const model::StorageRules& after, Then<Settings> then);
  void tokens(Context context, Then<std::vector<Token>> then);
  /// The name is new, or kConflict.
  void createToken(Context context, const std::string& name, model::Role role, Then<CreatedToken> then);
  /// Exchanges the code of a connect link for its token; of a channel without one, which need not be opened. kUnauthorized: nobody knows
  /// the code; kConflict: it was used, or the token's name is taken; kTimeout: it is too old.
  void useConnectCode(Context context, const std::string& code, Then<LinkedToken> then);
  void revokeToken(Context context, const std::string& name, Then<void> then);

  static constexpr std::size_t kMaxIds = 1000;
  static constexpr std::size_t kMaxSeen = 20;
  /// A core that opened but did not say who it is, is asked again after so long.
  static constexpr base::Millis kAskAgain{5000};

 signals:
  void stateChanged(const hookline::client::ChannelState& state);
  void deliveryChanged(const hookline::client::Delivery& delivery);
  void webhookChanged(const hookline::client::WebhookChange& change);
  /// At most a few times a second for each.
  void jobChanged(const hookline::client::Job& job);
  /// Notices were missed: what is shown is to be read again. Also after each opening but the first.
  void missed();

 private:
  void askText(Context context, api::Request request, Then<std::string> then);
  template <typename T, typename Read>
  void ask(Context context, api::Request request, Read read, Then<T> then);
  void onState(const ChannelState& state);
  void onNotice(const api::Notice& notice);
  void greet();
  void onGreeted(base::Result<Me> me);
  void announce(ChannelState state);

  std::unique_ptr<Channel> channel_;
  ChannelState state_;
  ChannelState opened_;         // as the channel told it
  std::uint64_t openings_ = 0;  // and what else it told: a greeting is for the latest alone
  QTimer greetAgain_;
  Me me_;
  bool openedBefore_ = false;
};

}  // namespace hookline::client
