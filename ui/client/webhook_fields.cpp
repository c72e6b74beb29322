#include "client/webhook_fields.h"

namespace hookline::client::internal {
namespace {

using nlohmann::json;

json settable(const model::Webhook& webhook) {
  const json all = model::toJson(webhook, true);
  json fields = json::object();
  for (const auto* name : kSettableFields) fields[name] = all.at(name);
  return fields;
}

}  // namespace

json webhookFields(const model::Webhook& webhook) {
  auto fields = settable(webhook);
  if (!webhook.secret.empty()) fields["secret"] = webhook.secret;
  return fields;
}

json webhookPatch(const model::Webhook& before, const model::Webhook& after) {
  const auto was = settable(before);
  const auto is = settable(after);
  json patch = json::object();
  for (const auto* name : kSettableFields)
    if (was[name] != is[name]) patch[name] = is[name];
  // Objects are merged, so what is gone is named.
  if (patch.contains("headers")) {
    auto& headers = patch["headers"] = json::object();
    for (const auto& [name, value] : is["headers"].items())
      if (!was["headers"].contains(name) || was["headers"][name] != value) headers[name] = value;
    for (const auto& [name, value] : was["headers"].items())
      if (!is["headers"].contains(name)) headers[name] = nullptr;
  }
  return patch;
}

json unsavedFields(const model::Webhook& before, const model::Webhook& after) {
  if (!before.id) return webhookFields(after);
  auto body = webhookPatch(before, after);
  body["id"] = before.id.text();
  return body;
}

}  // namespace hookline::client::internal
