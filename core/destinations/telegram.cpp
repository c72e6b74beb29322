#include "destinations/telegram.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>
#include <utility>

#include "destinations/event_values.h"
#include "destinations/settings.h"
#include "destinations/telegram_answers.h"
#include "destinations/telegram_chats.h"
#include "destinations/xml_text.h"
#include "model/secret_url.h"

namespace hookline::destinations {
namespace {

using model::SettingKind;
using nlohmann::ordered_json;

constexpr std::string_view kOwnBase = "https://api.telegram.org";
constexpr std::string_view kChatId = "chatId";
constexpr int kMostUpdates = 100;  ///< as many as one answer of the Bot API has

// integrations.md §10; UTF-16 units of what is read: markup and escapes do not count. The parts' own limits leave room for each other.
constexpr std::size_t kMaxMessage = 4096;
constexpr std::size_t kMaxTitle = 256;
constexpr std::size_t kMaxText = 2048;
constexpr std::size_t kMaxQuote = 2048;
constexpr std::size_t kMaxFieldName = 64;
constexpr std::size_t kMaxFieldValue = 512;
constexpr std::size_t kMaxLabel = 75;
constexpr std::size_t kMaxUrl = 2000;
constexpr std::size_t kMaxFooter = 400;
constexpr std::size_t kNoLimit = std::numeric_limits<std::size_t>::max();

/// Between the parts of a message.
constexpr std::string_view kBetween = "\n\n";

/// Ends what Telegram would read as the name of a user: it finds those in any text, and there is no escape for them.
constexpr std::string_view kBreak = "\u200b";

bool isWordByte(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_'; }

/// An @ inside a word stays as it is, so that an address can be copied; only one before a word mentions anybody.
std::string withoutMentions(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    out += text[i];
    if (text[i] == '@' && (i == 0 || !isWordByte(text[i - 1]))) out += kBreak;
  }
  return out;
}

RichText withoutMentions(RichText text) {
  for (auto& span : text) span.text = withoutMentions(span.text);
  return text;
}

const Writing& html() {
  static const Writing kWriting{htmlEscaped, "<b>", "</b>", "<i>", "</i>", "<code>", "</code>"};
  return kWriting;
}

/// A message in the making. Each part is cut to its own limit and to what is left before it is escaped and marked up.
class Sheet {
 public:
  explicit Sheet(std::size_t most) : left_(most) {}

  /// `gap` stands between this part and the one before.
  void add(std::string_view gap, const RichText& text, std::size_t most = kNoLimit) { add(gap, "", text, "", most); }
  void addQuote(std::string_view gap, const RichText& text, std::size_t most) { add(gap, "<blockquote>", text, "</blockquote>", most); }
  void addLink(std::string_view gap, const std::string& label, std::string_view url) {
    add(gap, "<a href=\"" + htmlEscaped(url) + "\">", {{label}}, "</a>", kMaxLabel);
  }

  const std::string& text() const { return text_; }
  std::size_t length() const { return length_; }

 private:
  void add(std::string_view gap, std::string_view on, const RichText& text, std::string_view off, std::size_t most) {
    if (text_.empty()) gap = {};
    if (text.empty() || left_ <= gap.size()) return;
    const auto cut = shortened(text, std::min(most, left_ - gap.size()), Count::kUtf16);
    text_.append(gap).append(on).append(written(cut, html())).append(off);
    const auto length = gap.size() + lengthOf(cut, Count::kUtf16);
    left_ -= std::min(left_, length);
    length_ += length;
  }

