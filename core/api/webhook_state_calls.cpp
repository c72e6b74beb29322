#include "api/calls.h"
#include "api/json_body.h"
#include "api/webhook_calls.h"
#include "crypto/signature.h"
#include "destinations/destination.h"
#include "model/retry_policy.h"
#include "model/secret_url.h"

namespace hookline::api::internal {
namespace {

using model::Permission;
using model::WebhookStop;

constexpr std::int64_t kDefaultOverlapSeconds = 24 * 3600;
constexpr std::int64_t kMaxOverlapSeconds = 30 * 24 * 3600;

/// Other kinds prove who they are by their service's own credentials.
bool signs(const model::Webhook& webhook) { return webhook.kind == model::WebhookKind::kCustom; }

/// There is no secret of Hookline's own to replace; what there is instead, and where it is changed.
base::Error nothingToRotate(const model::Webhook& webhook) {
  std::string title(model::toText(webhook.kind));
  std::string credentials;
  if (const auto* destination = destinations::destinationFor(webhook.kind)) {
    const auto& integration = destination->integration();
    title = integration.title;
    for (const auto& field : integration.fields) {
      if (field.kind != model::SettingKind::kSecret) continue;
      const bool own = field.name == "url";
      credentials +=
          (credentials.empty() ? "" : ", ") + std::string(field.label) + " (/" + (own ? "" : "settings/") + std::string(field.name) + ")";
    }
  }
  return {base::Errc::kInvalid,
          title + " is sent no signature, so this webhook has no secret to rotate. Make a new credential at " + title +
              " and change it in the webhook's settings, with PATCH /api/webhooks/" + webhook.id.text() + ": " + credentials + ".",
          false,
          {}};
}

/// All that the webhook's other answers mask.
OrderedJson secretsJson(const model::Webhook& webhook) {
  auto body = OrderedJson::object();
  if (signs(webhook)) body["secret"] = webhook.secret;
  for (const auto& header : webhook.headers)
    if (model::isSensitiveHeader(header.name)) body["headers"][header.name] = header.value;
  if (model::isSecretUrl(webhook)) body["url"] = webhook.url;
  for (const auto& [name, value] : webhook.secretSettings) body["settings"][name] = value;
  return body;
}

void readSecret(const Context& context, Call call) {
  const auto found = findWebhook(context, call);
  if (!found) return call.refuse(webhookNotFound());
  if (model::isLocked(*found)) return call.refuse({base::Errc::kLocked, model::lockedReason(*found), false, {}});
  context->services.store.audit(context->audit(call.who(), "webhook.secret.read", found->id.text()));
  call.answer(jsonAnswer(200, secretsJson(*found)));
}

void rotateSecret(const Context& context, Call call) {
  FieldReader fields(call.body, {"overlapSeconds"});
  const auto overlap = base::Millis{1000 * fields.integer("overlapSeconds", 0, kMaxOverlapSeconds).value_or(kDefaultOverlapSeconds)};
  if (auto fine = fields.status(); !fine) return call.refuse(fine.error());
  const auto found = findWebhook(context, call);
  if (!found) return call.refuse(webhookNotFound());
  if (!signs(*found)) return call.refuse(nothingToRotate(*found));
  auto edit = [now = context->now(), overlap, ifMatch = std::string(call.request.header("If-Match")),
               fresh = crypto::generateSecret()](const model::Webhook& current) -> base::Result<model::Webhook> {
    if (auto same = checkIfMatch(ifMatch, current); !same) return base::fail(same.error());
    auto rotated = current;
    // A secret that cannot be read cannot sign either, so there is nothing to overlap with.
    const bool overlaps = overlap.count() > 0 && !current.secret.empty();
    rotated.previousSecret = overlaps ? current.secret : std::string{};
    rotated.previousSecretUntil = overlaps ? std::optional(now + overlap) : std::nullopt;
    model::makeReadable(rotated, "/secret");
    model::makeReadable(rotated, "/previousSecret");
    rotated.secret = fresh;
    rotated.secretCreatedAt = now;
    return rotated;
  };
  auto entry = context->audit(call.who(), "webhook.secret.rotate", found->id.text());
  context->services.config.editWebhook(
      found->id, std::move(edit), std::move(entry),
      base::Completion<model::Webhook>([context, call = std::move(call)](base::Result<model::Webhook> rotated) mutable {
        if (!rotated) return call.refuse(rotated.error());
        context->services.hub.webhook(rotated->id, "webhook.secret.rotate");
        call.answer(jsonAnswer(200, {{"secret", rotated->secret}}));
      }));
}

void pauseWebhook(const Context& context, Call call) {
  FieldReader fields(call.body, {"until"});
  const auto until = fields.time("until");
  const auto now = context->now();
  if (until && *until <= now) fields.refuse("/until", "must be a time to come");
  if (auto fine = fields.status(); !fine) return call.refuse(fine.error());
  auto edit = [now, until, who = call.who()](const model::Webhook& current) -> base::Result<model::Webhook> {
    auto paused = current;
    paused.stop = {WebhookStop::Kind::kPaused, "Paused by " + who + ".", now, until};
    return paused;
  };
  editWebhook(context, std::move(call), "webhook.pause", std::move(edit));
}

/// Also ends a hold by Hookline: who resumes says that the receiver is mended.
void resumeWebhook(const Context& context, Call call) {
  FieldReader fields(call.body, {});
  if (auto fine = fields.status(); !fine) return call.refuse(fine.error());
  auto edit = [](const model::Webhook& current) -> base::Result<model::Webhook> {
    auto resumed = current;
    resumed.stop = {};
    return resumed;
  };
  editWebhook(context, std::move(call), "webhook.resume", std::move(edit));
}

/// Takes `{"retryPolicy": {…}}` or the policy itself.
void retrySchedule(const Context&, Call call) {
  const bool wrapped = call.body.contains("retryPolicy");
  if (wrapped) {
    FieldReader fields(call.body, {"retryPolicy"});
    if (auto fine = fields.status(); !fine) return call.refuse(fine.error());
  }
  // The policy is read where it always is read: inside a webhook.
  const nlohmann::json carrier{{"name", "schedule"},
                               {"url", "https://example.com/"},
                               {"events", {"*"}},
                               {"retryPolicy", wrapped ? call.body["retryPolicy"] : call.body}};
  const auto webhook = model::webhookFromJson(carrier);
  if (!webhook) return call.refuse(webhook.error());
  const auto& policy = webhook->retryPolicy;
  OrderedJson delays = OrderedJson::array();
  for (int n = 1; n <= model::retriesAllowed(policy); ++n) delays.push_back(model::retryDelay(policy, n).count());
  call.answer(jsonAnswer(200, {{"delaysMs", std::move(delays)}, {"givesUpAfterMs", model::givesUpAfter(policy).count()}}));
}

}  // namespace

void addWebhookStateCalls(std::vector<RouteEntry>& routes) {
  routes.push_back({"GET", "/api/webhooks/{id}/secret", Permission::kAdminister, BodyKind::kNone, readSecret, {}});
  routes.push_back(
      {"POST", "/api/webhooks/{id}/rotate-secret", Permission::kAdminister, BodyKind::kOptionalObject, rotateSecret, {"secret"}});
  routes.push_back({"POST", "/api/webhooks/{id}/pause", Permission::kOperate, BodyKind::kOptionalObject, pauseWebhook, {}});
  routes.push_back({"POST", "/api/webhooks/{id}/resume", Permission::kOperate, BodyKind::kOptionalObject, resumeWebhook, {}});
  routes.push_back({"POST", "/api/retry-schedule", Permission::kRead, BodyKind::kObject, retrySchedule, {}});
}

}  // namespace hookline::api::internal
