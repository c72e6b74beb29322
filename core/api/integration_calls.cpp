#include "api/answers.h"
#include "api/calls.h"
#include "destinations/message_renderer.h"
#include "destinations/settings.h"

namespace hookline::api::internal {
namespace {

std::string_view wordOf(model::SettingKind kind) {
  switch (kind) {
    case model::SettingKind::kText:
      return "text";
    case model::SettingKind::kSecret:
      return "secret";
    case model::SettingKind::kUrl:
      return "url";
    case model::SettingKind::kFlag:
      return "flag";
    case model::SettingKind::kNumber:
      return "number";
    case model::SettingKind::kChoice:
      return "choice";
    case model::SettingKind::kMap:
      return "map";
  }
  return "text";
}

OrderedJson fieldJson(const model::SettingField& field) {
  OrderedJson out{{"name", field.name},        {"kind", wordOf(field.kind)}, {"label", field.label},
                  {"help", field.help},        {"required", field.required}, {"secret", field.kind == model::SettingKind::kSecret},
                  {"advanced", field.advanced}};
  if (!field.placeholder.empty()) out["placeholder"] = field.placeholder;
  if (!field.preset.empty()) out["default"] = field.preset;
  if (!field.pattern.empty()) {
    out["pattern"] = field.pattern;
    out["mustBe"] = field.mustBe;
  }
  if (field.kind == model::SettingKind::kNumber) {
    out["minimum"] = field.least;
    out["maximum"] = field.most;
  }
  if (!field.find.label.empty()) out["find"] = {{"label", field.find.label}, {"whenNone", field.find.whenNone}};
  for (const auto& choice : field.choices) out["choices"].push_back({{"value", choice.value}, {"label", choice.label}});
  return out;
}

OrderedJson integrationJson(const model::Integration& integration) {
  OrderedJson out{{"kind", model::toText(integration.kind)},
                  {"title", integration.title},
                  {"summary", integration.summary},
                  {"fields", OrderedJson::array()},
                  {"events", OrderedJson::array()},
                  {"limits", OrderedJson::array()},
                  {"messages", nullptr}};
  for (const auto& field : destinations::fieldsOf(integration)) out["fields"].push_back(fieldJson(field));
  for (const auto& event : integration.events)
    out["events"].push_back({{"type", event.type}, {"action", event.action}, {"byDefault", event.byDefault}});
  for (const auto& limit : integration.limits) out["limits"].push_back({{"what", limit.what}, {"value", limit.value}});
  if (integration.messages) {
    out["messages"] = OrderedJson::object();
    for (const auto& [type, message] : destinations::builtInMessages(integration.kind)) out["messages"][type] = model::toJson(message);
  }
  return out;
}

void listIntegrations(const Context&, Call call) {
  OrderedJson items = OrderedJson::array();
  for (const auto* destination : destinations::allDestinations()) items.push_back(integrationJson(destination->integration()));
  call.answer(jsonAnswer(200, {{"items", std::move(items)}, {"next", nullptr}}));
}

}  // namespace

void addIntegrationCalls(std::vector<RouteEntry>& routes) {
  routes.push_back({"GET", "/api/integrations", model::Permission::kRead, BodyKind::kNone, listIntegrations, {}});
}

}  // namespace hookline::api::internal
