#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "base/ascii.h"
#include "sandbox/discord_form.h"
#include "sandbox/form_parameters.h"
#include "sandbox/json_reading.h"
#include "sandbox/services.h"

namespace hookline::sandbox {
namespace {

using internal::memberOf;
using internal::textOf;
using nlohmann::json;
using nlohmann::ordered_json;

/// Discord's ids hold the milliseconds since 2015 above 22 bits of its own.
constexpr base::Millis kDiscordEpoch{1'420'070'400'000};
constexpr int kOwnBits = 22;

constexpr std::string_view kChannel = "1000000000000000001";
constexpr std::string_view kGuild = "1000000000000000000";

ServiceReply refused(int status, int code, std::string_view message) {
  return ServiceReply::json(status, {{"message", message}, {"code", code}});
}

ServiceReply badForm(ordered_json errors) {
  return ServiceReply::json(400, {{"message", "Invalid Form Body"}, {"code", 50035}, {"errors", std::move(errors)}});
}

bool isId(std::string_view text) {
  return !text.empty() && text.size() <= 20 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool hasList(const json& message, const char* name) { return message.contains(name) && message[name].is_array() && !message[name].empty(); }

/// Whom a message pings: what its text names and its allowed_mentions let it; without those, persons alone (integrations.md §4).
struct Pinged {
  bool everyone = false;
  ordered_json roles = ordered_json::array();
};
Pinged pingedBy(const json& message) {
  const auto content = textOf(memberOf(message, "content"));
  const auto allowed = message.value("allowed_mentions", json::object());
  const auto parse = allowed.is_object() ? allowed.value("parse", json::array()) : json::array();
  const auto parses = [&parse](std::string_view word) { return std::find(parse.begin(), parse.end(), word) != parse.end(); };
  Pinged pinged;
  pinged.everyone = parses("everyone") && (content.find("@everyone") != std::string::npos || content.find("@here") != std::string::npos);
  for (auto at = content.find("<@&"); at != std::string::npos; at = content.find("<@&", at + 1)) {
    const auto id = content.substr(at + 3, content.find('>', at) - at - 3);
    const auto named = allowed.is_object() ? allowed.value("roles", json::array()) : json::array();
    if (isId(id) && (parses("roles") || std::find(named.begin(), named.end(), id) != named.end())) pinged.roles.push_back(id);
  }
  return pinged;
}

class DiscordStandIn final : public Service {
 public:
  std::string_view name() const override { return "discord"; }

  /// /api[/v10]/webhooks/{id}/{token}[/messages/{message}]
  ServiceReply answer(const ServiceRequest& request) override {
    auto parts = pathParts(request.path);
    if (parts.size() > 1 && isVersion(parts[1])) parts.erase(parts.begin() + 1);
    const bool isMessage = parts.size() == 6 && parts[4] == "messages";
    if ((parts.size() != 4 && !isMessage) || parts[0] != "api" || parts[1] != "webhooks") return refused(404, 0, "404: Not Found");
    if (!isId(parts[2])) return badForm(discordFault("webhook_id", "NUMBER_TYPE_COERCE", "Value is not snowflake."));
    if (isRefusedCredential(parts[3])) return refused(401, 50027, "Invalid Webhook Token");
    if (isMessage) return onMessage(parts[2], parts[5], request);
    if (request.method == "GET") return ServiceReply::json(200, webhook(parts[2], parts[3]));
    if (request.method != "POST") return refused(405, 0, "405: Method Not Allowed");
    return execute(parts[2], request);
  }

  ordered_json records() const override { return {{"messages", messages_}}; }
  ordered_json example(const std::string& standIns) const override {
    return {{"url", standIns + "/discord/api/v10/webhooks/100000000000000001/stand-in"}, {"settings", {{"baseUrl", standIns}}}};
  }
  void forget() override { messages_ = ordered_json::array(); }

 private:
  static bool isVersion(std::string_view part) { return part.size() >= 2 && part[0] == 'v' && isId(part.substr(1)); }

  ServiceReply execute(std::string_view webhook, const ServiceRequest& request) {
    const auto thread = request.parameter("thread_id");
    if (!thread.empty() && !isId(thread)) return badForm(discordFault("thread_id", "NUMBER_TYPE_COERCE", "Value is not snowflake."));
    const auto message = messageIn(request);
    if (auto refusal = refusalOf(message)) return std::move(*refusal);
    if (!thread.empty() && message.contains("thread_name"))
      return refused(400, 220002, "Webhooks posted to forum channels can only have one of thread_name and thread_id");
    if (textOf(memberOf(message, "content")).empty() && !hasList(message, "embeds") && !hasList(message, "components") &&
        !hasList(message, "attachments") && !message.contains("poll"))
      return refused(400, 50006, "Cannot send an empty message");
    auto posted = post(webhook, thread.empty() ? kChannel : thread, message, request.at);
    const auto wait = request.parameter("wait");
    if (wait != "true" && wait != "1") return {204, {}, {}};
    return ServiceReply::json(200, posted);
  }

  /// The JSON of a request. One that brings files has it in a part of its own; the files themselves are not kept.
  static json messageIn(const ServiceRequest& request) {
    if (!base::lowered(request.header("Content-Type")).starts_with("multipart/form-data")) return json::parse(request.body, nullptr, false);
    return memberOf(internal::formParameters(request), "payload_json");
  }

  /// What is wrong with a message's form.
  static std::optional<ServiceReply> refusalOf(const json& message) {
    if (!message.is_object()) return refused(400, 50109, "The request body contains invalid JSON.");
    auto faults = discordFaults(message);
    return faults.empty() ? std::nullopt : std::optional(badForm(std::move(faults)));
  }

  /// A message that the webhook has sent: GET reads it, PATCH changes what it names, DELETE takes it away.
  ServiceReply onMessage(std::string_view webhook, std::string_view id, const ServiceRequest& request) {
    const auto at = std::find_if(messages_.begin(), messages_.end(), [&](const ordered_json& one) {
      return one["message"]["id"] == id && one["message"]["webhook_id"] == webhook;
    });
    if (at == messages_.end()) return refused(404, 10008, "Unknown Message");
    auto& shown = (*at)["message"];
    if (request.method == "GET") return ServiceReply::json(200, shown);
    if (request.method == "DELETE") {
      messages_.erase(at);
      return {204, {}, {}};
    }
    if (request.method != "PATCH") return refused(405, 0, "405: Method Not Allowed");
    const auto change = messageIn(request);
    if (auto refusal = refusalOf(change)) return std::move(*refusal);
    auto changed = shown;
    if (change.contains("content")) changed["content"] = textOf(change["content"]);
    if (change.contains("embeds")) changed["embeds"] = shownEmbeds(change);
    if (change.contains("components")) changed["components"] = change["components"];
    if (changed["content"] == "" && changed["embeds"].empty() && changed["components"].empty() && changed["attachments"].empty())
      return refused(400, 50006, "Cannot send an empty message");
    changed["edited_timestamp"] = base::formatIso(request.at);
    shown = std::move(changed);
    return ServiceReply::json(200, shown);
  }

  static ordered_json webhook(std::string_view id, std::string_view token) {
    return {{"id", id},
            {"type", 1},
            {"name", "Webhook"},
            {"avatar", nullptr},
            {"channel_id", kChannel},
            {"guild_id", kGuild},
            {"application_id", nullptr},
            {"token", token}};
  }

  static ordered_json shownEmbeds(const json& message) {
    auto embeds = ordered_json::array();
    const auto& given = memberOf(message, "embeds");
    for (const auto& embed : given.is_array() ? given : json::array()) {
      ordered_json shown{{"type", "rich"}};
      shown.update(ordered_json(embed));
      embeds.push_back(std::move(shown));
    }
    return embeds;
  }

  static ordered_json shownAttachments(const json& message) {
    auto attachments = ordered_json::array();
    const auto& given = memberOf(message, "attachments");
    for (const auto& one : given.is_array() ? given : json::array()) {
      const auto name = textOf(memberOf(one, "filename"));
      const auto url = "https://cdn.discordapp.com/attachments/" + std::string(kChannel) + "/" + name;
      attachments.push_back(
          {{"id", std::to_string(attachments.size() + 1)}, {"filename", name}, {"size", 0}, {"url", url}, {"proxy_url", url}});
    }
    return attachments;
  }

  ordered_json post(std::string_view webhook, std::string_view channel, const json& message, base::WallTime at) {
    const auto since = std::chrono::duration_cast<base::Millis>(at.time_since_epoch()) - kDiscordEpoch;
    const auto id = (static_cast<std::uint64_t>(since.count()) << kOwnBits) + made_++;
    const auto username = textOf(memberOf(message, "username"));
    const auto pinged = pingedBy(message);
    ordered_json posted{{"id", std::to_string(id)},
                        {"type", 0},
                        {"content", textOf(memberOf(message, "content"))},
                        {"channel_id", channel},
                        {"author",
                         {{"id", webhook},
                          {"username", username.empty() ? "Webhook" : username},
                          {"avatar", nullptr},
                          {"discriminator", "0000"},
                          {"public_flags", 0},
                          {"flags", 0},
                          {"bot", true},
                          {"global_name", nullptr}}},
                        {"attachments", shownAttachments(message)},
                        {"embeds", shownEmbeds(message)},
                        {"mentions", ordered_json::array()},
                        {"mention_roles", pinged.roles},
                        {"pinned", false},
                        {"mention_everyone", pinged.everyone},
                        {"tts", message.value("tts", json(false))},
                        {"timestamp", base::formatIso(at)},
                        {"edited_timestamp", nullptr},
                        {"flags", message.value("flags", json(0))},
                        {"components", message.value("components", json::array())},
                        {"webhook_id", webhook}};
    messages_.push_back({{"channel", channel}, {"at", base::formatIso(at)}, {"message", posted}});
    return posted;
  }

  ordered_json messages_ = ordered_json::array();
  std::uint64_t made_ = 0;  ///< also of those that are there no more, so that no id is used twice
};

}  // namespace

std::unique_ptr<Service> makeDiscordStandIn() { return std::make_unique<DiscordStandIn>(); }

}  // namespace hookline::sandbox
