#include "model/webhook_reader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <utility>

#include "model/event.h"
#include "model/header_names.h"
#include "model/secret_url.h"
#include "model/webhook_words.h"

namespace hookline::model::internal {
namespace {

using nlohmann::json;

constexpr std::int64_t kMaxTimeoutMs = 300'000;
constexpr std::int64_t kMaxHoldMs = 365LL * 24 * 3600 * 1000;
constexpr std::size_t kMaxAuthorityBytes = 64 * 1024;

/// "*", a type, or the words before ".*".
bool isEventPattern(std::string_view text) {
  if (text == "*" || isEventType(text)) return true;
  return text.ends_with(".*") && isEventType(std::string(text.substr(0, text.size() - 1)) + "any");
}

/// The name of a webhook that was given none: its receiver's.
std::string hostOf(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos) return "Webhook";
  const auto rest = url.substr(scheme + 3);
  const auto host = rest.substr(0, std::min(rest.find_first_of("/?#"), Webhook::kMaxNameBytes));
  return host.empty() ? "Webhook" : std::string(host);
}

}  // namespace

const WebhookReader::Field* WebhookReader::fieldNamed(std::string_view name) {
  using W = WebhookReader;
  static constexpr auto kFields = std::to_array<Field>({{"name", &W::takeName},
                                                        {"chatbotId", &W::takeChatbot},
                                                        {"kind", &W::takeKind},
                                                        {"url", &W::takeUrl},
                                                        {"secret", &W::takeSecret},
                                                        {"events", &W::takeEvents},
                                                        {"enabled", &W::takeFlag},
                                                        {"test", &W::takeFlag},
                                                        {"retryEveryFailure", &W::takeFlag},
                                                        {"allowHttp", &W::takeFlag},
                                                        {"headers", &W::takeHeaders},
                                                        {"retryPolicy", &W::takePolicy},
                                                        {"timeoutMs", &W::takeNumber},
                                                        {"maxHoldMs", &W::takeNumber},
                                                        {"maxInFlight", &W::takeNumber},
                                                        {"signing", &W::takeSigning},
                                                        {"caPem", &W::takeAuthorities},
                                                        {"filter", &W::takeFilter},
                                                        {"settings", &W::takeSettings},
                                                        {"rateLimit", &W::takeRateLimit},
                                                        {"ordering", &W::takeOrdering},
                                                        {"digest", &W::takeDigest},
                                                        {"messages", &W::takeMessages},
                                                        {"id", &W::takeReadOnly},
                                                        {"status", &W::takeReadOnly},
                                                        {"givesUpAfterMs", &W::takeReadOnly},
                                                        {"warnings", &W::takeReadOnly},
                                                        {"secretCreatedAt", &W::takeReadOnly},
                                                        {"createdAt", &W::takeReadOnly},
                                                        {"updatedAt", &W::takeReadOnly}});
  const auto at = std::find_if(kFields.begin(), kFields.end(), [name](const Field& field) { return field.name == name; });
  return at == kFields.end() ? nullptr : &*at;
}

WebhookReader::WebhookReader(const Webhook* current) : current_(current) {
  if (current) webhook_ = *current;
}

base::Result<Webhook> WebhookReader::read(const json& input) {
  if (!input.is_object()) {
    return base::fail(base::Errc::kInvalid,
                      "A webhook must be a JSON object such as {\"name\": \"Sales\", \"url\": \"https://…\", \"events\": [\"*\"]}.");
  }
  for (const auto& [name, value] : input.items()) {
    if (const auto* field = fieldNamed(name))
      (this->*field->take)(field->name, value);
    else
      fault(name, "is not a field of a webhook: check the spelling, or leave it out");
  }
  if (!current_ && hasOwnUrl(webhook_.kind) && !input.contains("url")) fault("url", "is required");
  if (!current_ && !input.contains("events")) fault("events", "is required, for example [\"lead.captured\"] or [\"*\"]");
  checkKind(input);
  if (!faults_.empty()) return base::fail(invalid("The webhook", std::move(faults_)));
  finish();
  return std::move(webhook_);
}

void WebhookReader::checkKind(const json& input) {
  if (webhook_.kind == WebhookKind::kCustom) return;
  const std::string word(toText(webhook_.kind));
  const auto given = [&input](std::string_view name) {
    const auto at = input.find(name);
    return at != input.end() && !at->is_null() && !at->empty();
  };
  if (!current_ && given("secret")) fault("secret", "belongs to custom webhooks: one of kind " + word + " signs nothing. Leave it out");
  if (given("headers")) fault("headers", "belong to custom webhooks: one of kind " + word + " sends its service's own. Leave them out");
  const bool urlGiven = given("url") && (!current_ || webhook_.url != current_->url);
  if (urlGiven && !hasOwnUrl(webhook_.kind))
    fault("url", "follows from settings for webhooks of kind " + word + ": leave it out, or give settings.baseUrl");
}

