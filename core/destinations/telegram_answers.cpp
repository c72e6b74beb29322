#include "destinations/telegram_answers.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "destinations/chat_destination.h"
#include "destinations/crm.h"
#include "destinations/known_answers.h"

namespace hookline::destinations {
namespace {

using model::ErrorClass;
using model::Verdict;
using nlohmann::json;

constexpr double kLongestWaitSeconds = 86400;

constexpr std::string_view kMendMessage = "Mend the webhook's message for this type of events, then retry.";
constexpr std::string_view kNewToken =
    "Take the bot's token from @BotFather (/mybots, API Token), put it into the webhook here, then resume.";
constexpr std::string_view kChat =
    "Check the chat id in the webhook's settings and that the bot is a member of the chat, then resume. In a private chat the person has "
    "to start the bot first.";
constexpr std::string_view kAllow = "Make the bot an administrator of the chat, or allow members to write there, then resume.";
constexpr std::string_view kTopic = "Correct the topic id in the webhook's settings, or open the topic again, then resume.";

/// By the description's own part: "chat not found" of "Bad Request: chat not found". It is the only sign that the Bot API gives.
constexpr auto kAnswers = std::to_array<KnownAnswer>({
    {400, "can't parse entities", Verdict::kPermanent, ErrorClass::kRejected, "Telegram cannot read the message.", kMendMessage},
    {400, "message is too long", Verdict::kPermanent, ErrorClass::kRejected, "The message is too long for Telegram.", kMendMessage},
    {400, "message text is empty", Verdict::kPermanent, ErrorClass::kRejected, "Telegram got an empty message.", kMendMessage},
    {400, "chat not found", Verdict::kGone, ErrorClass::kGone, "Telegram knows no such chat, or the bot is not in it.", kChat},
    {400, "message thread not found", Verdict::kGone, ErrorClass::kGone, "The topic no longer exists in the chat.", kTopic},
    {400, "TOPIC_CLOSED", Verdict::kGone, ErrorClass::kGone, "The topic is closed.", kTopic},
    {400, "TOPIC_DELETED", Verdict::kGone, ErrorClass::kGone, "The topic no longer exists in the chat.", kTopic},
    {400, "CHAT_WRITE_FORBIDDEN", Verdict::kAuth, ErrorClass::kAuth, "The bot may not write in this chat.", kAllow, true},
    {400, "have no rights to send a message", Verdict::kAuth, ErrorClass::kAuth, "The bot may not write in this chat.", kAllow, true},
    {400, "not enough rights to send text messages to the chat", Verdict::kAuth, ErrorClass::kAuth, "The bot may not write in this chat.",
     kAllow, true},
    {401, "", Verdict::kAuth, ErrorClass::kAuth, "Telegram does not accept the bot's token.", kNewToken, true},
    {404, "", Verdict::kAuth, ErrorClass::kAuth, "Telegram knows no bot of this token.", kNewToken, true},
});

constexpr std::string_view kTestToken =
    "Copy the token again from @BotFather (/mybots, your bot, API Token) into Bot token, then try again; /revoke there makes a new one.";
constexpr std::string_view kTestChat =
    "Add the bot to the group or channel, check the chat id (Find chat\u2026 lists where the bot was written to), then try again. In a "
    "private chat the person has to start the bot first.";

/// What tests and look-ups find out. A row of kAnswers speaks of deliveries that wait; here nothing does.
constexpr auto kTestAnswers = std::to_array<KnownAnswer>({
    {400, "chat not found", Verdict::kGone, ErrorClass::kGone,
     "The bot's token is right, but Telegram knows no such chat, or the bot is "
     "not in it.",
     kTestChat},
    {400, "", Verdict::kPermanent, ErrorClass::kRejected, "The bot's token is right, but Telegram cannot find the chat.", kTestChat},
    {401, "", Verdict::kAuth, ErrorClass::kAuth, "Telegram does not accept the bot token.", kTestToken, true},
    {403, "", Verdict::kGone, ErrorClass::kGone, "The bot's token is right, but the bot is not in the chat any more.", kTestChat},
    {404, "", Verdict::kAuth, ErrorClass::kAuth, "Telegram knows no bot with this bot token.", kTestToken, true},
    {409, "", Verdict::kPermanent, ErrorClass::kConflict, "Another program takes what the bot is told, so Telegram does not tell it here.",
     "Stop that program (or take its webhook away: deleteWebhook) for a moment and try again, or give the chat id by hand."},
});

std::string_view ownPart(std::string_view description) {
  for (const std::string_view prefix : {"Bad Request: ", "Forbidden: "})
    if (description.starts_with(prefix)) description.remove_prefix(prefix.size());
  return description.substr(0, description.find(':'));
}

bool isOwnError(const model::HttpResult& result, const json& body) {
  if (result.fault != model::NetFault::kNone || !result.status || *result.status < 400) return false;
  return body.is_object() && body.value("ok", json()) == false && body.value("error_code", json()) == *result.status;
}

json parametersOf(const json& body) {
  const auto given = body.value("parameters", json());
  return given.is_object() ? given : json::object();
}

std::optional<Judgement> throttled(const json& parameters) {
  const auto wait = parameters.find("retry_after");
  if (wait == parameters.end() || !wait->is_number()) return std::nullopt;
  auto out = judgementOf(Verdict::kThrottle, ErrorClass::kThrottled, {}, {});
  out.waitAsked = base::Millis{static_cast<std::int64_t>(std::clamp(wait->get<double>(), 0.0, kLongestWaitSeconds) * 1000)};
  return out;
}

std::optional<Judgement> moved(const json& parameters) {
  const auto id = parameters.find("migrate_to_chat_id");
  if (id == parameters.end() || !id->is_number_integer()) return std::nullopt;
  return judgementOf(Verdict::kGone, ErrorClass::kGone, "The group became a supergroup, which has a chat id of its own.",
                     "Put " + id->dump() + " into the webhook's settings as the chat id, then resume.");
}

/// What has no row: the service's own words say it.
Judgement unknown(int status, const std::string& description) {
  if (status == 403)
    return judgementOf(Verdict::kGone, ErrorClass::kGone,
                       "The bot cannot write in this chat any more: " + destinations::quoted(description) + ".",
                       "Add the bot to the chat again, or start it again in a private chat, or give another chat id; then resume.");
  return judgementOf(Verdict::kPermanent, ErrorClass::kRejected, "Telegram refuses the message: " + destinations::quoted(description) + ".",
                     std::string(kMendMessage));
}

}  // namespace

std::optional<Judgement> judgeTelegram(const model::HttpResult& result) {
  const auto body = answerOf(result);
  if (!isOwnError(result, body)) return std::nullopt;
  if (*result.status == 429) return throttled(parametersOf(body));
  if (*result.status == 400)
    if (auto judgement = moved(parametersOf(body))) return judgement;
  const auto description = textAt(body, "description");
  if (auto judgement = judgeBy(kAnswers, result, ownPart(description))) return judgement;
  if (*result.status == 400 || *result.status == 403) return unknown(*result.status, description);
  return std::nullopt;
}

std::optional<Judgement> judgeTelegramTest(std::string_view step, const model::HttpResult& result) {
  const auto body = answerOf(result);
  if (!isSuccess(result)) {
    auto judged = judgeTelegram(result);
    if (!isOwnError(result, body) || moved(parametersOf(body))) return judged;
    auto ofTest = judgeBy(kTestAnswers, result, ownPart(textAt(body, "description")));
    return ofTest ? ofTest : judged;
  }
  if (!body.is_object() || body.value("ok", json()) != true)
    return judgementOf(Verdict::kRetry, ErrorClass::kOtherStatus, "The answer is none of Telegram's.",
                       "Check that Another host for the service is right, or empty, and that nothing stands between; then try again.");
  Judgement fine;
  fine.more = step == kGetMe;
  fine.checkpoint = fine.more ? std::string(step) : std::string();
  return fine;
}

}  // namespace hookline::destinations
