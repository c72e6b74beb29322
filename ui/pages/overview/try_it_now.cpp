#include "overview_page/try_it_now.h"

#include <algorithm>

#include "models/delivery_words.h"

namespace hookline::overview_page {

using model::DeliveryState;

TryItNow::TryItNow(client::Client& client, QObject* parent) : QObject(parent), client_(client) {
  patience_.setSingleShot(true);
  patience_.setInterval(kPatienceMs);
  connect(&patience_, &QTimer::timeout, this, [this] {
    fail(tr("The event has not arrived yet."),
         tr("It was accepted, and nothing was heard of it for %1. Look under Deliveries for what holds it.")
             .arg(models::spanWord(base::Millis{kPatienceMs})));
  });
  connect(&client_, &client::Client::deliveryChanged, this, &TryItNow::onDelivery);
  connect(&client_, &client::Client::missed, this, &TryItNow::lookAtDelivery);
}

bool TryItNow::made(const model::Webhook& webhook) { return webhook.test && webhook.name == kName && webhook.url.ends_with(kPath); }

template <typename T, typename Next>
client::Client::Then<T> TryItNow::then(const QString& what, Next next) {
  return [this, run = run_, what, next](base::Result<T> answer) {
    if (!running_ || run != run_) return;
    if (!answer) return fail(what, answer.error());
    next(*answer);
  };
}

void TryItNow::start() {
  if (running_) return;
  running_ = true;
  ++run_;
  startReceiver();
}

// ---- the receiver and the webhook to it

/// It answers 200 at once, whatever it was told before: what is to be seen here is a delivery that arrives.
void TryItNow::startReceiver() {
  emit stepped(tr("Starting a receiver…"));
  client::ReceiverChange change;
  change.running = true;
  change.statuses = std::vector<int>{200};
  change.delay = base::Millis{0};
  client_.changeReceiver(this, change, then<client::Receiver>(tr("The receiver did not start."), [this](const client::Receiver& receiver) {
                           if (receiver.url.empty())
                             return fail(tr("The receiver did not start."),
                                         tr("The core names no address on which it listens. Try it again in a moment."));
                           target_ = receiver.url + kPath;
                           findWebhook();
                         }));
}

void TryItNow::findWebhook() {
  client_.webhooks(this, then<std::vector<client::WebhookView>>(tr("The webhooks could not be read."), [this](const auto& webhooks) {
                     const auto found = std::find_if(webhooks.begin(), webhooks.end(), [](const auto& one) { return made(one.webhook); });
                     if (found == webhooks.end())
                       createWebhook();
                     else
                       useWebhook(*found);
                   }));
}

void TryItNow::useWebhook(const client::WebhookView& found) {
  const QString what = tr("The webhook \"Try it now\" takes no events.");
  if (found.state == "paused") return fail(what, tr("Somebody paused it. Resume it on the page Webhooks, then try it again."));
  if (found.state == "disabled") return fail(what, tr("Somebody disabled it. Enable it on the page Webhooks, then try it again."));
  webhook_ = found.webhook.id;
  if (found.webhook.url == target_) return readSecret();
  // The receiver listens on another port than last time.
  auto moved = found.webhook;
  moved.url = target_;
  client_.changeWebhook(this, found.webhook, moved,
                        then<client::WebhookView>(tr("The webhook \"Try it now\" could not be pointed to the receiver."),
                                                  [this](const client::WebhookView&) { readSecret(); }));
}

/// The receiver has to know it, and forgets it when the core stops.
void TryItNow::readSecret() {
  client_.webhookSecret(this, webhook_,
                        then<std::string>(tr("The secret of the webhook \"Try it now\" could not be read."),
                                          [this](const std::string& secret) { giveSecret(secret); }));
}

void TryItNow::createWebhook() {
  emit stepped(tr("Making a webhook…"));
  model::Webhook webhook;
  webhook.name = kName;
  webhook.url = target_;
  webhook.events = {"*"};
  webhook.test = true;
  webhook.allowHttp = target_.starts_with("http:");
  webhook.retryPolicy.preset = model::RetryPolicy::Preset::kQuick;
  client_.createWebhook(this, webhook, then<client::CreatedWebhook>(tr("The webhook could not be made."), [this](const auto& created) {
                          webhook_ = created.view.webhook.id;
                          giveSecret(created.secret);
                        }));
}

void TryItNow::giveSecret(const std::string& secret) {
  client::ReceiverChange change;
  change.secret = secret;
  client_.changeReceiver(
      this, change,
      then<client::Receiver>(tr("The receiver did not take the webhook's secret."), [this](const client::Receiver&) { makeEvent(); }));
}

// ---- the event and what becomes of it

void TryItNow::makeEvent() {
  emit stepped(tr("Sending a sample event…"));
  const auto seed = static_cast<std::uint64_t>(base::toMs(base::wallNow()));
  client_.exampleEvent(this, "lead.captured", seed,
                       then<std::string>(tr("No sample event could be made."), [this](const std::string& event) { sendEvent(event); }));
}

void TryItNow::sendEvent(const std::string& event) {
  client_.postEvent(this, event, true,
                    then<client::AcceptedEvent>(tr("The core did not accept the event."),
                                                [this](const client::AcceptedEvent& accepted) { onAccepted(accepted); }));
}

void TryItNow::onAccepted(const client::AcceptedEvent& accepted) {
  const auto ours =
      std::find_if(accepted.deliveries.begin(), accepted.deliveries.end(), [this](const auto& one) { return one.second == webhook_; });
  if (ours == accepted.deliveries.end())
    return fail(tr("The event was accepted, but not for the webhook \"Try it now\"."),
                tr("Somebody changed or deleted the webhook meanwhile. Look at it on the page Webhooks, then try it again."));
  awaited_ = ours->first;
  emit stepped(tr("Waiting until it has arrived…"));
  patience_.start();
  lookAtDelivery();  // it may have arrived before we knew what to wait for
}

void TryItNow::lookAtDelivery() {
  if (!awaited_) return;
  client_.delivery(this, *awaited_, [this, run = run_](const base::Result<client::DeliveryDetail>& detail) {
    // An error is no news of the delivery: what the stream tells is still waited for.
    if (running_ && run == run_ && detail) onDelivery(detail->delivery);
  });
}

void TryItNow::onDelivery(const client::Delivery& delivery) {
  if (!awaited_ || delivery.row.id != *awaited_) return;
  switch (delivery.row.state) {
    case DeliveryState::kDelivered:
      return readVerdict(delivery);
    case DeliveryState::kDead:
      return fail(tr("The event did not arrive."), tr("%1 %2").arg(models::plain(delivery.cause), models::plain(delivery.help)));
    case DeliveryState::kCancelled:
      return fail(tr("The delivery was cancelled."), tr("Somebody cancelled it before it was sent. Try it again."));
    case DeliveryState::kHeld:
      return fail(tr("The delivery is held."), tr("%1 It goes by itself once nothing holds it.").arg(models::plain(delivery.reason)));
    case DeliveryState::kRetrying:
      emit stepped(tr("Not yet: %1 It is tried again…").arg(models::plain(delivery.cause)));
      return;
    case DeliveryState::kPending:
    case DeliveryState::kDelivering:
      return;
  }
}

void TryItNow::readVerdict(const client::Delivery& delivery) {
  awaited_.reset();
  patience_.stop();
  emit stepped(tr("Asking the receiver about the signature…"));
  client_.receivedRequests(
      this, then<std::vector<client::ReceivedRequest>>(tr("It arrived, but the receiver could not be asked about the signature."),
                                                       [this, delivery](const auto& requests) { judge(delivery, requests); }));
}

void TryItNow::judge(const client::Delivery& delivery, const std::vector<client::ReceivedRequest>& requests) {
  const auto id = delivery.row.id.text();
  const auto ours = std::find_if(requests.begin(), requests.end(), [&id](const auto& one) { return one.deliveryId == id; });
  const QString what = tr("It arrived, but its signature could not be verified.");
  if (ours == requests.end()) return fail(what, tr("The receiver no longer has the request: it keeps the newest ones. Try it again."));
  if (ours->signature != "verified")
    return fail(what, tr("The receiver says: %1. Try it again; if it stays so, rotate the secret of the webhook \"Try it now\".")
                          .arg(models::plain(ours->signature)));
  running_ = false;
  emit finished(delivery.row.id, std::max(base::Millis{1}, delivery.row.updatedAt - delivery.row.createdAt));
}

void TryItNow::fail(const QString& what, const base::Error& error) {
  auto why = models::plain(error.message);
  if (!error.details.empty()) why += QLatin1Char(' ') + models::plain(error.details.front().message) + QLatin1Char('.');
  if (error.outcomeUnknown) why += QLatin1Char(' ') + tr("It may have been done all the same: try it again, nothing is made twice.");
  fail(what, why);
}

void TryItNow::fail(const QString& what, const QString& why) {
  running_ = false;
  awaited_.reset();
  patience_.stop();
  emit failed(what, why);
}

}  // namespace hookline::overview_page
