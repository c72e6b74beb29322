#include "destinations/settings.h"

#include <re2/re2.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/encoding.h"
#include "destinations/destination.h"
#include "destinations/event_values.h"
#include "destinations/template_text.h"

namespace hookline::destinations {
namespace {

using model::SettingField;
using model::SettingKind;
using nlohmann::json;

constexpr std::size_t kMostMapped = 100;

const std::vector<SettingField>& sharedFields() {
  static const std::vector<SettingField> kFields{
      {.name = "conversationUrl",
       .kind = SettingKind::kUrl,
       .label = "Link to a conversation",
       .help =
           "The address of a conversation in your own tool, with {{conversationId}} where its id belongs. Without it the link is left out.",
       .placeholder = "https://app.example.com/conversations/{{conversationId}}",
       .advanced = true},
      {.name = "takeoverUrl",
       .kind = SettingKind::kUrl,
       .label = "Link to take a chat over",
       .help =
           "Where a colleague takes over a conversation, with {{conversationId}} where its id belongs. Without it the link is left out.",
       .placeholder = "https://app.example.com/conversations/{{conversationId}}/takeover",
       .advanced = true},
      {.name = "baseUrl",
       .kind = SettingKind::kUrl,
       .label = "Another host for the service",
       .help = "For stand-ins and gateways: the address that is called instead of the service's own host. Leave it empty otherwise.",
       .placeholder = "http://127.0.0.1:8789",
       .advanced = true}};
  return kFields;
}

/// "2", "0.5".
std::string numberText(double number) {
  return std::floor(number) == number ? std::to_string(static_cast<long long>(number)) : json(number).dump();
}

/// What a webhook's address may be besides what its service gives out.
constexpr const char* kUseBaseUrl = "; a stand-in's address goes with settings.baseUrl";

class Settler {
 public:
  Settler(const Destination& destination, model::Webhook& webhook, std::string_view lookedUp)
      : destination_(destination), fields_(fieldsOf(destination.integration())), webhook_(webhook), lookedUp_(lookedUp) {}

  std::vector<base::FieldError> settle() {
    for (const auto& [name, value] : webhook_.settings.items())
      if (!fieldNamed(name))
        fault(name, "is not a setting of " + std::string(destination_.integration().title) + ": check the spelling, or leave it out");
    for (const auto& field : fields_)
      if (field.name == "url")
        checkText(field, webhook_.url, "/url");
      else
        check(field);
    checkMessages();
    if (webhook_.digestWindow.count() > 0 && !destination_.integration().messages)
      faults_.push_back({"/digest/windowMs", "must be 0: only Slack, Discord, Teams and Telegram take one message for several events"});
    if (!faults_.empty()) return std::move(faults_);
    if (!model::hasOwnUrl(webhook_.kind)) {
      webhook_.url = destination_.address(webhook_);
      // The others are named after the host of their address (model::webhookFromJson).
      if (webhook_.name.empty()) webhook_.name = destination_.integration().title;
    }
    if (destination_.needsOrder() && webhook_.ordering.by == model::Ordering::By::kNone)
      webhook_.ordering = {model::Ordering::By::kConversation, model::Ordering::OnDead::kSkip};
    return destination_.check(webhook_);
  }

 private:
  const SettingField* fieldNamed(std::string_view name) const {
    const auto at =
        std::find_if(fields_.begin(), fields_.end(), [name](const SettingField& field) { return field.name == name && name != "url"; });
    return at == fields_.end() ? nullptr : &*at;
  }

  void check(const SettingField& field) {
    const std::string name(field.name);
    if (name == lookedUp_) {
      webhook_.settings.erase(name);
      return;
    }
    const auto given = webhook_.settings.find(name);
    if (given == webhook_.settings.end()) {
      if (field.required && !webhook_.secretSettings.contains(name)) fault(name, "is required: " + std::string(field.help));
      return;
    }
    if (given->is_string() && given->get_ref<const std::string&>().empty()) {
      // An emptied field of a form.
      webhook_.settings.erase(given);
      if (field.required) fault(name, "is required: " + std::string(field.help));
      return;
    }
    switch (field.kind) {
      case SettingKind::kFlag:
        if (!given->is_boolean()) fault(name, "must be true or false");
        return;
      case SettingKind::kNumber:
        return checkNumber(field, *given);
      case SettingKind::kChoice:
        return checkChoice(field, *given);
      case SettingKind::kMap:
        return checkMap(field, *given);
      default:
        break;
    }
    if (!given->is_string()) return fault(name, "must be text");
    checkText(field, given->get_ref<const std::string&>(), "/settings/" + name);
    if (field.kind != SettingKind::kSecret) return;
    webhook_.secretSettings[name] = given->get<std::string>();
    webhook_.settings.erase(name);
  }

