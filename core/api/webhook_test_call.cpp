#include <mutex>

#include "api/calls.h"
#include "api/webhook_calls.h"
#include "net/reason_phrase.h"

namespace hookline::api::internal {
namespace {

/// Beyond the webhook's own time-out: the way through store and engine.
constexpr base::Millis kPatience{5000};
/// Of a test, a sign-in included; each may take the whole time-out.
constexpr int kMostRequests = 2;

Response failure(std::string_view sentence, model::DeliveryId id) {
  return jsonAnswer(200, {{"success", false}, {"error", sentence}, {"deliveryId", id.text()}});
}

bool isOfService(const delivery_runner::Trial& trial) { return trial.detail.find('\n') != std::string::npos; }

/// What the service itself says comes with its next step.
std::string errorOf(const delivery_runner::Trial& trial) {
  return isOfService(trial) ? causeOf(trial) + " " + helpOf(trial) : causeOf(trial);
}

OrderedJson outcomeJson(const delivery_runner::Trial& trial) {
  if (!trial.status) return {{"success", false}, {"error", errorOf(trial)}};
  OrderedJson outcome{{"success", trial.delivered},
                      {"status", *trial.status},
                      {"statusText", net::reasonPhrase(*trial.status)},
                      {"latencyMs", milliseconds(trial.latency)}};
  // What the service itself says is more than its status.
  if (!trial.delivered && !trial.detail.empty()) outcome["error"] = errorOf(trial);
  return outcome;
}

Response outcome(const model::AttemptRecord& record) {
  const auto& attempt = record.attempt;
  auto body = outcomeJson({record.next == model::DeliveryState::kDelivered, attempt.status, attempt.errorClass, attempt.detail,
                           record.latency.value_or(attempt.times.total)});
  body["deliveryId"] = record.deliveryId.text();
  return jsonAnswer(200, body);
}

/// The one answer of a test, whichever comes first: its attempt, a refusal, or the end of patience.
class PendingTest {
 public:
  explicit PendingTest(Call call) : call_(std::move(call)) {}

  void answer(Response response) {
    Subscription over;
    base::Completion<Response> done;
    {
      std::scoped_lock lock(mutex_);
      if (!call_.done) return;
      done = std::move(call_.done);
      over = std::move(beat_);
    }
    std::move(done)(std::move(response));
  }
  void hold(Subscription beat) {
    std::scoped_lock lock(mutex_);
    if (call_.done) beat_ = std::move(beat);
  }

 private:
  std::mutex mutex_;
  Call call_;          // guarded by mutex_
  Subscription beat_;  // guarded by mutex_
};

void testWebhook(const Context& context, Call call) {
  const auto found = findWebhook(context, call);
  if (!found) return call.refuse(webhookNotFound());
  if (model::isLocked(*found)) return call.answer(jsonAnswer(200, {{"success", false}, {"error", model::lockedReason(*found)}}));
  auto& services = context->services;
  const model::DeliveryId id{services.ids.next()};
  auto entry = context->audit(call.who(), "webhook.test", found->id.text());
  auto pending = std::make_shared<PendingTest>(std::move(call));

  services.runner.watch(id, base::Completion<model::AttemptRecord>([pending, id](base::Result<model::AttemptRecord> record) {
                          pending->answer(record ? outcome(*record) : failure(record.error().message, id));
                        }));
  const auto deadline = services.clock.now().mono + found->timeout * kMostRequests + kPatience;
  const std::weak_ptr<PendingTest> weak = pending;
  pending->hold(services.hub.listen("", {}, [context, weak, id, deadline] {
    const auto waiting = weak.lock();
    if (!waiting || context->services.clock.now().mono < deadline) return;
    waiting->answer(failure(context->services.runner.figures().online
                                ? "No attempt ended in time: all slots are in use. The test stays queued; look at its delivery."
                                : "Hookline is offline. The test is sent when the network is back; look at its delivery.",
                            id));
  }));
  services.intake.acceptTest(*found, id,
                             base::Completion<store::AcceptedEvent>(
                                 [context, entry = std::move(entry), pending, id](base::Result<store::AcceptedEvent> accepted) mutable {
                                   if (!accepted) return pending->answer(failure(accepted.error().message, id));
                                   // Nothing was made: the webhook was deleted meanwhile.
                                   if (accepted->deliveries.empty()) return pending->answer(errorAnswer(webhookNotFound()));
                                   context->services.store.audit(std::move(entry));
                                 }));
}

/// Nothing of it is kept: there is no webhook yet whose delivery it could be.
void testUnsaved(const Context& context, Call call) {
  auto unsaved = readUnsaved(context, std::move(call.body));
  if (!unsaved) {
    auto error = unsaved.error();
    if (error.code == base::Errc::kInvalid) error.message = "The webhook cannot be tested as it is.";
    return call.refuse(error);
  }
  auto& services = context->services;
  const auto target = unsaved->saved ? unsaved->saved->id.text() : std::string("unsaved");
  services.store.audit(context->audit(call.who(), "webhook.test", target));
  services.runner.tryOut(
      {std::move(unsaved->webhook), services.intake.testEvent()}, model::DeliveryId{services.ids.next()},
      base::Completion<delivery_runner::Trial>([call = std::move(call)](base::Result<delivery_runner::Trial> trial) mutable {
        if (!trial && trial.error().code != base::Errc::kInvalid) return call.refuse(trial.error());
        call.answer(jsonAnswer(200, trial ? outcomeJson(*trial) : OrderedJson{{"success", false}, {"error", trial.error().message}}));
      }));
}

}  // namespace

std::string causeOf(const delivery_runner::Trial& trial) {
  auto sentence = model::causeText(trial.errorClass, trial.status, trial.detail);
  const bool technical = !trial.status && !trial.detail.empty() && !isOfService(trial) && sentence != trial.detail;
  return technical ? sentence + " (" + trial.detail + ")" : sentence;
}

std::string helpOf(const delivery_runner::Trial& trial) {
  return model::helpText(trial.errorClass, trial.status, model::NextTry::kNone, {.detail = trial.detail});
}

void addWebhookTestCall(std::vector<RouteEntry>& routes) {
  // Not an operator's: a stored secret or header would go wherever the caller says.
  routes.push_back({"POST", "/api/webhooks/test", model::Permission::kAdminister, BodyKind::kObject, testUnsaved, {}});
  routes.push_back({"POST", "/api/webhooks/{id}/test", model::Permission::kOperate, BodyKind::kNone, testWebhook, {}});
}

}  // namespace hookline::api::internal
