// Webhooks as they are created, changed, shown and stored. The input: a JSON text, and after a NUL another that changes it.
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "fuzz/must.h"
#include "model/webhook.h"

namespace {

using hookline::fuzz::must;
using hookline::model::Webhook;
using nlohmann::json;

/// As the API reads it: strict, and no deeper than 64.
json parse(std::string_view text) {
  bool deep = false;
  auto value = json::parse(
      text, [&deep](int depth, json::parse_event_t, json&) { return !(deep = deep || depth > 64); }, false);
  return deep ? json(json::value_t::discarded) : value;
}

std::string dump(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

void checkKept(const Webhook& webhook) {
  must(webhook.maxInFlight >= 1 && webhook.maxInFlight <= Webhook::kMaxInFlight, "slots have their bounds");
  must(webhook.timeout.count() > 0, "the time-out is positive");
  must(!webhook.events.empty() && webhook.events.size() <= Webhook::kMaxEvents, "events have their bounds");
  const auto stored = hookline::model::storedJson(webhook);
  const auto back = hookline::model::webhookFromStored(json::parse(dump(stored)));
  must(back.has_value(), "what is stored is read again");
  must(dump(hookline::model::storedJson(*back)) == dump(stored), "and is the same");
  const auto shown = hookline::model::toJson(webhook, false);
  must(!shown.contains("secret"), "no secret is shown");
}

void checkChange(const Webhook& webhook, const json& patch) {
  const auto changed = hookline::model::mergeWebhook(webhook, patch);
  if (!changed) {
    must(!changed.error().message.empty(), "a refused change says why");
    return;
  }
  checkKept(*changed);
  must(changed->id == webhook.id && changed->secret == webhook.secret, "a change touches neither id nor secret");
  const auto twice = hookline::model::mergeWebhook(*changed, patch);
  must(twice && dump(hookline::model::storedJson(*twice)) == dump(hookline::model::storedJson(*changed)),
       "the same change again changes nothing");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto cut = text.find('\0');
  const auto input = parse(text.substr(0, cut));
  if (input.is_discarded()) return 0;

  if (const auto stored = hookline::model::webhookFromStored(input)) {
    const auto once = dump(hookline::model::storedJson(*stored));
    const auto back = hookline::model::webhookFromStored(json::parse(once));
    must(back && dump(hookline::model::storedJson(*back)) == once, "what was read from the store is stored as it was");
  }
  const auto webhook = hookline::model::webhookFromJson(input);
  if (!webhook) {
    must(!webhook.error().message.empty(), "a refusal says why");
    return 0;
  }
  checkKept(*webhook);
  const auto patch = cut == std::string_view::npos ? input : parse(text.substr(cut + 1));
  if (!patch.is_discarded()) checkChange(*webhook, patch);
  return 0;
}
