#include "model/message.h"

#include <algorithm>
#include <array>
#include <utility>

#include "model/faults.h"

namespace hookline::model {
namespace {

using nlohmann::json;

/// Reads the members of one object; every member it does not know is a fault.
class MessageReader {
 public:
  MessageReader(std::string_view path, std::vector<base::FieldError>& faults) : path_(path), faults_(faults) {}

  Message read(const json& input) {
    Message message;
    if (!input.is_object()) {
      fault("", R"(must be an object such as {"title": "…", "text": "…"})");
      return message;
    }
    for (const auto& [name, value] : input.items()) take(name, value, message);
    return message;
  }

 private:
  void take(const std::string& name, const json& value, Message& message) {
    constexpr auto kTexts = std::to_array<std::pair<std::string_view, std::string Message::*>>({{"title", &Message::title},
                                                                                                {"text", &Message::text},
                                                                                                {"quote", &Message::quote},
                                                                                                {"color", &Message::color},
                                                                                                {"mention", &Message::mention}});
    for (const auto& [known, member] : kTexts)
      if (name == known) return text(name, value, message.*member);
    if (name == "fields") return fields(value, message);
    if (name == "links") return links(value, message);
    fault("/" + internal::pointerPart(name), "is not a part of a message: title, text, fields, quote, links, color and mention are");
  }

  void text(const std::string& path, const json& value, std::string& out) {
    if (value.is_null()) return;
    const auto* given = value.get_ptr<const std::string*>();
    if (!given || given->size() > Message::kMaxTemplateBytes) return fault("/" + path, "must be text of at most 8 KiB");
    out = *given;
  }

  void fields(const json& value, Message& message) {
    if (value.is_null()) return;
    if (!value.is_array() || value.size() > Message::kMaxFields)
      return fault("/fields", R"(must be a list of at most 25 entries such as {"name": "Email", "value": "{{data.email}}"})");
    for (std::size_t i = 0; i < value.size(); ++i) {
      Message::Field field;
      pair("fields/" + std::to_string(i), value[i], {"name", field.name}, {"value", field.value});
      message.fields.push_back(std::move(field));
    }
  }

  void links(const json& value, Message& message) {
    if (value.is_null()) return;
    if (!value.is_array() || value.size() > Message::kMaxLinks)
      return fault("/links", R"(must be a list of at most 5 entries such as {"text": "Open", "url": "{{conversationUrl}}"})");
    for (std::size_t i = 0; i < value.size(); ++i) {
      Message::Link link;
      pair("links/" + std::to_string(i), value[i], {"text", link.text}, {"url", link.url});
      message.links.push_back(std::move(link));
    }
  }

  struct Member {
    std::string_view name;
    std::string& out;
  };
  void pair(const std::string& path, const json& value, Member first, Member second) {
    if (!value.is_object()) return fault("/" + path, "must be an object");
    for (const auto& [name, member] : value.items()) {
      const std::string below = path + "/" + internal::pointerPart(name);
      if (name == first.name)
        text(below, member, first.out);
      else if (name == second.name)
        text(below, member, second.out);
      else
        fault("/" + below, "is not known here: check the spelling, or leave it out");
    }
  }

  void fault(const std::string& below, std::string message) { faults_.push_back({path_ + below, std::move(message)}); }

  const std::string path_;
  std::vector<base::FieldError>& faults_;
};

}  // namespace

Message messageFromJson(const nlohmann::json& input, std::string_view path, std::vector<base::FieldError>& faults) {
  return MessageReader(path, faults).read(input);
}

nlohmann::ordered_json toJson(const Message& message) {
  nlohmann::ordered_json out = nlohmann::ordered_json::object();
  out["title"] = message.title;
  out["text"] = message.text;
  out["fields"] = nlohmann::ordered_json::array();
  for (const auto& field : message.fields) out["fields"].push_back({{"name", field.name}, {"value", field.value}});
  out["quote"] = message.quote;
  out["links"] = nlohmann::ordered_json::array();
  for (const auto& link : message.links) out["links"].push_back({{"text", link.text}, {"url", link.url}});
  out["color"] = message.color;
  out["mention"] = message.mention;
  return out;
}

}  // namespace hookline::model