void WebhookReader::finish() {
  // A kind without an address of its own is named by its destination.
  if (webhook_.name.empty() && hasOwnUrl(webhook_.kind)) webhook_.name = hostOf(webhook_.url);
}

void WebhookReader::fault(std::string_view name, std::string message) { faults_.push_back({"/" + pointerPart(name), std::move(message)}); }

void WebhookReader::takeName(std::string_view name, const json& value) {
  if (value.is_null()) return webhook_.name.clear();
  if (!value.is_string() || value.get_ref<const std::string&>().empty() ||
      value.get_ref<const std::string&>().size() > Webhook::kMaxNameBytes)
    return fault(name, "must be text of 1 to 200 bytes");
  webhook_.name = value.get<std::string>();
}

void WebhookReader::takeChatbot(std::string_view name, const json& value) {
  if (value.is_null()) return void(webhook_.chatbotId = "*");
  if (!value.is_string() || value.get_ref<const std::string&>().empty() ||
      value.get_ref<const std::string&>().size() > EventLimits::kMaxNameBytes)
    return fault(name, "must be a chatbot's id of 1 to 256 bytes, or * for every chatbot");
  webhook_.chatbotId = value.get<std::string>();
}

void WebhookReader::takeKind(std::string_view name, const json& value) {
  const std::string word = value.is_null() ? "custom" : value.is_string() ? value.get<std::string>() : "";
  const auto kind = parseWebhookKind(word);
  if (!kind) return fault(name, "must be custom, slack, discord, hubspot, salesforce, zendesk, pagerduty, teams or telegram");
  if (current_ && current_->kind != *kind)
    return fault(name,
                 "cannot be changed: its settings and secrets are of " + std::string(toText(current_->kind)) + ". Make a new webhook");
  webhook_.kind = *kind;
}

void WebhookReader::takeUrl(std::string_view name, const json& value) {
  if (value.is_null()) return fault(name, "is required");
  if (!value.is_string() || value.get_ref<const std::string&>().empty())
    return fault(name, "must be an address such as https://example.com/hooks");
  const auto& text = value.get_ref<const std::string&>();
  // As it was shown, be it masked: it stays as it is.
  if (current_ && text == shownUrl(*current_)) return;
  webhook_.url = text;
}

void WebhookReader::takeSecret(std::string_view name, const json& value) {
  if (current_) return fault(name, "cannot be changed here: use POST /api/webhooks/" + current_->id.text() + "/rotate-secret");
  if (value.is_null()) return;
  if (!value.is_string() || value.get_ref<const std::string&>().empty() ||
      value.get_ref<const std::string&>().size() > Webhook::kMaxSecretBytes)
    return fault(name, "must be text of 1 to 256 bytes; leave it out to have one made");
  webhook_.secret = value.get<std::string>();
}

void WebhookReader::takeEvents(std::string_view name, const json& value) {
  if (!value.is_array() || value.empty() || value.size() > Webhook::kMaxEvents)
    return fault(name, "must be a list of 1 to 100 event types, for example [\"lead.captured\"], [\"lead.*\"] or [\"*\"]");
  std::vector<std::string> events;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const auto* text = value[i].get_ptr<const std::string*>();
    if (!text || !isEventPattern(*text)) {
      faults_.push_back({"/events/" + std::to_string(i), "must be an event type such as lead.captured, a group such as lead.*, or *"});
    } else if (std::find(events.begin(), events.end(), *text) == events.end()) {
      events.push_back(*text);
    }
  }
  webhook_.events = std::move(events);
}

void WebhookReader::takeFilter(std::string_view /*name*/, const json& value) {
  // A merge: an object that does not speak of `all` changes nothing of it.
  const bool silent = current_ && value.is_object() && value.empty();
  if (silent) return;
  auto filter = EventFilter::fromJson(value);
  if (!filter) {
    auto& details = filter.error().details;
    faults_.insert(faults_.end(), std::make_move_iterator(details.begin()), std::make_move_iterator(details.end()));
    return;
  }
  webhook_.filter = std::move(*filter);
}

void WebhookReader::takeFlag(std::string_view name, const json& value) {
  if (!value.is_boolean() && !value.is_null()) return fault(name, "must be true or false");
  bool& target = name == "enabled"     ? webhook_.enabled
                 : name == "test"      ? webhook_.test
                 : name == "allowHttp" ? webhook_.allowHttp
                                       : webhook_.retryEveryFailure;
  target = value.is_null() ? name == "enabled" : value.get<bool>();
}

