#pragma once
#include <nlohmann/json.hpp>

namespace hookline::webhooks_page {

/// What a core says it can send to: a custom webhook, a chat with messages, and a service whose form has every way of entering. Their
/// titles are not those of the real services: the page knows only what it is told.
inline nlohmann::json scriptedKinds() {
  using Json = nlohmann::json;
  const auto field = [](const char* name, const char* kind, const char* label, const Json& more = Json::object()) {
    Json made{{"name", name},      {"kind", kind},
              {"label", label},    {"help", std::string("Help for ") + label + "."},
              {"required", false}, {"secret", std::string(kind) == "secret"},
              {"advanced", false}};
    made.merge_patch(more);
    return made;
  };
  const Json custom{{"kind", "custom"},
                    {"title", "Custom webhook"},
                    {"summary", "Your own program."},
                    {"fields", {field("url", "url", "URL", {{"required", true}})}},
                    {"events", Json::array()},
                    {"messages", nullptr}};
  const Json chat{
      {"kind", "slack"},
      {"title", "Chatter"},
      {"summary", "Posts a message in a room."},
      {"fields",
       {field("url", "secret", "Room URL",
              {{"required", true}, {"pattern", "https://chatter\\.example/\\S+"}, {"mustBe", "must be a room of Chatter"}}),
        field("mention", "text", "Mention", {{"default", "none"}}), field("baseUrl", "url", "Another host", {{"advanced", true}})}},
      {"events",
       {{{"type", "lead.captured"}, {"action", "Shows who left their details"}, {"byDefault", true}},
        {{"type", "message.sent"}, {"action", "Repeats every message"}, {"byDefault", false}},
        {{"type", "message.received"}, {"action", "Repeats what visitors say"}, {"byDefault", true}}}},
      {"messages",
       {{"lead.captured",
         {{"title", "New lead"},
          {"text", "**{{data.name}}** is here"},
          {"fields", {{{"name", "Email"}, {"value", "{{data.email}}"}}}},
          {"quote", ""},
          {"links", Json::array()},
          {"color", "#1f53db"},
          {"mention", ""}}}}}};
  const Json service{
      {"kind", "pagerduty"},
      {"title", "Desk"},
      {"summary", "Opens a case."},
      {"fields",
       {field("token", "secret", "Access token", {{"required", true}}),
        field("region", "choice", "Region",
              {{"default", "us"}, {"choices", {{{"value", "us"}, {"label", "America"}}, {{"value", "eu"}, {"label", "Europe"}}}}}),
        field("threshold", "number", "Threshold", {{"minimum", 0}, {"maximum", 1}, {"default", "0.5"}}),
        field("open", "flag", "Open a case", {{"default", "true"}}), field("signature", "secret", "Signature key"),
        field("properties", "map", "Properties"), field("group", "text", "Group", {{"advanced", true}, {"placeholder", "support"}})}},
      {"events", {{{"type", "lead.captured"}, {"action", "Opens a case"}, {"byDefault", true}}}},
      {"messages", nullptr}};
  return Json::array({custom, chat, service});
}

/// A preview as a core answers it: the message that the call carries, or "New lead", of the event it names.
inline nlohmann::json previewOf(const nlohmann::json& asked) {
  using Json = nlohmann::json;
  const auto message = asked.value("messages", Json::object()).value("lead.captured", Json::object());
  const auto title = message.value("title", std::string("New lead"));
  const auto span = [](const std::string& text, bool bold = false) {
    return Json::array({{{"text", text}, {"bold", bold}, {"italic", false}, {"code", false}}});
  };
  return {{"eventId", asked.value("eventId", std::string("evt_example"))},
          {"eventType", "lead.captured"},
          {"takes", true},
          {"request",
           {{"method", "POST"},
            {"url", "https://chatter.example/•••"},
            {"headers", {{"Content-Type", "application/json"}}},
            {"body", R"({"text":"hi"})"}}},
          {"rendered",
           {{"title", span(title)},
            {"text", span("Ana <b>Ruiz</b>", true)},
            {"fields", {{{"name", span("Email")}, {"value", span("ana@example.com")}}}},
            {"quote", span("two\nlines")},
            {"links", {{{"text", "Open"}, {"url", "https://app.example.com/1"}}}},
            {"color", 0x1f53db},
            {"mention", false},
            {"footer", "Event 1"}}},
          {"limits", {{{"what", "The title"}, {"length", title.size()}, {"most", 1240}}}},
          {"warnings", title.size() > 1240 ? Json::array({"The title is cut."}) : Json::array()}};
}

}  // namespace hookline::webhooks_page