  std::string text_;
  std::size_t left_;
  std::size_t length_ = 0;
};

/// Links and footer, which are never cut for the sake of the rest.
Sheet endOf(const Rendered& message) {
  Sheet end(kNoLimit);
  for (const auto& link : message.links) {
    if (link.url.size() > kMaxUrl) continue;
    end.addLink("  \u00b7  ", link.text.empty() ? "Open" : withoutMentions(link.text), link.url);
  }
  end.add(kBetween, {{.text = withoutMentions(message.footer), .italic = true}}, kMaxFooter);
  return end;
}

RichText fieldLine(const Rendered::Field& field) {
  RichText line{{.text = shortened(withoutMentions(plainText(field.name)), kMaxFieldName, Count::kUtf16) + ":", .bold = true}, {" "}};
  const auto value = shortened(withoutMentions(field.value), kMaxFieldValue, Count::kUtf16);
  line.insert(line.end(), value.begin(), value.end());
  return line;
}

Sheet startOf(const Rendered& message, const std::string& whom, std::size_t most) {
  Sheet start(most);
  if (!message.title.empty()) start.add(kBetween, {{.text = withoutMentions(plainText(message.title)), .bold = true}}, kMaxTitle);
  auto text = withoutMentions(message.text);
  if (!whom.empty()) text.insert(text.begin(), {text.empty() ? whom : whom + " "});
  start.add(kBetween, text, kMaxText);
  for (std::size_t i = 0; i < message.fields.size(); ++i) start.add(i == 0 ? kBetween : "\n", fieldLine(message.fields[i]));
  start.addQuote(kBetween, withoutMentions(message.quote), kMaxQuote);
  return start;
}

/// A number as the Bot API takes it, or a channel's @name.
ordered_json numberOrText(const std::string& text) {
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec == std::errc{} && read.ptr == text.data() + text.size() ? ordered_json(number) : ordered_json(text);
}

/// A method of the Bot API, for the webhook's bot.
model::HttpRequest call(const Occasion& occasion, std::string_view method, const ordered_json& body) {
  const auto& webhook = occasion.webhook;
  auto url = serviceBase(webhook, kOwnBase) + "/bot" + secretSetting(webhook, "botToken") + "/" + std::string(method);
  auto request = jsonRequest(occasion, std::move(url), body);
  request.shownUrl = model::maskedUrl(request.url);
  return request;
}

std::vector<model::SettingField> ownFields() {
  return {
      {.name = "botToken",
       .kind = SettingKind::kSecret,
       .label = "Bot token",
       .help = "In Telegram: write /newbot to @BotFather, or /mybots for a bot that you have, and copy its token. Whoever has it can "
               "write as the bot, so it is kept like a password.",
       .placeholder = "123456789:AA\u2026",
       .required = true,
       .pattern = "[0-9]{3,20}:[A-Za-z0-9_-]{30,64}",
       .mustBe = "must be the token of a bot as @BotFather shows it: digits, a colon and about 35 letters, digits, _ and -"},
      {.name = kChatId,
       .kind = SettingKind::kText,
       .label = "Chat id",
       .help = "Add the bot to the group or channel and write something there; then it can be found. It begins with a minus for groups. A "
               "public channel goes by its @name.",
       .placeholder = "-1001234567890",
       .required = true,
       // Ids have at most 52 significant bits.
       .pattern = "-?[1-9][0-9]{0,15}|@[A-Za-z][A-Za-z0-9_]{3,31}",
       .mustBe = "must be the number of a chat, such as -1001234567890, or the @name of a public channel or group, in quotes",
       .find = {.label = "Find chat\u2026",
                .whenNone = "Telegram tells of no chat: in the last 24 hours the bot was neither added nor written to, or another program "
                            "has read it. Add the bot to the group or channel, write a message to it there, then look again."}},
      {.name = "messageThreadId",
       .kind = SettingKind::kText,
       .label = "Topic id",
       .help = "Only of groups with topics: the last number of the link to the topic. Without it messages go to the general one.",
       .advanced = true,
       .pattern = "[1-9][0-9]{0,9}",
       .mustBe = "must be the number of a topic, in quotes"},
      {.name = "mention",
       .kind = SettingKind::kText,
       .label = "Mention when it is urgent",
       .help = "none, or the @name of a member of the chat, or several. Urgent hand-offs and possible sales mention them.",
       .placeholder = "none",
       .pattern = "none|@[A-Za-z][A-Za-z0-9_]{3,31}( @[A-Za-z][A-Za-z0-9_]{3,31}){0,9}",
       .mustBe = "must be none, or up to 10 names such as @jo_doe with a space between them",
       .preset = "none"},
      {.name = "silent",
       .kind = SettingKind::kFlag,
       .label = "Without a sound",
       .help = "Messages arrive without a notification sound.",
       .advanced = true,
       .preset = "false"}};
}

}  // namespace

const model::Integration& Telegram::integration() const {
  static const model::Integration kIntegration{
      .kind = model::WebhookKind::kTelegram,
      .title = "Telegram",
      .summary = "Writes a message in a Telegram group, channel or private chat, as a bot.",
      .fields = withSharedFields(ownFields()),
      .events = chatActions(),
      .limits = {{"Messages", "1 a second in a chat, 20 a minute in a group, 30 a second for each bot"},
                 {"Message", "4,096 characters in all"},
                 {"Title", "256 characters"},
                 {"Text and quote", "2,048 characters each"},
                 {"Fields", "512 characters each"}},
      .messages = true};
  return kIntegration;
}

std::vector<ChatDestination::Use> Telegram::measure(const Rendered& message) const {
  auto uses = measured(message, {kMaxTitle, kMaxText, kMaxQuote, kMaxFieldValue, Count::kUtf16});
  uses.push_back({"The message", startOf(message, {}, kNoLimit).length() + kBetween.size() + endOf(message).length(), kMaxMessage});
  return uses;
}

std::string Telegram::address(const model::Webhook& webhook) const { return serviceBase(webhook, kOwnBase); }

base::Result<model::HttpRequest> Telegram::request(const Occasion& occasion) const {
  const auto& webhook = occasion.webhook;
  if (secretSetting(webhook, "botToken").empty() || textSetting(webhook, "chatId").empty())
    return base::fail(base::Errc::kInvalid, "The webhook's settings lack the bot's token or the chat's id.");
  if (!occasion.test) return call(occasion, "sendMessage", body(renderFor(occasion), occasion));
  const bool first = occasion.checkpoint.empty();
  auto request = first ? call(occasion, kGetMe, ordered_json::object())
                       : call(occasion, kGetChat, {{"chat_id", numberOrText(textSetting(webhook, "chatId"))}});
  request.step = first ? kGetMe : kGetChat;
  return request;
}

ordered_json Telegram::body(const Rendered& message, const Occasion& occasion) const {
  const auto& webhook = occasion.webhook;
  const auto mention = textSetting(webhook, "mention", "none");
  const auto end = endOf(message);
  const auto start =
      startOf(message, message.mention && mention != "none" ? mention : std::string(), kMaxMessage - kBetween.size() - end.length());
  auto text = start.text();
  text.append(kBetween).append(end.text());
  ordered_json out{{"chat_id", numberOrText(textSetting(webhook, "chatId"))},
                   {"text", std::move(text)},
                   {"parse_mode", "HTML"},
                   {"link_preview_options", {{"is_disabled", true}}}};
  if (const auto topic = textSetting(webhook, "messageThreadId"); !topic.empty()) out["message_thread_id"] = numberOrText(topic);
  if (webhook.settings.value("silent", false)) out["disable_notification"] = true;
  return out;
}

std::optional<Judgement> Telegram::judge(const model::HttpResult& result) const { return judgeTelegram(result); }

std::optional<Judgement> Telegram::conclude(const Occasion& occasion, const model::HttpResult& result) const {
  return occasion.test || occasion.stepName == kGetUpdates ? judgeTelegramTest(occasion.stepName, result) : judge(result);
}

std::optional<base::Result<LookUp>> Telegram::lookUp(const Occasion& occasion, std::string_view field) const {
  if (field != kChatId) return std::nullopt;
  if (secretSetting(occasion.webhook, "botToken").empty())
    return base::fail(base::Errc::kInvalid, "Give the bot token first: the chats are those in which the bot was written to.");
  // Nothing but a limit: an offset would make Telegram forget what it tells, and a choice of types would stay set.
  auto request = call(occasion, kGetUpdates, {{"limit", kMostUpdates}});
  request.step = kGetUpdates;
  return LookUp{std::move(request), chatsInUpdates};
}

}  // namespace hookline::destinations
