#include "destinations/discord.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdint>
#include <utility>

#include "base/ascii.h"
#include "base/time.h"
#include "destinations/discord_markdown.h"
#include "destinations/event_values.h"
#include "destinations/known_answers.h"
#include "model/header_names.h"
#include "version.h"

namespace hookline::destinations {
namespace {

using model::ErrorClass;
using model::SettingKind;
using model::Verdict;
using nlohmann::json;
using nlohmann::ordered_json;

// integrations.md §4. Discord does not say how it counts; there are never fewer UTF-16 units than characters.
constexpr auto kUnits = Count::kUtf16;
constexpr std::size_t kMaxContent = 2000;
constexpr std::size_t kMaxTitle = 256;
constexpr std::size_t kMaxDescription = 4096;
constexpr std::size_t kMaxFields = 25;
constexpr std::size_t kMaxName = 256;
constexpr std::size_t kMaxValue = 1024;
constexpr std::size_t kMaxEmbed = 6000;

/// Text and quote share the description, with a line break between them.
constexpr std::size_t kMaxQuote = 2000;
static_assert(kMaxContent + 1 + kMaxQuote <= kMaxDescription);

constexpr PartLimits kParts{kMaxTitle, kMaxContent, kMaxQuote, kMaxValue, kUnits, kMaxName};

/// A header that says more is a mistake.
constexpr double kLongestQuietSeconds = 3600;

/// Short values stand side by side, as in the guide.
constexpr std::size_t kMaxInline = 40;

/// A name that is none: Discord wants one for each field.
constexpr std::string_view kNoName = "\u200b";

std::string fitting(const RichText& text, std::size_t most) { return fitted(text, most, discordMarkdown, kUnits); }

/// Every line of it, so that a line break does not end the quotation.
std::string quotation(const RichText& text) {
  std::string out;
  for (const auto& line : linesOf(text)) out.append(out.empty() ? "> " : "\n> ").append(discordMarkdown(line));
  return out;
}

ordered_json fieldOf(const Rendered::Field& field, std::size_t room) {
  const auto value = plainText(field.value);
  return {{"name", fitting(field.name, std::min(kMaxName, room))},
          {"value", fitting(field.value, std::min(kMaxValue, room))},
          {"inline", lengthOf(value, kUnits) <= kMaxInline && value.find('\n') == std::string::npos}};
}

/// "[View Conversation](https://…)", as many as fit.
std::string linkLine(const Rendered& message) {
  std::string line;
  for (const auto& link : message.links) {
    const auto label = link.text.empty() ? std::string("Open") : shortened(link.text, kMaxName, kUnits);
    const auto one = (line.empty() ? "[" : "  \u00b7  [") + discordEscaped(label) + "](" + discordAddress(link.url) + ")";
    if (lengthOf(line, kUnits) + lengthOf(one, kUnits) <= kMaxValue) line += one;
  }
  return line;
}

std::size_t lengthOfEmbed(const ordered_json& embed) {
  std::size_t length = lengthOf(embed["footer"]["text"].get_ref<const std::string&>(), kUnits);
  for (const auto* part : {"title", "description"})
    if (embed.contains(part)) length += lengthOf(embed[part].get_ref<const std::string&>(), kUnits);
  if (!embed.contains("fields")) return length;
  for (const auto& field : embed["fields"])
    for (const auto* part : {"name", "value"}) length += lengthOf(field[part].get_ref<const std::string&>(), kUnits);
  return length;
}

/// With no part longer than `room`.
ordered_json embedOf(const Rendered& message, const Occasion& occasion, std::size_t room) {
  ordered_json embed = ordered_json::object();
  if (!message.title.empty()) embed["title"] = fitting(message.title, std::min(kMaxTitle, room));
  auto description = message.mention ? std::string() : fitting(message.text, std::min(kMaxContent, room));
  if (!message.quote.empty())
    description += (description.empty() ? "" : "\n") + fitted(message.quote, std::min(kMaxQuote, room), quotation, kUnits);
  if (!description.empty()) embed["description"] = std::move(description);
  if (message.color) embed["color"] = *message.color;
  const auto links = linkLine(message);
  auto fields = ordered_json::array();
  for (const auto& field : message.fields) {
    if (fields.size() + (links.empty() ? 0 : 1) == kMaxFields) break;
    fields.push_back(fieldOf(field, room));
  }
  if (!links.empty()) fields.push_back({{"name", kNoName}, {"value", links}, {"inline", false}});
  if (!fields.empty()) embed["fields"] = std::move(fields);
  // Discord reads no markup there.
  embed["footer"] = {{"text", shortened(message.footer, std::min(kMaxContent, room), kUnits)}};
  embed["timestamp"] = base::formatIso(occasion.event.timestamp);
  return embed;
}

/// Whom a message that calls for somebody mentions, in its text and in what Discord lets it mention; both empty: nobody.
struct Mention {
  std::string text;
  ordered_json allowed = {{"parse", ordered_json::array()}};
};
Mention mentionOf(const Rendered& message, const model::Webhook& webhook) {
  const auto whom = textSetting(webhook, "mentionRoleId");
  Mention mention;
  if (!message.mention || whom.empty()) return mention;
  if (whom == "here" || whom == "everyone") {
    mention.text = "@" + whom + " ";
    mention.allowed["parse"].push_back("everyone");
  } else {
    mention.text = "<@&" + whom + "> ";
    mention.allowed["roles"] = ordered_json::array({whom});
  }
  return mention;
}

constexpr std::string_view kMendMessage = "Mend the webhook's message for this type of events, then retry.";
constexpr std::string_view kMendThread = "Check the thread's id in the webhook's settings, then retry.";
constexpr std::string_view kMakeNew =
    "Make a new one in Discord (Server Settings, Integrations, Webhooks), put its URL into the webhook here, then resume.";
constexpr std::string_view kForum = "The rules for threads of the webhook's channel do not fit the message.";

/// integrations.md §2; 10003 is Discord's code for a channel, and so for a thread, that it does not know.
constexpr auto kAnswers = std::to_array<KnownAnswer>({
    {400, "50035", Verdict::kPermanent, ErrorClass::kRejected, "Discord cannot take the message.", kMendMessage},
    {400, "50006", Verdict::kPermanent, ErrorClass::kRejected, "Discord got an empty message.", kMendMessage},
    {400, "220001", Verdict::kPermanent, ErrorClass::kRejected, "The webhook's channel is a forum, where each message belongs to a thread.",
     "Put a thread's id into the webhook's settings, then retry."},
    {400, "220002", Verdict::kPermanent, ErrorClass::kRejected, kForum, kMendThread},
    {400, "220003", Verdict::kPermanent, ErrorClass::kRejected, kForum, kMendThread},
    {400, "40005", Verdict::kPermanent, ErrorClass::kRejected, "The message is too long for Discord.", kMendMessage},
    {413, "40005", Verdict::kPermanent, ErrorClass::kRejected, "The message is too long for Discord.", kMendMessage},
    {401, "50027", Verdict::kAuth, ErrorClass::kAuth, "Discord does not accept this webhook's URL.", kMakeNew, true},
    {403, "50013", Verdict::kAuth, ErrorClass::kAuth, "Discord does not let this webhook post in its channel.",
     "Ask the server's administrator, or make a webhook for another channel, then resume.", true},
    {403, "40333", Verdict::kAuth, ErrorClass::kAuth, "Discord turned the request away before it reached the webhook.",
     "Resume later. If it goes on, Discord blocks this computer's internet address: send from another one."},
    {404, "10003", Verdict::kGone, ErrorClass::kGone, "The webhook's channel or thread no longer exists in Discord.",
     "Check the thread's id in the webhook's settings, or make a webhook for another channel, then resume."},
    {404, "10015", Verdict::kGone, ErrorClass::kGone, "Discord no longer knows this webhook.", kMakeNew},
});

/// The first fault of Discord's tree of them: where it is ("embeds.0.fields.0.value") and what it says.
struct FormFault {
  std::string path;
  std::string message;
};
std::optional<FormFault> firstFault(const json& tree, const std::string& path, int depth = 0) {
  constexpr int kMaxDepth = 16;
  if (!tree.is_object() || depth == kMaxDepth) return std::nullopt;
  for (const auto& [name, below] : tree.items()) {
    if (name == "_errors" && below.is_array() && !below.empty() && below[0].is_object() && below[0].contains("message") &&
        below[0]["message"].is_string())
      return FormFault{path.empty() ? "message" : path, below[0]["message"]};
    if (auto found = firstFault(below, path.empty() ? name : path + "." + name, depth + 1)) return found;
  }
  return std::nullopt;
}

std::optional<Judgement> rateLimit(const json& answer) {
  const auto wait = answer.find("retry_after");
  if (wait == answer.end() || !wait->is_number() || wait->get<double>() < 0) return std::nullopt;
  constexpr double kMostSeconds = 24.0 * 3600;
  const auto seconds = std::min(kMostSeconds, wait->get<double>());
  return Judgement{.verdict = Verdict::kThrottle,
                   .errorClass = ErrorClass::kThrottled,
                   .waitAsked = base::Millis(std::llround(std::ceil(seconds * 1000)))};
}

}  // namespace

const model::Integration& Discord::integration() const {
  static const model::Integration kIntegration{
      .kind = model::WebhookKind::kDiscord,
      .title = "Discord",
      .summary = "Posts a message in a Discord channel or thread.",
      .fields = withSharedFields(
          {{.name = "url",
            .kind = SettingKind::kSecret,
            .label = "Webhook URL",
            .help = "In Discord: Server Settings, Integrations, Webhooks, New Webhook, pick the channel, Copy Webhook URL. Whoever has it "
                    "can post, so it is kept like a password.",
            .placeholder = "https://discord.com/api/webhooks/\u2026/\u2026",
            .required = true,
            .pattern = R"(https://(ptb\.|canary\.)?discord(app)?\.com/api/(v\d{1,2}/)?webhooks/\d{1,20}/[\w-]{1,200})",
            .mustBe = "must be a webhook of Discord: https://discord.com/api/webhooks/\u2026/\u2026 with nothing behind it (the id of a "
                      "thread has a field of its own)"},
           {.name = "username",
            .kind = SettingKind::kText,
            .label = "Name of the sender",
            .help = "The name above each message.",
            .placeholder = "Chatbot",
            .pattern = R"(\S(.{0,78}\S)?)",
            .mustBe = "must be 1 to 80 characters, without a space at either end",
            .preset = "Chatbot"},
           {.name = "avatarUrl",
            .kind = SettingKind::kUrl,
            .label = "Picture of the sender",
            .help = "The address of a picture that Discord can load. Empty: the one that the webhook has in Discord.",
            .placeholder = "https://example.com/robot.png"},
           {.name = "threadId",
            .kind = SettingKind::kText,
            .label = "Thread",
            .help =
                "The id of a thread of the channel; a forum needs one. In Discord turn on User Settings, Advanced, Developer Mode, then "
                "right-click the thread and Copy Thread ID. Empty: the channel itself.",
            .advanced = true,
            .pattern = R"(\d{1,20})",
            .mustBe = "must be the digits of a thread's id"},
           {.name = "mentionRoleId",
            .kind = SettingKind::kText,
            .label = "Mention when it is urgent",
            .help =
                "here, everyone, or the id of a role (Server Settings, Roles, right-click the role, Copy Role ID). Urgent hand-offs and "
                "possible sales mention it. Empty: nobody is mentioned.",
            .pattern = R"(here|everyone|\d{1,20})",
            .mustBe = "must be here, everyone or the digits of a role's id"}}),
      .events = chatActions(),
      .limits = {{"Messages", "about 5 in 2 seconds for each webhook; Discord says when to wait"},
                 {"Title", "256 characters"},
                 {"Text and quote", "2,000 characters each"},
                 {"Fields", "25, of 1,024 characters each"},
                 {"The whole message", "6,000 characters"}},
      .messages = true};
  return kIntegration;
}

std::vector<base::FieldError> Discord::check(const model::Webhook& webhook) const {
  const auto name = base::lowered(textSetting(webhook, "username"));
  for (const auto* word : {"discord", "clyde"})
    if (name.find(word) != std::string::npos)
      return {{"/settings/username", "must not hold \"discord\" or \"clyde\": Discord keeps such names for itself. Choose another one"}};
  return {};
}

std::vector<ChatDestination::Use> Discord::measure(const Rendered& message) const { return measured(message, kParts); }

base::Result<model::HttpRequest> Discord::request(const Occasion& occasion) const {
  auto request = ChatDestination::request(occasion);
  if (!request) return request;
  // Without it a message that Discord does not save gets no error.
  request->url += (request->url.find('?') == std::string::npos ? "?" : "&") + std::string("wait=true");
  if (const auto thread = textSetting(occasion.webhook, "threadId"); !thread.empty()) request->url += "&thread_id=" + thread;
  // Discord blocks clients that do not name themselves in this form.
  request->headers.push_back({"User-Agent", std::string("DiscordBot (Hookline, ") + kVersion + ")"});
  return request;
}

ordered_json Discord::body(const Rendered& message, const Occasion& occasion) const {
  const auto cut = cutTo(kParts, message);
  const auto mention = mentionOf(cut, occasion.webhook);
  ordered_json out = ordered_json::object();
  if (cut.mention) {
    auto content = mention.text + fitting(cut.text, kMaxContent - mention.text.size());
    if (!content.empty()) out["content"] = std::move(content);
  }
  out["username"] = textSetting(occasion.webhook, "username", "Chatbot");
  if (auto picture = textSetting(occasion.webhook, "avatarUrl"); !picture.empty()) out["avatar_url"] = std::move(picture);
  auto embed = embedOf(cut, occasion, kMaxDescription);
  for (auto room = kMaxDescription; lengthOfEmbed(embed) > kMaxEmbed; embed = embedOf(cut, occasion, room)) room = room * 3 / 4;
  out["embeds"] = ordered_json::array({std::move(embed)});
  // Always: what Discord does without it has changed over the years.
  out["allowed_mentions"] = mention.allowed;
  return out;
}

std::optional<Judgement> Discord::judge(const model::HttpResult& result) const {
  if (result.fault != model::NetFault::kNone || result.status.value_or(0) < 400) return std::nullopt;
  const auto answer = json::parse(result.body, nullptr, false);
  if (!answer.is_object()) return std::nullopt;
  if (result.status == 429) return rateLimit(answer);
  const auto code = answer.find("code");
  if (code == answer.end() || !code->is_number_integer()) return std::nullopt;
  auto judgement = judgeBy(kAnswers, result, code->dump());
  if (!judgement || !answer.contains("errors")) return judgement;
  if (const auto fault = firstFault(answer["errors"], {}))
    judgement->says = "Discord cannot take the message: it says " + destinations::quoted(fault->message) + " at " +
                      destinations::quoted(fault->path) + ".";
  return judgement;
}

/// integrations.md §4: its answers say when the webhook's bucket is empty and in how many seconds, a fraction among them, it is full again.
std::optional<base::Millis> Discord::quiet(const model::HttpResult& result) const {
  if (model::headerValue(result.headers, "X-RateLimit-Remaining") != "0") return std::nullopt;
  const auto after = json::parse(model::headerValue(result.headers, "X-RateLimit-Reset-After"), nullptr, false);
  if (!after.is_number() || after.get<double>() <= 0) return std::nullopt;
  return base::Millis{static_cast<std::int64_t>(std::ceil(std::min(after.get<double>(), kLongestQuietSeconds) * 1000))};
}

}  // namespace hookline::destinations
