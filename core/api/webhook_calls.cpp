#include "api/webhook_calls.h"

#include "api/calls.h"
#include "api/query.h"
#include "api/webhook_rules.h"
#include "crypto/signature.h"

namespace hookline::api::internal {

using model::Permission;

std::shared_ptr<const model::Webhook> findWebhook(const Context& context, const Call& call) {
  const auto id = model::WebhookId::parse(call.parameters[0]);
  return id ? context->services.config.snapshot()->find(*id) : nullptr;
}

base::Error webhookNotFound() { return notFound("Webhook not found"); }

Response webhookAnswer(int status, const model::Webhook& webhook) {
  auto response = jsonAnswer(status, model::toJson(webhook, false));
  response.headers.push_back({"ETag", "\"" + base::formatIso(webhook.updatedAt) + "\""});
  return response;
}

base::Status checkIfMatch(std::string_view ifMatch, const model::Webhook& webhook) {
  if (ifMatch.empty() || ifMatch == "*") return {};
  if (ifMatch.starts_with("W/")) ifMatch.remove_prefix(2);
  if (ifMatch.size() >= 2 && ifMatch.front() == '"' && ifMatch.back() == '"') ifMatch = ifMatch.substr(1, ifMatch.size() - 2);
  if (base::parseIso(ifMatch) == webhook.updatedAt) return {};
  return base::fail(base::Errc::kPrecondition, "The webhook was changed meanwhile (its updatedAt is " + base::formatIso(webhook.updatedAt) +
                                                   "); read it again and repeat the change.");
}

void editWebhook(const Context& context, Call call, std::string what, delivery_runner::Configuration::Edit edit) {
  const auto found = findWebhook(context, call);
  if (!found) return call.refuse(webhookNotFound());
  const auto id = found->id;
  auto checked = [ifMatch = std::string(call.request.header("If-Match")),
                  edit = std::move(edit)](const model::Webhook& current) mutable -> base::Result<model::Webhook> {
    if (auto same = checkIfMatch(ifMatch, current); !same) return base::fail(same.error());
    return edit(current);
  };
  auto entry = context->audit(call.who(), what, id.text());
  context->services.config.editWebhook(id, std::move(checked), std::move(entry),
                                       base::Completion<model::Webhook>([context, call = std::move(call), what = std::move(what)](
                                                                            base::Result<model::Webhook> changed) mutable {
                                         if (!changed) return call.refuse(changed.error());
                                         context->services.hub.webhook(changed->id, what);
                                         call.answer(webhookAnswer(200, *changed));
                                       }));
}

namespace {

/// Other kinds prove who they are by their service's own credentials.
void giveSecret(model::Webhook& webhook) {
  if (webhook.kind == model::WebhookKind::kCustom && webhook.secret.empty()) webhook.secret = crypto::generateSecret();
}

}  // namespace

base::Result<Unsaved> readUnsaved(const Context& context, nlohmann::json body, std::string_view lookedUp) {
  const auto& policy = context->services.addressPolicy;
  const auto named = body.find("id");
  if (named == body.end()) {
    auto webhook = readNewWebhook(body, policy, lookedUp);
    if (!webhook) return base::fail(std::move(webhook.error()));
    giveSecret(*webhook);
    return Unsaved{nullptr, std::move(*webhook)};
  }
  const auto id = named->is_string() ? model::WebhookId::parse(named->get_ref<const std::string&>()) : std::nullopt;
  auto saved = id ? context->services.config.snapshot()->find(*id) : nullptr;
  if (!saved) return base::fail(webhookNotFound());
  body.erase(named);
  auto webhook = readChangedWebhook(*saved, body, policy, lookedUp);
  if (!webhook) return base::fail(std::move(webhook.error()));
  return Unsaved{std::move(saved), std::move(*webhook)};
}

namespace {

void listWebhooks(const Context& context, Call call) {
  if (auto fine = checkNames(call.request, {"chatbotId"}); !fine) return call.refuse(fine.error());
  const bool filtered = call.request.hasQuery("chatbotId");
  const auto chatbot = call.request.queryValue("chatbotId");
  if (filtered && chatbot.empty()) return call.refuse(invalidQuery("chatbotId", "must not be empty"));
  OrderedJson list = OrderedJson::array();
  const auto config = context->services.config.snapshot();  // kept: another one may take its place meanwhile
  for (const auto& [id, webhook] : config->webhooks) {
    if (filtered && webhook->chatbotId != "*" && webhook->chatbotId != chatbot) continue;
    list.push_back(model::toJson(*webhook, false));
  }
  call.answer(jsonAnswer(200, list));
}

void createWebhook(const Context& context, Call call) {
  auto& services = context->services;
  auto webhook = readNewWebhook(call.body, services.addressPolicy);
  if (!webhook) return call.refuse(webhook.error());
  webhook->id = model::WebhookId{services.ids.next()};
  giveSecret(*webhook);
  webhook->secretCreatedAt = context->now();
  auto entry = context->audit(call.who(), "webhook.create", webhook->id.text());
  services.config.createWebhook(
      std::move(*webhook), std::move(entry),
      base::Completion<model::Webhook>([context, call = std::move(call)](base::Result<model::Webhook> created) mutable {
        if (!created) return call.refuse(created.error());
        context->services.hub.webhook(created->id, "webhook.create");
        auto body = model::toJson(*created, false);
        if (!created->secret.empty()) body["secret"] = created->secret;
        auto response = jsonAnswer(201, body);
        response.headers.push_back({"Location", "/api/webhooks/" + created->id.text()});
        response.headers.push_back({"ETag", "\"" + base::formatIso(created->updatedAt) + "\""});
        call.answer(std::move(response));
      }));
}

void getWebhook(const Context& context, Call call) {
  const auto found = findWebhook(context, call);
  if (!found) return call.refuse(webhookNotFound());
  call.answer(webhookAnswer(200, *found));
}

void patchWebhook(const Context& context, Call call) {
  auto edit = [patch = std::move(call.body), policy = context->services.addressPolicy](
                  const model::Webhook& current) -> base::Result<model::Webhook> { return readChangedWebhook(current, patch, policy); };
  editWebhook(context, std::move(call), "webhook.update", std::move(edit));
}

void deleteWebhook(const Context& context, Call call) {
  const auto found = findWebhook(context, call);
  if (!found) return call.refuse(webhookNotFound());
  if (auto same = checkIfMatch(call.request.header("If-Match"), *found); !same) return call.refuse(same.error());
  const auto id = found->id;
  auto entry = context->audit(call.who(), "webhook.delete", id.text());
  context->services.config.deleteWebhook(id, std::move(entry),
                                         base::Completion<void>([context, call = std::move(call), id](base::Status deleted) mutable {
                                           if (!deleted) return call.refuse(deleted.error());
                                           context->services.hub.webhook(id, "webhook.delete");
                                           call.answer(emptyAnswer());
                                         }));
}

}  // namespace

void addWebhookCalls(std::vector<RouteEntry>& routes) {
  routes.push_back({"GET", "/api/webhooks", Permission::kRead, BodyKind::kNone, listWebhooks, {}});
  routes.push_back({"POST", "/api/webhooks", Permission::kAdminister, BodyKind::kObject, createWebhook, {"secret"}});
  routes.push_back({"GET", "/api/webhooks/{id}", Permission::kRead, BodyKind::kNone, getWebhook, {}});
  routes.push_back({"PATCH", "/api/webhooks/{id}", Permission::kAdminister, BodyKind::kObject, patchWebhook, {}});
  routes.push_back({"DELETE", "/api/webhooks/{id}", Permission::kAdminister, BodyKind::kNone, deleteWebhook, {}});
}

}  // namespace hookline::api::internal
