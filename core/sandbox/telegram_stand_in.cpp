#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "base/encoding.h"
#include "destinations/rich_text.h"
#include "model/header_names.h"
#include "sandbox/form_parameters.h"
#include "sandbox/json_reading.h"
#include "sandbox/services.h"
#include "sandbox/telegram_html.h"

namespace hookline::sandbox {
namespace {

using internal::memberOf;
using internal::textOf;
using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::size_t kMaxMessage = 4096;  ///< integrations.md §10: UTF-16 units of what is read
constexpr std::int64_t kMostUpdates = 100;
constexpr std::int64_t kFirstUpdate = 100'000'001;
// Chats in which a bot is written to here.
constexpr std::int64_t kGroup = -1'000'000'000'001;
constexpr std::int64_t kChannel = -1'000'000'000'002;
constexpr std::int64_t kPerson = 4'200'000'001;

ServiceReply errorReply(int status, const std::string& description) {
  return ServiceReply::json(status, {{"ok", false}, {"error_code", status}, {"description", description}});
}

ServiceReply okReply(ordered_json result) { return ServiceReply::json(200, {{"ok", true}, {"result", std::move(result)}}); }

/// A parameter as the Bot API reads it: a number and its digits are the same.
std::string parameterOf(const json& payload, std::string_view name) {
  const auto& value = memberOf(payload, name);
  return value.is_number() || value.is_boolean() ? value.dump() : textOf(value);
}

std::optional<std::int64_t> numberOf(std::string_view text) {
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec == std::errc{} && read.ptr == text.data() + text.size() && !text.empty() ? std::optional(number) : std::nullopt;
}

std::optional<std::string> readText(const json& payload, std::string& fault) {
  auto out = parameterOf(payload, "text");
  if (model::sameHeaderName(parameterOf(payload, "parse_mode"), "html")) {
    auto read = internal::readTelegramHtml(out);
    if (!read.fault.empty()) {
      fault = "can't parse entities: " + read.fault;
      return std::nullopt;
    }
    out = std::move(read.text);
  }
  if (out.find_first_not_of(" \n\t") == std::string::npos)
    fault = "message text is empty";
  else if (destinations::lengthOf(out, destinations::Count::kUtf16) > kMaxMessage)
    fault = "message is too long";
  return fault.empty() ? std::optional(out) : std::nullopt;
}

/// By its number; any but 0 is a chat here.
ordered_json chatOf(std::int64_t number) {
  if (number > 0) return {{"id", number}, {"first_name", "Stand-in"}, {"last_name", "Person"}, {"type", "private"}};
  if (number == kChannel) return {{"id", number}, {"title", "Stand-in news"}, {"username", "stand_in_news"}, {"type", "channel"}};
  const bool super = std::to_string(number).starts_with("-100");
  return {{"id", number}, {"title", "Stand-in group"}, {"type", super ? "supergroup" : "group"}};
}

/// A number, digits in quotes, or the @name of a public chat.
std::optional<ordered_json> chatOf(const std::string& id) {
  if (id.size() > 1 && id.front() == '@')
    return ordered_json{{"id", -1001000000000}, {"title", "Stand-in chat"}, {"username", id.substr(1)}, {"type", "supergroup"}};
  const auto number = numberOf(id);
  return number && *number != 0 ? std::optional(chatOf(*number)) : std::nullopt;
}

/// ChatFullInfo of the Bot API: what it always has, and what members of a group may do.
ordered_json fullInfoOf(ordered_json chat) {
  chat["accent_color_id"] = 3;
  chat["max_reaction_count"] = 11;
  chat["accepted_gift_types"] = {{"unlimited_gifts", false},
                                 {"limited_gifts", false},
                                 {"unique_gifts", false},
                                 {"premium_subscription", false},
                                 {"gifts_from_channels", false}};
  if (chat["type"] == "group" || chat["type"] == "supergroup")
    chat["permissions"] = {{"can_send_messages", true}, {"can_send_other_messages", true}, {"can_add_web_page_previews", true}};
  return chat;
}

ordered_json bot(std::string_view token) {
  const auto digits = numberOf(token.substr(0, token.find(':')));
  return {{"id", digits.value_or(1)}, {"is_bot", true}, {"first_name", "Stand-in"}, {"username", "stand_in_bot"}};
}

std::int64_t secondsOf(base::WallTime at) { return std::chrono::duration_cast<std::chrono::seconds>(at.time_since_epoch()).count(); }

/// What a bot is told here: it was added to a group, and written to in a channel and by a person.
ordered_json updatesFor(std::string_view token, base::WallTime at) {
  const auto date = secondsOf(at);
  const ordered_json person{{"id", kPerson}, {"is_bot", false}, {"first_name", "Stand-in"}, {"last_name", "Person"}};
  const ordered_json added{{"chat", chatOf(kGroup)},
                           {"from", person},
                           {"date", date},
                           {"old_chat_member", {{"user", bot(token)}, {"status", "left"}}},
                           {"new_chat_member", {{"user", bot(token)}, {"status", "member"}}}};
  const ordered_json post{
      {"message_id", 1}, {"sender_chat", chatOf(kChannel)}, {"chat", chatOf(kChannel)}, {"date", date}, {"text", "Hello"}};
  const ordered_json message{{"message_id", 1}, {"from", person}, {"chat", chatOf(kPerson)}, {"date", date}, {"text", "/start"}};
  return {{{"update_id", kFirstUpdate}, {"my_chat_member", added}},
          {{"update_id", kFirstUpdate + 1}, {"channel_post", post}},
          {{"update_id", kFirstUpdate + 2}, {"message", message}}};
}

/// The Bot API (integrations.md §10) below /telegram/bot{token}, by GET or POST: sendMessage, editMessageText, deleteMessage,
/// sendChatAction, getMe, getChat and getUpdates; and, so that libraries which poll can start, deleteWebhook and getWebhookInfo of a bot
/// that has none.
class TelegramStandIn final : public Service {
 public:
  std::string_view name() const override { return "telegram"; }

