#include "sandbox/slack_blocks.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "destinations/rich_text.h"
#include "sandbox/json_reading.h"

namespace hookline::sandbox::internal {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxBlocks = 50;
constexpr std::size_t kMaxId = 255;
constexpr std::size_t kMaxHeader = 150;
constexpr std::size_t kMaxText = 3000;
constexpr std::size_t kMaxFields = 10;
constexpr std::size_t kMaxField = 2000;
constexpr std::size_t kMaxContext = 10;
constexpr std::size_t kMaxActions = 25;
constexpr std::size_t kMaxButton = 75;
constexpr std::size_t kMaxUrl = 3000;
constexpr std::size_t kMaxValue = 2000;
constexpr std::size_t kMaxMarkdown = 12'000;

/// An element of a rich text with the member that it cannot be without, a text.
struct RichElement {
  std::string_view type;
  std::string_view member;
};
constexpr auto kRichElements = std::to_array<RichElement>({{"text", "text"},
                                                           {"link", "url"},
                                                           {"emoji", "name"},
                                                           {"user", "user_id"},
                                                           {"usergroup", "usergroup_id"},
                                                           {"channel", "channel_id"},
                                                           {"team", "team_id"},
                                                           {"broadcast", "range"},
                                                           {"color", "value"},
                                                           {"date", "format"}});
constexpr auto kRanges = std::to_array<std::string_view>({"here", "channel", "everyone"});

std::string typeOf(const json& value) { return textOf(memberOf(value, "type")); }

/// From one character to `most`.
bool isFilled(const json& value, std::size_t most) {
  return value.is_string() && !value.get_ref<const std::string&>().empty() &&
         destinations::lengthOf(value.get_ref<const std::string&>()) <= most;
}

bool isFilledOrMissing(const json& value, std::size_t most) { return value.is_null() || isFilled(value, most); }

/// `wantedType` empty: either kind of text.
bool isTextObject(const json& value, std::string_view wantedType, std::size_t most) {
  const auto type = typeOf(value);
  const bool known = wantedType.empty() ? type == "mrkdwn" || type == "plain_text" : type == wantedType;
  return known && isFilled(memberOf(value, "text"), most);
}

/// Null is no list.
template <typename Check>
bool isListOf(const json& value, std::size_t most, Check check) {
  return value.is_array() && !value.empty() && value.size() <= most && std::all_of(value.begin(), value.end(), check);
}

/// A file at Slack, named by its address or by its id and never by both.
bool isSlackFile(const json& file) {
  const auto& url = memberOf(file, "url");
  const auto& id = memberOf(file, "id");
  return url.is_null() != id.is_null() && isFilled(url.is_null() ? id : url, kMaxUrl);
}

/// What a block and an element that show a picture have in common.
bool isImage(const json& value) {
  const auto& url = memberOf(value, "image_url");
  const auto& file = memberOf(value, "slack_file");
  return isFilled(memberOf(value, "alt_text"), kMaxValue) && (file.is_null() ? isFilled(url, kMaxUrl) : url.is_null() && isSlackFile(file));
}

bool isButton(const json& value) {
  const auto& style = memberOf(value, "style");
  return isTextObject(memberOf(value, "text"), "plain_text", kMaxButton) && isFilledOrMissing(memberOf(value, "url"), kMaxUrl) &&
         isFilledOrMissing(memberOf(value, "value"), kMaxValue) && isFilledOrMissing(memberOf(value, "action_id"), kMaxId) &&
         (style.is_null() || style == "primary" || style == "danger");
}

/// Of what else a person can choose with, its type alone is looked at.
bool isInteractive(const json& value) { return typeOf(value) == "button" ? isButton(value) : !typeOf(value).empty(); }

bool isSection(const json& block) {
  const auto& text = memberOf(block, "text");
  const auto& fields = memberOf(block, "fields");
  const auto& accessory = memberOf(block, "accessory");
  if (!text.is_null() && !isTextObject(text, "", kMaxText)) return false;
  if (!accessory.is_null() && !(typeOf(accessory) == "image" ? isImage(accessory) : isInteractive(accessory))) return false;
  if (fields.is_null()) return !text.is_null();
  return isListOf(fields, kMaxFields, [](const json& field) { return isTextObject(field, "", kMaxField); });
}

bool isContextElement(const json& value) { return typeOf(value) == "image" ? isImage(value) : isTextObject(value, "", kMaxText); }

bool isRichElement(const json& value) {
  const auto type = typeOf(value);
  const auto known = std::find_if(kRichElements.begin(), kRichElements.end(), [&type](const RichElement& one) { return one.type == type; });
  if (known == kRichElements.end()) return false;
  const auto member = textOf(memberOf(value, known->member));
  if (type == "broadcast") return std::find(kRanges.begin(), kRanges.end(), member) != kRanges.end();
  if (type == "date" && !memberOf(value, "timestamp").is_number_integer()) return false;
  return !member.empty();
}

bool isRichSection(const json& value) {
  const auto& elements = memberOf(value, "elements");
  return elements.is_array() && std::all_of(elements.begin(), elements.end(), isRichElement);
}

bool isRichPart(const json& value) {
  const auto type = typeOf(value);
  const auto& elements = memberOf(value, "elements");
  if (type == "rich_text_section" || type == "rich_text_quote") return isRichSection(value);
  if (type == "rich_text_preformatted")
    return isRichSection(value) &&
           std::all_of(elements.begin(), elements.end(), [](const json& one) { return typeOf(one) == "text" || typeOf(one) == "link"; });
  if (type != "rich_text_list") return false;
  const auto style = textOf(memberOf(value, "style"));
  return (style == "bullet" || style == "ordered") && elements.is_array() &&
         std::all_of(elements.begin(), elements.end(),
                     [](const json& one) { return typeOf(one) == "rich_text_section" && isRichSection(one); });
}

bool isBlock(const json& block) {
  const auto type = typeOf(block);
  const auto& elements = memberOf(block, "elements");
  if (!isFilledOrMissing(memberOf(block, "block_id"), kMaxId)) return false;
  if (type == "header") return isTextObject(memberOf(block, "text"), "plain_text", kMaxHeader);
  if (type == "section") return isSection(block);
  if (type == "divider") return true;
  if (type == "context") return isListOf(elements, kMaxContext, isContextElement);
  if (type == "actions") return isListOf(elements, kMaxActions, isInteractive);
  if (type == "markdown") return isFilled(memberOf(block, "text"), kMaxMarkdown);
  if (type == "rich_text") return elements.is_array() && std::all_of(elements.begin(), elements.end(), isRichPart);
  const auto& title = memberOf(block, "title");
  return type == "image" && isImage(block) && (title.is_null() || isTextObject(title, "plain_text", kMaxValue));
}

}  // namespace

bool areSlackBlocks(const json& blocks) {
  if (!blocks.is_array() || blocks.size() > kMaxBlocks || !std::all_of(blocks.begin(), blocks.end(), isBlock)) return false;
  std::size_t markdown = 0;
  for (const auto& block : blocks)
    if (typeOf(block) == "markdown") markdown += destinations::lengthOf(textOf(memberOf(block, "text")));
  return markdown <= kMaxMarkdown;
}

}  // namespace hookline::sandbox::internal
