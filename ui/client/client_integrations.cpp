#include <utility>

#include "client/ask.h"
#include "client/calls.h"
#include "client/client.h"
#include "client/read_answers.h"
#include "client/safe_json.h"
#include "client/webhook_fields.h"

// The client's calls on the kinds of webhooks, and on the stand-ins for their services.

namespace hookline::client {

using namespace internal;

void Client::integrations(Context context, Then<std::vector<Integration>> then) {
  ask<std::vector<Integration>>(context, call("GET", "/api/integrations"), readIntegrations, std::move(then));
}

void Client::preview(Context context, const model::Webhook& before, const model::Webhook& after, const PreviewEvent& event,
                     Then<Preview> then) {
  auto body = unsavedFields(before, after);
  if (!event.id.empty())
    body["eventId"] = event.id;
  else if (!event.json.empty())
    body["event"] = parseJson(event.json);
  ask<Preview>(context, call("POST", "/api/webhooks/preview", text(body)), readPreview, std::move(then));
}

void Client::choices(Context context, const model::Webhook& before, const model::Webhook& after, const std::string& field,
                     Then<std::vector<SettingChoice>> then) {
  auto webhook = unsavedFields(before, after);
  nlohmann::json body{{"field", field}};
  if (before.id) body["id"] = std::exchange(webhook["id"], nullptr);
  webhook.erase("id");
  body["webhook"] = std::move(webhook);
  ask<std::vector<SettingChoice>>(context, call("POST", "/api/webhooks/choices", text(body)), readChoices, std::move(then));
}

void Client::sandbox(Context context, Then<Sandbox> then) {
  ask<Sandbox>(context, call("GET", "/api/sandbox"), readSandbox, std::move(then));
}

void Client::setSandboxRunning(Context context, bool running, Then<Sandbox> then) {
  ask<Sandbox>(context, call("PUT", "/api/sandbox", text({{"running", running}})), readSandbox, std::move(then));
}

void Client::sandboxSeen(Context context, model::WebhookKind kind, Then<std::vector<StandInRecord>> then) {
  auto request = call("GET", std::string("/api/sandbox/").append(model::toText(kind)));
  request.query.emplace_back("requests", "0");  // they are asked for every other second, and are the longer part by far
  ask<std::vector<StandInRecord>>(context, std::move(request), readSeen, std::move(then));
}

}  // namespace hookline::client