  ServiceReply answer(const ServiceRequest& request) override {
    const auto parts = pathParts(request.path);
    if (parts.size() != 2 || !parts[0].starts_with("bot") || parts[0].size() == 3) return errorReply(404, "Not Found");
    const auto token = parts[0].substr(3);
    if (isRefusedCredential(token)) return errorReply(401, "Unauthorized");
    const auto is = [&parts](std::string_view method) { return model::sameHeaderName(parts[1], method); };
    const auto payload = internal::formParameters(request);
    if (is("getMe")) return okReply(me(token));
    if (is("getUpdates")) return okReply(updates(updatesFor(token, request.at), payload));
    if (is("deleteWebhook")) return okReply(true);
    if (is("getWebhookInfo")) return okReply({{"url", ""}, {"has_custom_certificate", false}, {"pending_update_count", 0}});
    constexpr auto kOfAChat =
        std::to_array<std::string_view>({"getChat", "sendChatAction", "sendMessage", "editMessageText", "deleteMessage"});
    if (std::none_of(kOfAChat.begin(), kOfAChat.end(), is)) return errorReply(404, "Not Found");
    const auto id = parameterOf(payload, "chat_id");
    if (id.empty()) return errorReply(400, "Bad Request: chat_id is empty");
    const auto chat = chatOf(id);
    if (!chat) return errorReply(400, "Bad Request: chat not found");
    if (is("getChat")) return okReply(fullInfoOf(*chat));
    if (is("sendChatAction")) return okReply(true);
    if (is("sendMessage")) return send(request, token, *chat, payload);
    return is("editMessageText") ? edit(request, token, *chat, payload) : remove(*chat, payload);
  }

  ordered_json records() const override { return {{"messages", messages_}}; }
  ordered_json example(const std::string& standIns) const override {
    return {{"settings",
             {{"baseUrl", standIns + "/telegram"},
              {"botToken", "100000001:stand-in-token-of-a-bot-that-is-nobodys"},
              {"chatId", std::to_string(kGroup)}}}};
  }
  void forget() override {
    messages_ = ordered_json::array();
    from_ = kFirstUpdate;
  }

