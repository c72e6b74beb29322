#pragma once
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace hookline::model {

/// What a chat destination says about an event (interfaces.md §3): each string is Mustache over the event, with **bold**, _italic_ and
/// `code` as the only markup. It is written once and every destination renders it in its own shape.
struct Message {
  struct Field {
    std::string name;
    std::string value;
    bool operator==(const Field&) const = default;
  };
  struct Link {
    std::string text;
    std::string url;  ///< left out of what is sent when it comes out empty
    bool operator==(const Link&) const = default;
  };

  std::string title;
  std::string text;
  std::vector<Field> fields;
  std::string quote;
  std::vector<Link> links;
  std::string color;    ///< "#rrggbb" or empty
  std::string mention;  ///< comes out non-empty: whom the webhook's settings name is mentioned
  bool operator==(const Message&) const = default;

  static constexpr std::size_t kMaxFields = 25;
  static constexpr std::size_t kMaxLinks = 5;
  static constexpr std::size_t kMaxTemplateBytes = 8 * 1024;
};

/// A webhook's own messages, by event type.
using Messages = std::map<std::string, Message, std::less<>>;

/// What is left out is empty. Faults are appended with paths below `path`.
Message messageFromJson(const nlohmann::json& input, std::string_view path, std::vector<base::FieldError>& faults);
nlohmann::ordered_json toJson(const Message& message);

}  // namespace hookline::model
