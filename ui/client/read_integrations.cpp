// What a core says of its kinds of webhooks, and of what one of them would send.
#include <algorithm>
#include <array>

#include "client/json_fields.h"
#include "client/read_answers.h"

namespace hookline::client::internal {
namespace {

using model::SettingKind;
using nlohmann::json;

constexpr auto kSettingKinds = std::to_array<std::pair<std::string_view, SettingKind>>({{"text", SettingKind::kText},
                                                                                        {"secret", SettingKind::kSecret},
                                                                                        {"url", SettingKind::kUrl},
                                                                                        {"flag", SettingKind::kFlag},
                                                                                        {"number", SettingKind::kNumber},
                                                                                        {"choice", SettingKind::kChoice},
                                                                                        {"map", SettingKind::kMap}});

/// A way of entering that is not known here is still text, and what is secret stays so.
SettingKind settingKindOf(std::string_view word, bool secret) {
  if (secret) return SettingKind::kSecret;
  const auto at = std::find_if(kSettingKinds.begin(), kSettingKinds.end(), [word](const auto& known) { return known.first == word; });
  return at == kSettingKinds.end() ? SettingKind::kText : at->second;
}

/// Reads each object of the list `name`; false as soon as one is wrong.
template <typename Read>
void eachOf(JsonFields& fields, const char* name, std::string_view what, Read read) {
  const auto* list = fields.array(name);
  if (list == nullptr) return;
  for (const auto& one : *list) {
    JsonFields of(one, what);
    read(of);
    if (!of.good()) fields.wrong(name);
  }
}

std::vector<SettingChoice> choicesOf(JsonFields& of) {
  std::vector<SettingChoice> choices;
  eachOf(of, "choices", "a choice", [&choices](JsonFields& choice) {
    SettingChoice read{choice.text("value"), choice.text("label")};
    choices.push_back(std::move(read));
  });
  return choices;
}

SettingField settingField(JsonFields& of) {
  SettingField field;
  field.name = of.text("name");
  field.kind = settingKindOf(of.text("kind"), of.flag("secret"));
  field.label = of.text("label");
  field.help = of.text("help");
  field.placeholder = of.text("placeholder");
  field.required = of.flag("required");
  field.advanced = of.flag("advanced");
  field.pattern = of.text("pattern");
  field.mustBe = of.text("mustBe");
  field.preset = of.text("default");
  field.least = of.number("minimum");
  field.most = of.number("maximum");
  field.choices = choicesOf(of);
  if (const auto* find = of.object("find")) {
    JsonFields lookUp(*find, "a look-up");
    field.find = {lookUp.text("label"), lookUp.text("whenNone")};
    if (!lookUp.good()) of.wrong("find");
  }
  if (field.name.empty()) of.wrong("name");
  if (field.label.empty()) field.label = field.name;
  return field;
}

void readMessages(JsonFields& fields, Integration& integration) {
  const auto* messages = fields.object("messages");
  if (messages == nullptr) return;
  integration.messages.emplace();
  std::vector<base::FieldError> faults;
  for (const auto& [type, message] : messages->items()) integration.messages->emplace(type, model::messageFromJson(message, "", faults));
  if (!faults.empty()) fields.wrong("messages");
}

Integration integrationOf(JsonFields& fields, model::WebhookKind kind) {
  Integration integration;
  integration.kind = kind;
  integration.title = fields.text("title");
  integration.summary = fields.text("summary");
  eachOf(fields, "fields", "a field", [&integration](JsonFields& of) { integration.fields.push_back(settingField(of)); });
  eachOf(fields, "events", "an action", [&integration](JsonFields& of) {
    EventAction action{of.text("type"), of.text("action"), of.flag("byDefault", true)};
    integration.events.push_back(std::move(action));
  });
  eachOf(fields, "limits", "a limit", [&integration](JsonFields& of) {
    ServiceLimit limit{of.text("what"), of.text("value")};
    integration.limits.push_back(std::move(limit));
  });
  readMessages(fields, integration);
  if (integration.title.empty()) fields.wrong("title");
  return integration;
}

RichText richText(JsonFields& fields, const char* name) {
  RichText text;
  eachOf(fields, name, "a piece of text", [&text](JsonFields& of) {
    RichSpan span{of.text("text"), of.flag("bold"), of.flag("italic"), of.flag("code")};
    text.push_back(std::move(span));
  });
  return text;
}

RenderedMessage renderedOf(JsonFields& fields) {
  RenderedMessage message;
  message.title = richText(fields, "title");
  message.text = richText(fields, "text");
  eachOf(fields, "fields", "a field", [&message](JsonFields& of) {
    RenderedMessage::Field field{richText(of, "name"), richText(of, "value")};
    message.fields.push_back(std::move(field));
  });
  message.quote = richText(fields, "quote");
  eachOf(fields, "links", "a link", [&message](JsonFields& of) {
    RenderedMessage::Link link{of.text("text"), of.text("url")};
    message.links.push_back(std::move(link));
  });
  message.color = fields.maybeSmallCount("color");
  message.mention = fields.flag("mention");
  message.footer = fields.text("footer");
  return message;
}

void readRequest(JsonFields& fields, Preview& preview) {
  const auto* request = fields.object("request");
  if (request == nullptr) return fields.wrong("request");
  JsonFields of(*request, "a request");
  preview.method = of.text("method");
  preview.url = of.text("url");
  preview.body = of.text("body");
  if (const auto* headers = of.object("headers"))
    for (const auto& [name, value] : headers->items())
      preview.headers.emplace_back(name, value.is_string() ? value.get<std::string>() : std::string());
  if (!of.good()) fields.wrong("request");
}

}  // namespace

base::Result<std::vector<Integration>> readIntegrations(const json& object) {
  JsonFields list(object, "the kinds of webhooks");
  const auto* items = list.array("items");
  if (items == nullptr) list.wrong("items");
  if (!list.good()) return base::fail(list.error());
  std::vector<Integration> integrations;
  for (const auto& one : *items) {
    JsonFields fields(one, "a kind of webhook");
    const auto kind = model::parseWebhookKind(fields.text("kind"));
    if (!fields.good()) return base::fail(fields.error());
    if (!kind) continue;  // of a newer core: this program cannot keep it apart from the others
    integrations.push_back(integrationOf(fields, *kind));
    if (!fields.good()) return base::fail(fields.error());
  }
  return integrations;
}

base::Result<std::vector<SettingChoice>> readChoices(const json& object) {
  JsonFields fields(object, "what a field may be");
  auto choices = choicesOf(fields);
  if (!fields.good()) return base::fail(fields.error());
  return choices;
}

base::Result<Preview> readPreview(const json& object) {
  JsonFields fields(object, "a preview");
  Preview preview;
  preview.eventId = fields.text("eventId");
  preview.eventType = fields.text("eventType");
  preview.takes = fields.flag("takes", true);
  preview.reason = fields.text("reason");
  readRequest(fields, preview);
  if (const auto* rendered = fields.object("rendered")) {
    JsonFields of(*rendered, "a message");
    preview.rendered = renderedOf(of);
    if (!of.good()) fields.wrong("rendered");
  }
  eachOf(fields, "limits", "a limit", [&preview](JsonFields& of) {
    LimitUse use{of.text("what"), of.count("length"), of.count("most")};
    preview.limits.push_back(std::move(use));
  });
  preview.warnings = fields.texts("warnings");
  if (!fields.good()) return base::fail(fields.error());
  return preview;
}

}  // namespace hookline::client::internal