 private:
  /// User of the Bot API as getMe has it.
  static ordered_json me(std::string_view token) {
    auto out = bot(token);
    for (const auto* ability :
         {"can_join_groups", "can_read_all_group_messages", "supports_inline_queries", "can_connect_to_business", "has_main_web_app"})
      out[ability] = std::string_view(ability) == "can_join_groups";
    return out;
  }

  /// Those before an offset are forgotten; a negative one counts from the end.
  ordered_json updates(const ordered_json& all, const json& payload) {
    const auto count = static_cast<std::int64_t>(all.size());
    const auto offset = numberOf(parameterOf(payload, "offset")).value_or(0);
    from_ = std::max(from_, offset < 0 ? kFirstUpdate + std::max<std::int64_t>(0, count + std::max(offset, -count)) : offset);
    auto left = std::clamp<std::int64_t>(numberOf(parameterOf(payload, "limit")).value_or(kMostUpdates), 1, kMostUpdates);
    auto out = ordered_json::array();
    for (const auto& update : all)
      if (update["update_id"] >= from_ && left-- > 0) out.push_back(update);
    return out;
  }

  ServiceReply send(const ServiceRequest& request, std::string_view token, const ordered_json& chat, const json& payload) {
    std::string fault;
    const auto text = readText(payload, fault);
    if (!text) return errorReply(400, "Bad Request: " + fault);
    ordered_json result{
        {"message_id", messages_.size() + 1}, {"from", bot(token)}, {"chat", chat}, {"date", secondsOf(request.at)}, {"text", *text}};
    messages_.push_back({{"chat", chat}, {"at", base::formatIso(request.at)}, {"text", *text}, {"message", payload}});
    return okReply(std::move(result));
  }

  /// What was sent to the chat as the message that the parameters name. Null: there is none, or it was deleted.
  ordered_json* sentTo(const ordered_json& chat, const json& payload) {
    const auto id = numberOf(parameterOf(payload, "message_id")).value_or(0);
    if (id < 1 || id > static_cast<std::int64_t>(messages_.size())) return nullptr;
    auto& message = messages_[static_cast<std::size_t>(id - 1)];
    return message["chat"]["id"] == chat["id"] && !message.contains("deleted") ? &message : nullptr;
  }

  ServiceReply edit(const ServiceRequest& request, std::string_view token, const ordered_json& chat, const json& payload) {
    auto* const message = sentTo(chat, payload);
    if (!message) return errorReply(400, "Bad Request: message to edit not found");
    std::string fault;
    const auto text = readText(payload, fault);
    if (!text) return errorReply(400, "Bad Request: " + fault);
    // Its text alone is compared: keyboards are not kept here.
    if ((*message)["text"] == *text && memberOf(payload, "reply_markup").is_null())
      return errorReply(400,
                        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
                        "current content and reply markup of the message");
    (*message)["text"] = *text;
    (*message)["editedAt"] = base::formatIso(request.at);
    const auto sent = base::parseIso((*message)["at"].get<std::string>()).value_or(request.at);
    return okReply({{"message_id", numberOf(parameterOf(payload, "message_id")).value_or(0)},
                    {"from", bot(token)},
                    {"chat", chat},
                    {"date", secondsOf(sent)},
                    {"edit_date", secondsOf(request.at)},
                    {"text", *text}});
  }

  ServiceReply remove(const ordered_json& chat, const json& payload) {
    auto* const message = sentTo(chat, payload);
    if (!message) return errorReply(400, "Bad Request: message to delete not found");
    (*message)["deleted"] = true;
    return okReply(true);
  }

  ordered_json messages_ = ordered_json::array();  ///< their ids are their places, from 1
  std::int64_t from_ = kFirstUpdate;               ///< the first update that is still told
};

}  // namespace

std::unique_ptr<Service> makeTelegramStandIn() { return std::make_unique<TelegramStandIn>(); }

}  // namespace hookline::sandbox
