#include "sandbox/discord_form.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/ascii.h"
#include "base/time.h"
#include "destinations/rich_text.h"

namespace hookline::sandbox {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::size_t kMaxEmbeds = 10;
constexpr std::size_t kMaxEmbedFields = 25;
constexpr std::size_t kMaxEmbedSize = 6000;
constexpr std::int64_t kMaxColor = 16'777'215;

constexpr std::string_view kRequired = "BASE_TYPE_REQUIRED";
constexpr std::string_view kTooLong = "BASE_TYPE_MAX_LENGTH";

using Path = std::vector<std::string>;

Path below(const Path& path, std::string name) {
  Path out = path;
  out.push_back(std::move(name));
  return out;
}

bool isBlank(const std::string& text) { return text.find_first_not_of(" \t\n") == std::string::npos; }

class Form {
 public:
  ordered_json check(const json& message) {
    text(message, "content", 2000, {}, false);
    name(message);
    text(message, "avatar_url", 2048, {}, false);
    const auto embeds = message.find("embeds");
    if (embeds != message.end() && !embeds->is_null()) checkEmbeds(*embeds);
    return std::move(faults_);
  }

  void fault(const Path& path, std::string_view code, const std::string& message) {
    auto* node = &faults_;
    for (const auto& part : path) node = &(*node)[part];
    (*node)["_errors"].push_back({{"code", code}, {"message", message}});
  }

  ordered_json take() { return std::move(faults_); }

 private:
  void tooLong(const Path& path, std::size_t most) { fault(path, kTooLong, "Must be " + std::to_string(most) + " or fewer in length."); }

  /// Answers its length.
  std::size_t text(const json& holder, const char* name, std::size_t most, const Path& path, bool required) {
    const auto at = holder.find(name);
    const bool missing = at == holder.end() || at->is_null();
    if (!missing && !at->is_string()) {
      fault(below(path, name), "BASE_TYPE_BAD_TYPE", "Could not interpret the value as string.");
      return 0;
    }
    if (missing || isBlank(at->get_ref<const std::string&>())) {
      if (required) fault(below(path, name), kRequired, "This field is required");
      return 0;
    }
    const auto length = destinations::lengthOf(at->get_ref<const std::string&>());
    if (length > most) tooLong(below(path, name), most);
    return length;
  }

  void name(const json& message) {
    if (text(message, "username", 80, {}, false) == 0) return;
    const auto lower = base::lowered(message["username"].get_ref<const std::string&>());
    for (const std::string word : {"clyde", "discord"})
      if (lower.find(word) != std::string::npos)
        fault({"username"}, "USERNAME_INVALID_CONTAINS", "Username cannot contain \"" + word + "\"");
  }

  void checkEmbeds(const json& embeds) {
    if (!embeds.is_array()) return fault({"embeds"}, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
    if (embeds.size() > kMaxEmbeds) return tooLong({"embeds"}, kMaxEmbeds);
    std::size_t size = 0;
    for (std::size_t i = 0; i < embeds.size(); ++i) size += checkEmbed(embeds[i], {"embeds", std::to_string(i)});
    if (size > kMaxEmbedSize) fault({"embeds"}, "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000");
  }

  /// Answers how much it takes of the size that all embeds share.
  std::size_t checkEmbed(const json& embed, const Path& path) {
    if (!embed.is_object()) {
      fault(path, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType");
      return 0;
    }
    auto size = text(embed, "title", 256, path, false) + text(embed, "description", 4096, path, false);
    if (embed.contains("footer") && embed["footer"].is_object()) size += text(embed["footer"], "text", 2048, below(path, "footer"), true);
    if (embed.contains("author") && embed["author"].is_object()) size += text(embed["author"], "name", 256, below(path, "author"), true);
    const auto color = embed.value("color", json());
    if (!color.is_null() && !(color.is_number_integer() && color >= 0 && color <= kMaxColor))
      fault(below(path, "color"), "NUMBER_TYPE_MAX", "int value should be between 0 and 16777215.");
    const auto time = embed.value("timestamp", json());
    if (!time.is_null() && !(time.is_string() && base::parseIso(time.get_ref<const std::string&>())))
      fault(below(path, "timestamp"), "DATE_TIME_TYPE_PARSE", "Could not parse the value. Should be ISO8601.");
    return size + checkFields(embed.value("fields", json::array()), below(path, "fields"));
  }

  std::size_t checkFields(const json& fields, const Path& path) {
    if (!fields.is_array()) return 0;
    if (fields.size() > kMaxEmbedFields) tooLong(path, kMaxEmbedFields);
    std::size_t size = 0;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (!fields[i].is_object()) continue;
      const auto one = below(path, std::to_string(i));
      size += text(fields[i], "name", 256, one, true) + text(fields[i], "value", 1024, one, true);
    }
    return size;
  }

  ordered_json faults_ = ordered_json::object();
};

}  // namespace

nlohmann::ordered_json discordFaults(const nlohmann::json& message) { return Form().check(message); }

nlohmann::ordered_json discordFault(std::string_view name, std::string_view code, std::string_view message) {
  Form form;
  form.fault({std::string(name)}, code, std::string(message));
  return form.take();
}

}  // namespace hookline::sandbox