  void checkText(const SettingField& field, const std::string& text, const std::string& path) {
    if (text.size() > field.maxBytes) return faults_.push_back({path, "must be at most " + std::to_string(field.maxBytes) + " bytes long"});
    const bool control = std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20U || c == '\x7f'; });
    // A private key is text of several lines.
    if (control && field.kind != SettingKind::kSecret) return faults_.push_back({path, "must not hold line breaks or control characters"});
    if (!field.pattern.empty() && !isMaskedOrStandIn(field, text) && !RE2::FullMatch(text, RE2(std::string(field.pattern))))
      return faults_.push_back({path, std::string(field.mustBe) + (field.name == "url" ? kUseBaseUrl : "")});
    if (field.kind != SettingKind::kUrl || field.name == "url") return;
    if (auto fine = checkTemplate(text); !fine) return faults_.push_back({path, fine.error().message});
    if (!text.starts_with("https://") && !text.starts_with("http://")) faults_.push_back({path, "must begin with https:// or http://"});
  }

  /// With `baseUrl` the service is another one's copy, whose addresses look as they like.
  bool isMaskedOrStandIn(const SettingField& field, const std::string& text) const {
    if (field.name != "url") return false;
    const auto base = webhook_.settings.find("baseUrl");
    return base != webhook_.settings.end() && base->is_string() && text.starts_with(base->get_ref<const std::string&>() + "/");
  }

  void checkNumber(const SettingField& field, const json& given) {
    if (given.is_number() && given.get<double>() >= field.least && given.get<double>() <= field.most) return;
    fault(field.name, "must be a number from " + numberText(field.least) + " to " + numberText(field.most));
  }

  void checkChoice(const SettingField& field, const json& given) {
    const auto* text = given.get_ptr<const std::string*>();
    std::string all;
    for (const auto& choice : field.choices) {
      if (text && *text == choice.value) return;
      all += (all.empty() ? "" : ", ") + std::string(choice.value);
    }
    fault(field.name, "must be one of " + all);
  }

  void checkMap(const SettingField& field, const json& given) {
    if (!given.is_object() || given.size() > kMostMapped) return fault(field.name, "must be an object of at most 100 names and texts");
    for (const auto& [name, value] : given.items()) {
      const std::string path = std::string(field.name) + "/" + base::printable(name, 80);
      if (!value.is_string())
        fault(path, "must be text");
      else if (auto fine = checkTemplate(value.get_ref<const std::string&>()); !fine)
        fault(path, fine.error().message);
    }
  }

  void checkMessages() {
    if (!webhook_.messages.empty() && !destination_.integration().messages)
      return faults_.push_back({"/messages", std::string(destination_.integration().title) + " sends no messages: leave it out"});
    for (const auto& [type, message] : webhook_.messages) {
      const std::string path = "/messages/" + type;
      const auto check = [&](const std::string& below, const std::string& text) {
        if (auto fine = checkTemplate(text); !fine) faults_.push_back({path + below, fine.error().message});
      };
      check("/title", message.title);
      check("/text", message.text);
      check("/quote", message.quote);
      check("/color", message.color);
      check("/mention", message.mention);
      for (std::size_t i = 0; i < message.fields.size(); ++i) {
        check("/fields/" + std::to_string(i) + "/name", message.fields[i].name);
        check("/fields/" + std::to_string(i) + "/value", message.fields[i].value);
      }
      for (std::size_t i = 0; i < message.links.size(); ++i) {
        check("/links/" + std::to_string(i) + "/text", message.links[i].text);
        check("/links/" + std::to_string(i) + "/url", message.links[i].url);
      }
    }
  }

  void fault(std::string_view name, std::string message) { faults_.push_back({"/settings/" + std::string(name), std::move(message)}); }

  const Destination& destination_;
  const std::vector<SettingField> fields_;
  model::Webhook& webhook_;
  const std::string_view lookedUp_;
  std::vector<base::FieldError> faults_;
};

}  // namespace

std::vector<base::FieldError> settle(model::Webhook& webhook, std::string_view lookedUp) {
  const auto* destination = destinationFor(webhook.kind);
  if (destination) return Settler(*destination, webhook, lookedUp).settle();
  const std::string word(model::toText(webhook.kind));
  return {{"/kind", "cannot be " + word + " yet: webhooks of that kind come with a later version"}};
}

std::vector<model::SettingField> fieldsOf(const model::Integration& integration) {
  auto fields = integration.fields;
  if (integration.kind != model::WebhookKind::kCustom) fields.insert(fields.end(), sharedFields().begin(), sharedFields().end());
  return fields;
}

std::string settingText(const model::Webhook& webhook, const model::SettingField& field) {
  const auto given = webhook.settings.find(field.name);
  if (given == webhook.settings.end()) return std::string(field.preset);
  return given->is_string() ? given->get<std::string>() : given->dump();
}

std::string serviceBase(const model::Webhook& webhook, std::string_view own) {
  auto base = textSetting(webhook, "baseUrl", own);
  while (base.ends_with('/')) base.pop_back();
  return base;
}

}  // namespace hookline::destinations