void WebhookReader::takeHeaders(std::string_view name, const json& value) {
  if (value.is_null()) return webhook_.headers.clear();
  if (!value.is_object()) return fault(name, "must be an object of names and values, for example {\"X-Team\": \"sales\"}");
  for (const auto& [header, text] : value.items()) takeHeader(header, text);
  for (std::size_t i = 0; i < webhook_.headers.size(); ++i)
    for (std::size_t k = 0; k < i; ++k)
      if (sameHeaderName(webhook_.headers[i].name, webhook_.headers[k].name))
        fault(name, "holds " + webhook_.headers[i].name + " twice: upper and lower case make no difference");
}

void WebhookReader::takeHeader(const std::string& name, const json& value) {
  const std::string path = "/headers/" + pointerPart(name);
  auto& headers = webhook_.headers;
  const auto present = std::find_if(headers.begin(), headers.end(), [&](const HttpHeader& header) {
    return current_ ? sameHeaderName(header.name, name) : header.name == name;
  });
  if (value.is_null()) {
    if (present != headers.end()) headers.erase(present);
  } else if (!value.is_string()) {
    faults_.push_back({path, "must be text"});
  } else if (value.get_ref<const std::string&>() == kMasked) {
    // What toJson shows instead of a secret value comes back unchanged from a client that did not touch it.
    if (!current_ || present == headers.end()) faults_.push_back({path, "is a placeholder: give the real value"});
  } else if (present != headers.end()) {
    *present = {name, value.get<std::string>()};
  } else {
    headers.push_back({name, value.get<std::string>()});
  }
}

void WebhookReader::takePolicy(std::string_view /*name*/, const json& value) {
  webhook_.retryPolicy = readPolicy(value, current_ ? &current_->retryPolicy : nullptr, faults_);
}

void WebhookReader::takeNumber(std::string_view name, const json& value) {
  const std::int64_t most = name == "timeoutMs" ? kMaxTimeoutMs : name == "maxHoldMs" ? kMaxHoldMs : Webhook::kMaxInFlight;
  const Webhook defaults;
  std::int64_t number = name == "timeoutMs"   ? defaults.timeout.count()
                        : name == "maxHoldMs" ? defaults.maxHold.count()
                                              : defaults.maxInFlight;
  if (!value.is_null()) {
    const double given = value.is_number() ? value.get<double>() : 0.0;
    if (given < 1.0 || given > static_cast<double>(most) || std::floor(given) != given)
      return fault(name, "must be a whole number from 1 to " + std::to_string(most));
    number = static_cast<std::int64_t>(given);
  }
  if (name == "timeoutMs")
    webhook_.timeout = base::Millis{number};
  else if (name == "maxHoldMs")
    webhook_.maxHold = base::Millis{number};
  else
    webhook_.maxInFlight = static_cast<int>(number);
}

bool WebhookReader::isObjectOf(std::string_view name, const json& value, std::initializer_list<std::string_view> members) {
  if (!value.is_object()) {
    fault(name, "must be an object");
    return false;
  }
  const auto before = faults_.size();
  for (const auto& [member, ignored] : value.items())
    if (std::find(members.begin(), members.end(), member) == members.end())
      faults_.push_back({"/" + std::string(name) + "/" + pointerPart(member), "is no field of it: check the spelling, or leave it out"});
  return faults_.size() == before;
}

void WebhookReader::takeRateLimit(std::string_view name, const json& value) {
  RateLimit limit = current_ ? current_->rateLimit : RateLimit{};
  if (value.is_null()) return void(webhook_.rateLimit = {});
  if (!isObjectOf(name, value, {"perSecond", "burst"})) return;
  if (const auto at = value.find("perSecond"); at != value.end()) {
    if (!at->is_null() && (!at->is_number() || at->get<double>() < 0 || at->get<double>() > RateLimit::kMaxPerSecond))
      return faults_.push_back({"/rateLimit/perSecond", "must be a number from 0 (no limit) to 10000"});
    limit.perSecond = at->is_null() ? 0 : at->get<double>();
  }
  if (const auto at = value.find("burst"); at != value.end()) {
    const double given = at->is_null() ? 1.0 : at->is_number() ? at->get<double>() : 0.0;
    if (given < 1.0 || given > RateLimit::kMaxBurst || std::floor(given) != given)
      return faults_.push_back({"/rateLimit/burst", "must be a whole number from 1 to 10000"});
    limit.burst = static_cast<int>(given);
  }
  webhook_.rateLimit = limit;
}

