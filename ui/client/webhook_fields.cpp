#include "client/webhook_fields.h"

namespace hookline::client::internal {
namespace {

using nlohmann::json;

json settable(const model::Webhook& webhook) {
  const json all = model::toJson(webhook, true);
  json fields = json::object();
  for (const auto* name : kSettableFields) fields[name] = all.at(name);
  // As it was typed, while what is shown of a secret one is its beginning.
  fields["url"] = webhook.url;
  return fields;
}

}  // namespace

json webhookFields(const model::Webhook& webhook) {
  auto fields = settable(webhook);
  if (!webhook.secret.empty()) fields["secret"] = webhook.secret;
  if (webhook.url.empty()) fields.erase("url");
  return fields;
}

json webhookPatch(const model::Webhook& before, const model::Webhook& after) {
  const auto was = settable(before);
  const auto is = settable(after);
  json patch = json::object();
  for (const auto* name : kSettableFields)
    if (was[name] != is[name]) patch[name] = is[name];
  // Objects are merged, so what is gone is named.
  for (const auto* name : {"headers", "settings", "messages"}) {
    if (!patch.contains(name)) continue;
    auto& merged = patch[name] = json::object();
    for (const auto& [key, value] : is[name].items())
      if (!was[name].contains(key) || was[name][key] != value) merged[key] = value;
    for (const auto& [key, value] : was[name].items())
      if (!is[name].contains(key)) merged[key] = nullptr;
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
