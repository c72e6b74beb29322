#include <nlohmann/json.hpp>

#include "model/webhook.h"
#include "model/webhook_words.h"

namespace hookline::model {
namespace {

using nlohmann::json;

/// Reads one stored object field by field. A missing field keeps its default, so that rows of an older version stay readable; a field
/// of another type is damage.
class StoredReader {
 public:
  explicit StoredReader(const json& source) : source_(source), fine_(source.is_object()) {}

  bool fine() const { return fine_; }
  void markDamaged() { fine_ = false; }

  const json* field(const char* name, json::value_t type) {
    if (!fine_) return nullptr;
    const auto at = source_.find(name);
    if (at == source_.end()) return nullptr;
    const bool unsignedIsInteger = type == json::value_t::number_integer && at->is_number_integer();
    if (at->type() != type && !unsignedIsInteger) fine_ = false;
    return fine_ ? &*at : nullptr;
  }
  void text(const char* name, std::string& out) {
    if (const auto* value = field(name, json::value_t::string)) out = value->get<std::string>();
  }
  void flag(const char* name, bool& out) {
    if (const auto* value = field(name, json::value_t::boolean)) out = value->get<bool>();
  }
  void whole(const char* name, int& out) {
    if (const auto* value = field(name, json::value_t::number_integer)) out = value->get<int>();
  }
  void millis(const char* name, base::Millis& out) {
    if (const auto* value = field(name, json::value_t::number_integer)) out = base::Millis{value->get<std::int64_t>()};
  }
  void time(const char* name, base::WallTime& out) {
    if (const auto* value = field(name, json::value_t::number_integer)) out = base::fromMs(value->get<std::int64_t>());
  }
  void time(const char* name, std::optional<base::WallTime>& out) {
    if (const auto* value = field(name, json::value_t::number_integer)) out = base::fromMs(value->get<std::int64_t>());
  }

