#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/encoding.h"
#include "destinations/rich_text.h"
#include "sandbox/services.h"

namespace hookline::sandbox {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::size_t kMaxMessage = 4096;  ///< integrations.md §10: UTF-16 units of what is read
constexpr auto kTags = std::to_array<std::string_view>(
    {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "tg-spoiler", "a", "code", "pre", "blockquote"});

ServiceReply errorReply(int status, const std::string& description) {
  return ServiceReply::json(status, {{"ok", false}, {"error_code", status}, {"description", description}});
}

ServiceReply okReply(ordered_json result) { return ServiceReply::json(200, {{"ok", true}, {"result", std::move(result)}}); }

/// Reads the HTML of the Bot API: what is left is the text that people see.
class HtmlReader {
 public:
  explicit HtmlReader(std::string_view source) : source_(source) {}

  /// False: fault() says what the service finds wrong.
  bool read() {
    while (at_ < source_.size()) {
      const char c = source_[at_];
      if (c == '<' ? !tag() : !character(c)) return false;
    }
    if (open_.empty()) return true;
    return refuse("Can't find end tag corresponding to start tag \"" + open_.back() + "\"");
  }
  const std::string& text() const { return text_; }
  const std::string& fault() const { return fault_; }

 private:
  bool refuse(std::string fault) {
    fault_ = std::move(fault);
    return false;
  }

  bool character(char c) {
    static constexpr std::array<std::pair<std::string_view, char>, 4> kEntities{
        {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}}};
    for (const auto& [entity, meaning] : kEntities) {
      if (!source_.substr(at_).starts_with(entity)) continue;
      text_ += meaning;
      at_ += entity.size();
      return true;
    }
    text_ += c;
    ++at_;
    return true;
  }

  bool tag() {
    const auto begin = at_;
    const auto end = source_.find('>', begin);
    const auto where = " at byte offset " + std::to_string(begin);
    if (end == std::string_view::npos) return refuse("Unclosed start tag" + where);
    const auto inside = source_.substr(begin + 1, end - begin - 1);
    at_ = end + 1;
    if (inside.starts_with('/')) {
      const auto name = lowered(inside.substr(1));
      if (open_.empty()) return refuse("Unexpected end tag" + where);
      if (name != open_.back())
        return refuse("Unmatched end tag" + where + ", expected \"</" + open_.back() + ">\", found \"</" + name + ">\"");
      open_.pop_back();
      return true;
    }
    auto name = lowered(inside.substr(0, inside.find_first_of(" \n\t")));
    if (std::find(kTags.begin(), kTags.end(), name) == kTags.end()) return refuse("Unsupported start tag \"" + name + "\"" + where);
    open_.push_back(std::move(name));
    return true;
  }

  const std::string_view source_;
  std::size_t at_ = 0;
  std::string text_;
  std::string fault_;
  std::vector<std::string> open_;
};

std::optional<std::string> readText(const json& payload, std::string& fault) {
  const auto text = payload.value("text", json());
  if (!text.is_string()) {
    fault = "message text is empty";
    return std::nullopt;
  }
  auto out = text.get<std::string>();
  const auto mode = payload.value("parse_mode", json());
  if (mode.is_string() && lowered(mode.get<std::string>()) == "html") {
    HtmlReader reader(out);
    if (!reader.read()) {
      fault = "can't parse entities: " + reader.fault();
      return std::nullopt;
    }
    out = reader.text();
  }
  if (out.find_first_not_of(" \n\t") == std::string::npos)
    fault = "message text is empty";
  else if (destinations::lengthOf(out, destinations::Count::kUtf16) > kMaxMessage)
    fault = "message is too long";
  return fault.empty() ? std::optional(out) : std::nullopt;
}

/// A number, digits in quotes, or the @name of a public chat.
std::optional<ordered_json> chatOf(const json& id) {
  const auto text = id.is_string() ? id.get<std::string>() : id.is_number_integer() ? id.dump() : std::string();
  if (text.size() > 1 && text.front() == '@')
    return ordered_json{{"id", -1001000000000}, {"username", text.substr(1)}, {"type", "supergroup"}};
  const auto number = json::parse(text, nullptr, false);
  if (!number.is_number_integer() || number == 0) return std::nullopt;
  return ordered_json{{"id", number}, {"type", number.get<std::int64_t>() < 0 ? "supergroup" : "private"}};
}

/// The Bot API (integrations.md §10): sendMessage, getMe and getChat below /telegram/bot{token}.
class TelegramStandIn final : public Service {
 public:
  std::string_view name() const override { return "telegram"; }

  ServiceReply answer(const ServiceRequest& request) override {
    const auto parts = pathParts(request.path);
    if (parts.size() != 2 || !parts[0].starts_with("bot") || parts[0].size() == 3) return errorReply(404, "Not Found");
    const auto token = parts[0].substr(3);
    if (isRefusedCredential(token)) return errorReply(401, "Unauthorized");
    const auto method = lowered(parts[1]);
    const auto given = json::parse(request.body, nullptr, false);
    const auto payload = given.is_object() ? given : json::object();
    if (method == "getme") return okReply(bot(token));
    // Nobody writes to a bot here.
    if (method == "getupdates") return okReply(ordered_json::array());
    if (method != "getchat" && method != "sendmessage") return errorReply(404, "Not Found");
    const auto id = payload.value("chat_id", json());
    if (id.is_null() || id == "") return errorReply(400, "Bad Request: chat_id is empty");
    const auto chat = chatOf(id);
    if (!chat) return errorReply(400, "Bad Request: chat not found");
    return method == "getchat" ? okReply(*chat) : send(request, token, *chat, payload);
  }

  ordered_json records() const override { return {{"messages", messages_}}; }
  ordered_json example(const std::string& standIns) const override {
    return {{"settings",
             {{"baseUrl", standIns + "/telegram"},
              {"botToken", "100000001:stand-in-token-of-a-bot-that-is-nobodys"},
              {"chatId", "-1000000000001"}}}};
  }
  void forget() override { messages_ = ordered_json::array(); }

 private:
  static ordered_json bot(std::string_view token) {
    const auto digits = json::parse(token.substr(0, token.find(':')), nullptr, false);
    return {
        {"id", digits.is_number_unsigned() ? digits : json(1)}, {"is_bot", true}, {"first_name", "Stand-in"}, {"username", "stand_in_bot"}};
  }

  ServiceReply send(const ServiceRequest& request, std::string_view token, const ordered_json& chat, const json& payload) {
    std::string fault;
    const auto text = readText(payload, fault);
    if (!text) return errorReply(400, "Bad Request: " + fault);
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(request.at.time_since_epoch()).count();
    ordered_json result{{"message_id", messages_.size() + 1}, {"from", bot(token)}, {"chat", chat}, {"date", seconds}, {"text", *text}};
    messages_.push_back({{"chat", chat}, {"at", base::formatIso(request.at)}, {"text", *text}, {"message", payload}});
    return okReply(std::move(result));
  }

  ordered_json messages_ = ordered_json::array();
};

}  // namespace

std::unique_ptr<Service> makeTelegramStandIn() { return std::make_unique<TelegramStandIn>(); }

}  // namespace hookline::sandbox