void WebhookReader::takeDigest(std::string_view name, const json& value) {
  if (value.is_null()) return void(webhook_.digestWindow = {});
  if (!isObjectOf(name, value, {"windowMs"})) return;
  const auto at = value.find("windowMs");
  if (at == value.end()) return;
  const double given = at->is_null() ? 0.0 : at->is_number() ? at->get<double>() : -1.0;
  const bool fine = given == 0.0 || (given >= static_cast<double>(Webhook::kMinDigestWindow.count()) &&
                                     given <= static_cast<double>(Webhook::kMaxDigestWindow.count()));
  if (!fine || std::floor(given) != given)
    return faults_.push_back({"/digest/windowMs", "must be 0 (a message for each event) or a whole number from 1000 to 86400000"});
  webhook_.digestWindow = base::Millis{static_cast<std::int64_t>(given)};
}

void WebhookReader::takeOrdering(std::string_view name, const json& value) {
  if (value.is_null()) return void(webhook_.ordering = {});
  if (!isObjectOf(name, value, {"by", "onDead"})) return;
  for (const auto& [member, wish] : {std::pair{"by", "must be none or conversation"}, {"onDead", "must be block or skip"}}) {
    const auto at = value.find(member);
    if (at == value.end()) continue;
    const auto read = readOrdering({{member, *at}}, webhook_.ordering);
    if (!read) {
      faults_.push_back({"/ordering/" + std::string(member), wish});
      continue;
    }
    webhook_.ordering = *read;
  }
}

void WebhookReader::takeSigning(std::string_view name, const json& value) {
  if (value.is_null()) return void(webhook_.signing = Signing::kBoth);
  const auto signing = value.is_string() ? parseSigning(value.get_ref<const std::string&>()) : std::nullopt;
  if (!signing) return fault(name, "must be hookline, standard or both");
  webhook_.signing = *signing;
}

void WebhookReader::takeAuthorities(std::string_view name, const json& value) {
  if (value.is_null()) return webhook_.caPem.clear();
  const auto* text = value.get_ptr<const std::string*>();
  const bool fine =
      text && text->size() <= kMaxAuthorityBytes && (text->empty() || text->find("-----BEGIN CERTIFICATE-----") != std::string::npos);
  if (!fine) return fault(name, "must be certificates in PEM form (-----BEGIN CERTIFICATE----- …), at most 64 KiB, or empty");
  webhook_.caPem = *text;
}

void WebhookReader::takeSettings(std::string_view name, const json& value) {
  if (value.is_null()) {
    webhook_.settings = json::object();
    return webhook_.secretSettings.clear();
  }
  if (!value.is_object()) return fault(name, "must be an object of the fields that GET /api/integrations lists for its kind");
  for (const auto& [key, given] : value.items()) {
    const auto secret = webhook_.secretSettings.find(key);
    if (isSetMark(given)) {
      // What toJson shows instead of a secret value comes back unchanged from a client that did not touch it.
      if (secret == webhook_.secretSettings.end())
        faults_.push_back({"/settings/" + pointerPart(key), "is a placeholder: give the real value"});
      continue;
    }
    if (secret != webhook_.secretSettings.end()) webhook_.secretSettings.erase(secret);
    if (given.is_null())
      webhook_.settings.erase(key);
    else
      webhook_.settings[key] = given;
  }
}

void WebhookReader::takeMessages(std::string_view name, const json& value) {
  if (value.is_null()) return webhook_.messages.clear();
  if (!value.is_object()) return fault(name, R"(must be an object of event types and messages, for example {"lead.captured": {…}})");
  for (const auto& [type, given] : value.items()) {
    const std::string path = "/messages/" + pointerPart(type);
    if (!isEventType(type))
      faults_.push_back({path, "is not an event type such as lead.captured"});
    else if (given.is_null())
      webhook_.messages.erase(type);
    else
      webhook_.messages[type] = messageFromJson(given, path, faults_);
  }
}

void WebhookReader::takeReadOnly(std::string_view name, const json& value) {
  if (!current_) return fault(name, "is set by Hookline: leave it out");
  const auto shown = toJson(*current_, false);
  if (value == json(shown[std::string(name)])) return;
  if (name == "id")
    return fault(name,
                 "cannot be changed; to change what receivers check, use POST /api/webhooks/" + current_->id.text() + "/rotate-secret");
  fault(name, "is set by Hookline and is not what was sent: leave it out, or read the webhook again");
}

}  // namespace hookline::model::internal
