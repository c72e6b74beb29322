// Discord's stand-in, integrations.md §4, §11 and §15.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/sandbox/stand_in_rig.h"
#include "core/sandbox/stand_ins_rig.h"
#include "sandbox/services.h"

namespace hookline::sandbox {
namespace {

using nlohmann::json;

class DestinationsDone6Discord : public testing::StandIns {
 protected:
  static constexpr const char* kHook = "/discord/api/v10/webhooks/123456789012345678/token";

  support::RawResponse post(const json& message, const std::string& target = std::string(kHook) + "?wait=true") {
    return send("POST", target, message.dump());
  }
  /// The `errors` of a refusal with code 50035.
  json faults(const json& message) {
    const auto answer = post(message);
    EXPECT_EQ(answer.status, 400) << answer.body;
    const auto body = json::parse(answer.body);
    EXPECT_EQ(body["code"], 50035);
    return body["errors"];
  }
  json messages() { return records("discord")["records"]["messages"]; }
};

TEST_F(DestinationsDone6Discord, AnswersWithTheWholeMessageWhenItIsToldToWaitAndWithNothingElse) {
  const auto answer =
      post({{"content", "hello"}, {"username", "Sales"}, {"embeds", {{{"title", "t"}, {"color", 65280}}}}, {"enforce_nonce", false}});
  ASSERT_EQ(answer.status, 200) << answer.body;
  const auto message = json::parse(answer.body);
  EXPECT_GT(std::stoull(message["id"].get<std::string>()), 1'000'000'000'000'000'000U) << "an id of this decade";
  for (const auto* member : {"type", "channel_id", "attachments", "mentions", "mention_roles", "pinned", "tts", "timestamp",
                             "edited_timestamp", "flags", "components"})
    EXPECT_TRUE(message.contains(member)) << member;
  EXPECT_EQ(message["content"], "hello");
  EXPECT_EQ(message["author"]["username"], "Sales");
  EXPECT_EQ(message["author"]["bot"], true);
  EXPECT_EQ(message["webhook_id"], "123456789012345678");
  EXPECT_EQ(message["embeds"][0], json({{"type", "rich"}, {"title", "t"}, {"color", 65280}}));
  const auto quiet = post({{"content", "again"}}, kHook);
  EXPECT_EQ(quiet.status, 204);
  EXPECT_EQ(quiet.body, "");
  EXPECT_EQ(post({{"content", "thread"}}, "/discord/api/webhooks/1/token?wait=true&thread_id=77").status, 200);
  ASSERT_EQ(messages().size(), 3U);
  EXPECT_EQ(messages()[0]["message"]["id"], message["id"]);
  EXPECT_NE(messages()[1]["message"]["id"], message["id"]);
  EXPECT_EQ(messages()[2]["channel"], "77");
}

TEST_F(DestinationsDone6Discord, MentionsOnlyWhatItIsAllowedTo) {
  const auto pinged = [this](const json& allowed) {
    json message{{"content", "@everyone <@&55> <@&66>"}};
    if (!allowed.is_null()) message["allowed_mentions"] = allowed;
    const auto made = json::parse(post(message).body);
    return json{made["mention_everyone"], made["mention_roles"]};
  };
  EXPECT_EQ(pinged(nullptr), json({false, json::array()}));
  EXPECT_EQ(pinged({{"parse", json::array()}}), json({false, json::array()}));
  EXPECT_EQ(pinged({{"parse", {"everyone"}}}), json({true, json::array()}));
  EXPECT_EQ(pinged({{"parse", json::array()}, {"roles", {"66"}}}), json({false, {"66"}}));
}

TEST_F(DestinationsDone6Discord, RefusesAsDiscordDoes) {
  const auto code = [](const support::RawResponse& answer) {
    return std::pair(answer.status, json::parse(answer.body)["code"].get<int>());
  };
  using Pair = std::pair<int, int>;
  for (const auto* bad : {"revoked", "my_expired_one", "invalid1"})
    EXPECT_EQ(code(post({{"content", "x"}}, std::string("/discord/api/webhooks/1/") + bad)), (Pair{401, 50027})) << bad;
  EXPECT_EQ(code(post(json::object())), (Pair{400, 50006}));
  EXPECT_EQ(code(post({{"content", ""}, {"embeds", json::array()}})), (Pair{400, 50006}));
  EXPECT_EQ(code(send("POST", kHook, "nonsense")), (Pair{400, 50109}));
  EXPECT_EQ(code(send("PUT", kHook, "{}")), (Pair{405, 0}));
  EXPECT_EQ(code(post({{"content", "x"}}, "/discord/api/v10/channels/1/messages")), (Pair{404, 0}));
  EXPECT_EQ(code(post({{"content", "x"}, {"thread_name", "new"}}, std::string(kHook) + "?thread_id=7")), (Pair{400, 220002}));
  EXPECT_EQ(code(post({{"content", "x"}}, "/discord/api/webhooks/abc/token")), (Pair{400, 50035}));
  EXPECT_EQ(code(post({{"content", "x"}}, std::string(kHook) + "?thread_id=general")), (Pair{400, 50035}));
  EXPECT_TRUE(messages().empty()) << "a refusal has no effect";
}

TEST_F(DestinationsDone6Discord, NamesWhatIsTooLongOrMissingWhereItIs) {
  const auto codeAt = [this](const json& message, const std::string& path) {
    const auto errors = faults(message);
    const json::json_pointer at(path + "/_errors/0/code");
    return errors.contains(at) ? errors[at].get<std::string>() : errors.dump();
  };
  const auto embed = [](const json& one) { return json{{"embeds", json::array({one})}}; };
  const std::string longText(7000, 'x');
  EXPECT_EQ(codeAt(embed({{"fields", {{{"name", "n"}, {"value", ""}}}}}), "/embeds/0/fields/0/value"), "BASE_TYPE_REQUIRED");
  EXPECT_EQ(codeAt(embed({{"fields", {{{"value", "v"}}}}}), "/embeds/0/fields/0/name"), "BASE_TYPE_REQUIRED");
  for (const auto& [member, most] : {std::pair{"title", 256}, {"description", 4096}}) {
    EXPECT_EQ(codeAt(embed({{member, std::string(static_cast<std::size_t>(most) + 1, 'x')}}), std::string("/embeds/0/") + member),
              "BASE_TYPE_MAX_LENGTH");
    EXPECT_EQ(post(embed({{member, std::string(static_cast<std::size_t>(most), 'x')}})).status, 200) << member;
  }
  EXPECT_EQ(codeAt({{"content", longText.substr(0, 2001)}}, "/content"), "BASE_TYPE_MAX_LENGTH");
  EXPECT_EQ(codeAt({{"content", "x"}, {"username", std::string(81, 'x')}}, "/username"), "BASE_TYPE_MAX_LENGTH");
  EXPECT_EQ(codeAt({{"content", "x"}, {"username", "Discord helper"}}, "/username"), "USERNAME_INVALID_CONTAINS");
  EXPECT_EQ(codeAt(embed({{"title", "t"}, {"color", "#00ff00"}}), "/embeds/0/color"), "NUMBER_TYPE_MAX");
  EXPECT_EQ(codeAt(embed({{"title", "t"}, {"timestamp", "yesterday"}}), "/embeds/0/timestamp"), "DATE_TIME_TYPE_PARSE");
  EXPECT_EQ(codeAt(embed({{"fields", json(26, {{"name", "n"}, {"value", "v"}})}}), "/embeds/0/fields"), "BASE_TYPE_MAX_LENGTH");
  EXPECT_EQ(codeAt({{"embeds", json(11, {{"title", "t"}})}}, "/embeds"), "BASE_TYPE_MAX_LENGTH");
  const json half{{"description", longText.substr(0, 3001)}};
  EXPECT_EQ(codeAt({{"embeds", {half, half}}}, "/embeds"), "MAX_EMBED_SIZE_EXCEEDED");
}

TEST_F(DestinationsDone6Discord, AMessageIsReadChangedAndTakenAway) {
  const auto id = json::parse(post({{"content", "old"}, {"embeds", {{{"title", "t"}}}}}).body)["id"].get<std::string>();
  const auto target = std::string(kHook) + "/messages/" + id;
  EXPECT_EQ(json::parse(send("GET", target).body)["content"], "old");
  const auto changed = json::parse(send("PATCH", target, json{{"content", "new"}}.dump()).body);
  EXPECT_EQ(changed["content"], "new");
  EXPECT_EQ(changed["embeds"].size(), 1U) << "what is not named stays";
  EXPECT_TRUE(changed["edited_timestamp"].is_string());
  EXPECT_EQ(send("PATCH", target, json{{"content", std::string(2001, 'x')}}.dump()).status, 400);
  EXPECT_EQ(json::parse(send("PATCH", target, R"({"content":"","embeds":[]})").body)["code"], 50006);
  EXPECT_EQ(messages()[0]["message"]["content"], "new");
  EXPECT_EQ(send("PATCH", "/discord/api/v10/webhooks/999/token/messages/" + id, "{}").status, 404) << "of another webhook";
  EXPECT_EQ(send("DELETE", target).status, 204);
  EXPECT_EQ(json::parse(send("GET", target).body)["code"], 10008);
  EXPECT_TRUE(messages().empty());
}

TEST_F(DestinationsDone6Discord, AMessageBringsItsFilesInParts) {
  testing::Caller discord(makeDiscordStandIn(), "");
  const json payload{{"attachments", json::array({{{"id", "0"}, {"filename", "a.txt"}}})}};
  const auto body =
      "--b\r\nContent-Disposition: form-data; name=\"files[0]\"; filename=\"a.txt\"\r\n\r\nx\r\n--b\r\nContent-Disposition: "
      "form-data; name=\"payload_json\"\r\n\r\n" +
      payload.dump() + "\r\n--b--\r\n";
  const auto posted = discord.send("POST", "/api/webhooks/1/token?wait=true", body, {{"Content-Type", "multipart/form-data; boundary=b"}});
  ASSERT_EQ(posted.status, 200) << posted.text;
  EXPECT_EQ(posted.body["attachments"][0]["filename"], "a.txt");
  EXPECT_EQ(discord.send("POST", "/api/webhooks/1/token", "--b--", {{"Content-Type", "multipart/form-data; boundary=b"}}).status, 400);
}

TEST_F(DestinationsDone6Discord, AnIdIsNobodysAgain) {
  testing::Caller discord(makeDiscordStandIn(), "");
  const auto posted = [&discord] { return discord.send("POST", "/api/webhooks/1/token?wait=true", {{"content", "x"}}).body["id"]; };
  const auto first = posted().get<std::string>();
  const auto second = posted();
  EXPECT_EQ(discord.send("DELETE", "/api/webhooks/1/token/messages/" + first).status, 204);
  EXPECT_NE(posted(), second) << "in the same millisecond";
}

TEST_F(DestinationsDone6Discord, AWebhookTellsAboutItself) {
  const auto webhook = json::parse(send("GET", kHook).body);
  EXPECT_EQ(webhook["id"], "123456789012345678");
  EXPECT_EQ(webhook["type"], 1);
  EXPECT_EQ(send("PUT", kHook).status, 405);
}

}  // namespace
}  // namespace hookline::sandbox