 private:
  const json& source_;
  bool fine_;
};

json storedPolicy(const RetryPolicy& policy) { return json(internal::policyJson(policy)); }

bool readPolicy(const json& stored, RetryPolicy& policy) {
  std::vector<base::FieldError> faults;
  policy = internal::readPolicy(stored, nullptr, faults);
  return faults.empty();
}

json storedStop(const WebhookStop& stop) {
  json out{
      {"kind", stop.kind == WebhookStop::Kind::kPaused ? "paused" : "on_hold"}, {"reason", stop.reason}, {"since", base::toMs(stop.since)}};
  if (stop.until) out["until"] = base::toMs(*stop.until);
  return out;
}

bool readStop(const json& stored, WebhookStop& stop) {
  StoredReader reader(stored);
  std::string kind;
  reader.text("kind", kind);
  reader.text("reason", stop.reason);
  reader.time("since", stop.since);
  reader.time("until", stop.until);
  if (kind != "paused" && kind != "on_hold") return false;
  stop.kind = kind == "paused" ? WebhookStop::Kind::kPaused : WebhookStop::Kind::kOnHold;
  return reader.fine();
}

bool readRateLimit(const json& stored, RateLimit& limit) {
  StoredReader reader(stored);
  if (const auto at = stored.find("perSecond"); at != stored.end()) {
    if (!at->is_number()) return false;
    limit.perSecond = at->get<double>();
  }
  reader.whole("burst", limit.burst);
  return reader.fine() && limit.perSecond >= 0 && limit.burst >= 1;
}

bool readFilter(const json& stored, EventFilter& filter) {
  auto read = EventFilter::fromJson(stored);
  if (read) filter = std::move(*read);
  return read.has_value();
}

bool readMessages(const json& stored, Messages& messages) {
  std::vector<base::FieldError> faults;
  for (const auto& [type, message] : stored.items()) messages[type] = messageFromJson(message, "", faults);
  return faults.empty();
}

bool readEvents(const json& stored, std::vector<std::string>& events) {
  for (const auto& entry : stored) {
    if (!entry.is_string()) return false;
    events.push_back(entry.get<std::string>());
  }
  return true;
}

void readNested(StoredReader& reader, Webhook& webhook) {
  std::string kind(toText(webhook.kind));
  reader.text("kind", kind);
  std::string signing(internal::toText(webhook.signing));
  reader.text("signing", signing);
  const auto knownKind = parseWebhookKind(kind);
  const auto knownSigning = internal::parseSigning(signing);
  if (!knownKind || !knownSigning) return reader.markDamaged();
  webhook.kind = *knownKind;
  webhook.signing = *knownSigning;
  if (const auto* events = reader.field("events", json::value_t::array); events && !readEvents(*events, webhook.events))
    reader.markDamaged();
  if (const auto* filter = reader.field("filter", json::value_t::object); filter && !readFilter(*filter, webhook.filter))
    reader.markDamaged();
  if (const auto* policy = reader.field("retryPolicy", json::value_t::object); policy && !readPolicy(*policy, webhook.retryPolicy))
    reader.markDamaged();
  if (const auto* limit = reader.field("rateLimit", json::value_t::object); limit && !readRateLimit(*limit, webhook.rateLimit))
    reader.markDamaged();
  if (const auto* ordering = reader.field("ordering", json::value_t::object)) {
    const auto read = internal::readOrdering(*ordering, {});
    if (!read) return reader.markDamaged();
    webhook.ordering = *read;
  }
  if (const auto* settings = reader.field("settings", json::value_t::object)) webhook.settings = *settings;
  if (const auto* messages = reader.field("messages", json::value_t::object); messages && !readMessages(*messages, webhook.messages))
    reader.markDamaged();
  if (const auto* stop = reader.field("stop", json::value_t::object); stop && !readStop(*stop, webhook.stop)) reader.markDamaged();
}

}  // namespace

nlohmann::json storedJson(const Webhook& webhook) {
  json out{{"id", webhook.id.text()},
           {"name", webhook.name},
           {"chatbotId", webhook.chatbotId},
           {"kind", toText(webhook.kind)},
           {"url", webhook.url},
           {"events", webhook.events},
           {"enabled", webhook.enabled},
           {"test", webhook.test},
           {"retryPolicy", storedPolicy(webhook.retryPolicy)},
           {"timeoutMs", webhook.timeout.count()},
           {"maxHoldMs", webhook.maxHold.count()},
           {"retryEveryFailure", webhook.retryEveryFailure},
           {"maxInFlight", webhook.maxInFlight},
           {"signing", internal::toText(webhook.signing)},
           {"allowHttp", webhook.allowHttp},
           {"caPem", webhook.caPem},
           {"secretCreatedAt", base::toMs(webhook.secretCreatedAt)},
           {"createdAt", base::toMs(webhook.createdAt)},
           {"updatedAt", base::toMs(webhook.updatedAt)}};
  if (!webhook.filter.empty()) out["filter"] = json(webhook.filter.toJson());
  if (webhook.rateLimit != RateLimit{}) out["rateLimit"] = json(internal::rateLimitJson(webhook.rateLimit));
  if (webhook.ordering != Ordering{}) out["ordering"] = json(internal::orderingJson(webhook.ordering));
  if (webhook.digestWindow.count() != 0) out["digestWindowMs"] = webhook.digestWindow.count();
  if (!webhook.settings.empty()) out["settings"] = webhook.settings;
  for (const auto& [type, message] : webhook.messages) out["messages"][type] = json(toJson(message));
  if (webhook.previousSecretUntil) out["previousSecretUntil"] = base::toMs(*webhook.previousSecretUntil);
  if (webhook.stop.kind != WebhookStop::Kind::kNone) out["stop"] = storedStop(webhook.stop);
  return out;
}

base::Result<Webhook> webhookFromStored(const nlohmann::json& stored) {
  Webhook webhook;
  StoredReader reader(stored);
  std::string id;
  reader.text("id", id);
  if (const auto known = WebhookId::parse(id)) webhook.id = *known;
  reader.text("name", webhook.name);
  reader.text("chatbotId", webhook.chatbotId);
  reader.text("url", webhook.url);
  reader.text("caPem", webhook.caPem);
  reader.flag("enabled", webhook.enabled);
  reader.flag("test", webhook.test);
  reader.flag("retryEveryFailure", webhook.retryEveryFailure);
  reader.flag("allowHttp", webhook.allowHttp);
  reader.whole("maxInFlight", webhook.maxInFlight);
  reader.millis("timeoutMs", webhook.timeout);
  reader.millis("maxHoldMs", webhook.maxHold);
  reader.millis("digestWindowMs", webhook.digestWindow);
  reader.time("previousSecretUntil", webhook.previousSecretUntil);
  reader.time("secretCreatedAt", webhook.secretCreatedAt);
  reader.time("createdAt", webhook.createdAt);
  reader.time("updatedAt", webhook.updatedAt);
  readNested(reader, webhook);
  if (reader.fine()) return webhook;
  return base::fail(base::Errc::kCorrupt, "The stored configuration of the webhook " + (id.empty() ? std::string("without id") : id) +
                                              " is damaged: restore the last backup.");
}

}  // namespace hookline::model
