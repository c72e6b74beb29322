#include "model/delivery.h"

#include <array>
#include <utility>

#include "base/encoding.h"
#include "model/header_names.h"
#include "model/webhook_words.h"

namespace hookline::model {
namespace {

using nlohmann::ordered_json;

constexpr auto kStates = std::to_array<std::pair<DeliveryState, std::string_view>>({{DeliveryState::kPending, "pending"},
                                                                                    {DeliveryState::kDelivering, "delivering"},
                                                                                    {DeliveryState::kRetrying, "retrying"},
                                                                                    {DeliveryState::kDelivered, "delivered"},
                                                                                    {DeliveryState::kCancelled, "cancelled"},
                                                                                    {DeliveryState::kDead, "dead"},
                                                                                    {DeliveryState::kHeld, "held"}});

/// Text from a receiver may be any bytes; JSON takes UTF-8 only, so what is none becomes U+FFFD.
std::string asUtf8(std::string_view text) {
  std::size_t valid = base::validUtf8Prefix(text);
  if (valid == text.size()) return std::string(text);
  std::string out;
  out.reserve(text.size() + 16);
  while (valid < text.size()) {
    out.append(text.substr(0, valid)).append("\xEF\xBF\xBD");
    text.remove_prefix(valid + 1);
    valid = base::validUtf8Prefix(text);
  }
  return out.append(text);
}

ordered_json textOrNull(std::string_view text) { return text.empty() ? ordered_json(nullptr) : ordered_json(asUtf8(text)); }

double toMillis(base::Micros time) { return static_cast<double>(time.count()) / 1000.0; }

std::string untilText(const std::optional<base::WallTime>& until) { return until ? " until " + base::formatIso(*until) : std::string(); }

/// Why a waiting delivery does not go out, or empty. A test send goes out whatever holds its webhook,
/// unless it cannot be signed.
std::string holdReason(const DeliveryRow& row, const RowContext& context) {
  if (row.state == DeliveryState::kHeld) return causeText(row.errorClass, row.status);
  if (row.state != DeliveryState::kPending && row.state != DeliveryState::kRetrying) return {};
  if (context.webhook && isLocked(*context.webhook)) return "The webhook is on hold: " + asUtf8(lockedReason(*context.webhook));
  if (row.once) return {};
  if (context.webhook) {
    const auto& webhook = *context.webhook;
    if (webhook.stop.kind == WebhookStop::Kind::kOnHold) return "The webhook is on hold: " + asUtf8(webhook.stop.reason);
    if (webhook.stop.kind == WebhookStop::Kind::kPaused) return "The webhook is paused" + untilText(webhook.stop.until) + ".";
    if (!webhook.enabled) return "The webhook is disabled.";
  }
  return context.allPaused ? "All sending is paused." : "";
}

/// Headers as an object in their order. A name that comes several times keeps all its values, joined as RFC 9110 §5.3 allows.
ordered_json headersJson(const std::vector<HttpHeader>& headers) {
  auto out = ordered_json::object();
  for (const auto& header : headers) {
    const std::string name = asUtf8(header.name);
    std::string value = isSensitiveHeader(header.name) ? std::string(kMasked) : asUtf8(header.value);
    if (!out.contains(name)) {
      out[name] = std::move(value);
    } else if (auto& joined = out[name].get_ref<std::string&>(); joined != kMasked) {
      joined += ", " + value;
    }
  }
  return out;
}

std::string_view locationOf(const Attempt& attempt) { return headerValue(attempt.responseHeaders, "Location"); }

ordered_json responseJson(const Attempt& attempt) {
  if (!attempt.status) return nullptr;
  return {{"status", *attempt.status},
          {"headers", headersJson(attempt.responseHeaders)},
          {"body", asUtf8(attempt.responseBody)},
          {"truncated", attempt.responseTruncated}};
}

}  // namespace

std::string_view toText(DeliveryState state) {
  for (const auto& [value, word] : kStates)
    if (value == state) return word;
  return "pending";
}

std::optional<DeliveryState> parseDeliveryState(std::string_view text) {
  for (const auto& [value, word] : kStates)
    if (word == text) return value;
  return std::nullopt;
}

std::string_view toText(Phase phase) {
  switch (phase) {
    case Phase::kDns:
      return "dns";
    case Phase::kConnect:
      return "connect";
    case Phase::kTls:
      return "tls";
    case Phase::kWrite:
      return "write";
    case Phase::kFirstByte:
      return "first_byte";
    case Phase::kBody:
      return "body";
    case Phase::kDone:
      return "done";
  }
  return "done";
}

nlohmann::ordered_json toJson(const Person& person) {
  auto out = ordered_json::object();
  if (!person.email.empty()) out["email"] = asUtf8(person.email);
  if (!person.name.empty()) out["name"] = asUtf8(person.name);
  if (!person.visitorId.empty()) out["visitorId"] = asUtf8(person.visitorId);
  return out;
}

nlohmann::ordered_json toJson(const DeliveryRow& row, const RowContext& context) {
  const std::string reason = holdReason(row, context);
  const auto state = reason.empty() ? row.state : DeliveryState::kHeld;
  ordered_json out{{"id", row.id.text()}, {"eventId", row.eventId}, {"webhookId", row.webhookId.text()}};
  out["webhookName"] = context.webhook ? ordered_json(asUtf8(context.webhook->name)) : ordered_json(nullptr);
  out["kind"] = context.webhook ? ordered_json(toText(context.webhook->kind)) : ordered_json(nullptr);
  out["eventType"] = row.eventType;
  out["chatbotId"] = textOrNull(row.chatbotId);
  out["conversationId"] = textOrNull(row.conversationId);
  out["person"] = toJson(row.person);
  out["state"] = toText(state);
  if (!reason.empty()) out["reason"] = reason;
  out["attempts"] = row.tries;
  out["counted"] = row.counted;
  if (state == DeliveryState::kPending || state == DeliveryState::kRetrying) out["nextAttemptAt"] = base::formatIso(row.due);
  if (row.status) out["status"] = *row.status;
  if (row.errorClass != ErrorClass::kNone) {
    out["errorClass"] = toText(row.errorClass);
    const auto* last = context.lastAttempt != nullptr && context.lastAttempt->errorClass == row.errorClass ? context.lastAttempt : nullptr;
    const auto hints = last != nullptr ? HelpHints{last->detail, locationOf(*last)} : HelpHints{};
    out["cause"] = asUtf8(causeText(row.errorClass, row.status, hints.detail));
    out["help"] = helpText(row.errorClass, row.status, state == DeliveryState::kDead ? NextTry::kNone : NextTry::kByItself, hints);
  }
  if (row.latency) out["latencyMs"] = toMillis(*row.latency);
  if (row.step) out["step"] = {{"n", row.step->n}, {"of", row.step->of}, {"name", asUtf8(row.step->name)}};
  out["simulated"] = row.simulated;
  if (row.resentFrom) out["resentFrom"] = row.resentFrom.text();
  out["createdAt"] = base::formatIso(row.createdAt);
  out["updatedAt"] = base::formatIso(row.updatedAt);
  return out;
}

nlohmann::ordered_json toJson(const Attempt& attempt, std::string_view eventBody) {
  const bool failed = attempt.errorClass != ErrorClass::kNone;
  ordered_json out{
      {"n", attempt.n},
      {"try", attempt.tryNumber},
      {"step", attempt.step},
      {"counted", attempt.counted},
      {"startedAt", base::formatIso(attempt.startedAt)},
      {"phase", toText(attempt.phase)},
      {"phasesMs",
       {{"dns", toMillis(attempt.times.dns)},
        {"connect", toMillis(attempt.times.connect)},
        {"tls", toMillis(attempt.times.tls)},
        {"firstByte", toMillis(attempt.times.firstByte)},
        {"total", toMillis(attempt.times.total)}}},
      {"peer", textOrNull(attempt.peer)},
      {"status", attempt.status ? ordered_json(*attempt.status) : ordered_json(nullptr)},
      {"errorClass", failed ? ordered_json(toText(attempt.errorClass)) : ordered_json(nullptr)},
      {"cause", failed ? ordered_json(asUtf8(causeText(attempt.errorClass, attempt.status, attempt.detail))) : ordered_json(nullptr)}};
  if (!attempt.detail.empty()) out["detail"] = asUtf8(attempt.detail);
  out["maybeDelivered"] = attempt.maybeDelivered;
  out["request"] = {{"method", attempt.method},
                    {"url", asUtf8(attempt.url)},
                    {"headers", headersJson(attempt.requestHeaders)},
                    {"body", attempt.requestBody ? asUtf8(*attempt.requestBody) : asUtf8(eventBody)}};
  out["response"] = responseJson(attempt);
  return out;
}

}  // namespace hookline::model
