// The Telegram stand-in where the Bot API's own clients are particular: how parameters come, and the shapes of what is read.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/sandbox/stand_in_rig.h"
#include "sandbox/services.h"

namespace hookline::sandbox {
namespace {

using testing::Caller;
using testing::json;

class DestinationsDone6Telegram : public ::testing::Test {
 protected:
  static constexpr const char* kForm = "application/x-www-form-urlencoded";
  static constexpr const char* kParts = "multipart/form-data; boundary=\"--x y\"";

  testing::Answer post(const std::string& method, const std::string& body, const std::string& type) {
    return telegram_.send("POST", "/bot123:token/" + method, body, {{"Content-Type", type}});
  }
  testing::Answer get(const std::string& method) { return telegram_.send("GET", "/bot123:token/" + method); }
  static std::string part(const std::string& name, const std::string& value) {
    return "----x y\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
  }

  Caller telegram_{makeTelegramStandIn(), ""};
};

TEST_F(DestinationsDone6Telegram, ParametersComeAsJsonAsAFormInPartsOrInTheQuery) {
  const std::string text = "a & b = <c> \U0001F600\r\nsecond";
  EXPECT_EQ(post("sendMessage", json{{"chat_id", -1001}, {"text", text}}.dump(), "application/json").body["result"]["text"], text);
  EXPECT_EQ(post("sendMessage", "chat_id=-1001&text=a+%26+b+%3D+%3Cc%3E+%F0%9F%98%80%0D%0Asecond", kForm).body["result"]["text"], text);
  EXPECT_EQ(post("sendMessage", part("chat_id", "-1001") + part("text", text) + "----x y--\r\n", kParts).body["result"]["text"], text);
  EXPECT_EQ(get("sendMessage?chat_id=-1001&text=a%20%26%20b%20%3D%20%3Cc%3E%20%F0%9F%98%80%0D%0Asecond").body["result"]["text"], text);
  EXPECT_EQ(get("SENDMESSAGE?chat_id=-1001&text=%3Cb%3Ebold%3C/b%3E&parse_mode=Html").body["result"]["text"], "bold");
  const auto messages = telegram_.records()["messages"];
  ASSERT_EQ(messages.size(), 5U);
  for (const auto& message : messages) EXPECT_EQ(message["chat"]["id"], -1001);
  const std::string preview = R"({"is_disabled":true})";
  post("sendMessage", part("chat_id", "1") + part("text", "x") + part("link_preview_options", preview) + "----x y--", kParts);
  EXPECT_EQ(telegram_.records()["messages"][5]["message"]["link_preview_options"], json::parse(preview));
}

TEST_F(DestinationsDone6Telegram, EveryMethodTakesThemInEveryWay) {
  for (const auto& answer :
       {get("getChat?chat_id=-1001"), post("getChat", "chat_id=-1001", kForm),
        post("getChat", part("chat_id", "-1001") + "----x y--", kParts), post("getChat", R"({"chat_id":"-1001"})", "application/json"),
        post("getChat?chat_id=-1001", R"({"chat_id":7})", "application/json")}) {
    EXPECT_EQ(answer.status, 200) << answer.text;
    EXPECT_EQ(answer.body["result"]["id"], -1001);
  }
  EXPECT_EQ(get("getMe").body["result"]["id"], 123);
  EXPECT_EQ(post("getMe", "", kForm).body["result"]["is_bot"], true);
}

TEST_F(DestinationsDone6Telegram, ABodyThatIsNoneOfTheseIsNoParameter) {
  for (const auto& [body, type] : std::vector<std::pair<std::string, std::string>>{{"[1]", "application/json"},
                                                                                   {"7", "application/json"},
                                                                                   {"----x y\r\nno head", kParts},
                                                                                   {part("", "1"), kParts},
                                                                                   {"", kParts},
                                                                                   {"%%%&&=&=1", kForm},
                                                                                   {"chat_id", kForm},
                                                                                   {"--", "multipart/form-data"}}) {
    const auto answer = post("getChat", body, type);
    EXPECT_EQ(answer.status, 400) << body;
    EXPECT_EQ(answer.body["description"], "Bad Request: chat_id is empty") << body;
  }
}

TEST_F(DestinationsDone6Telegram, ABotAndAChatHaveTheFieldsThatTheBotApiPromises) {
  const auto me = get("getMe").body["result"];
  for (const auto* name : {"id", "is_bot", "first_name", "username", "can_join_groups", "can_read_all_group_messages"})
    EXPECT_TRUE(me.contains(name)) << name;
  for (const auto& [id, type, title] : {std::tuple{"-1001234567890", "supergroup", "title"},
                                        {"-4242", "group", "title"},
                                        {"42", "private", "first_name"},
                                        {"-1000000000002", "channel", "title"}}) {
    const auto chat = get(std::string("getChat?chat_id=") + id).body["result"];
    EXPECT_EQ(chat["type"], type) << id;
    for (const auto* name : {title, "id", "accent_color_id", "max_reaction_count", "accepted_gift_types"})
      EXPECT_TRUE(chat.contains(name)) << name;
    EXPECT_EQ(chat.contains("permissions"), chat["type"] == "group" || chat["type"] == "supergroup") << id;
  }
  const auto missing = get("getChat?chat_id=shop");
  EXPECT_EQ(missing.status, 400);
  EXPECT_EQ(missing.body, (json{{"ok", false}, {"error_code", 400}, {"description", "Bad Request: chat not found"}}));
  const auto refused = telegram_.send("GET", "/bot123:revoked/getChat?chat_id=1");
  EXPECT_EQ(refused.status, 401);
  EXPECT_EQ(refused.body["description"], "Unauthorized");
}

TEST_F(DestinationsDone6Telegram, UpdatesAreToldUntilAnOffsetForgetsThem) {
  const auto ids = [this](const std::string& query) {
    std::vector<std::int64_t> out;
    const auto answer = get("getUpdates" + query);
    for (const auto& update : answer.body["result"]) out.push_back(update["update_id"]);
    return out;
  };
  const auto all = ids("");
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(ids("?limit=1"), std::vector{all[0]});
  EXPECT_EQ(ids(""), all) << "reading alone forgets nothing";
  EXPECT_EQ(ids("?offset=-1"), std::vector{all[2]});
  EXPECT_EQ(ids(""), std::vector{all[2]});
  EXPECT_TRUE(ids("?offset=" + std::to_string(all[2] + 1)).empty());
  telegram_.service().forget();
  EXPECT_EQ(ids("?offset=-9000000000000000000"), all);
  const auto updates = get("getUpdates").body["result"];
  EXPECT_EQ(updates[0]["my_chat_member"]["new_chat_member"]["status"], "member");
  EXPECT_EQ(updates[1]["channel_post"]["chat"]["type"], "channel");
  EXPECT_EQ(updates[2]["message"]["from"]["is_bot"], false);
}

TEST_F(DestinationsDone6Telegram, AMessageIsEditedAndDeleted) {
  get("sendMessage?chat_id=-1001&text=old");
  telegram_.now += std::chrono::seconds{5};
  const auto edited = get("editMessageText?chat_id=-1001&message_id=1&text=%3Cb%3Enew%3C%2Fb%3E&parse_mode=HTML");
  ASSERT_EQ(edited.status, 200) << edited.text;
  EXPECT_EQ(edited.body["result"]["text"], "new");
  EXPECT_EQ(edited.body["result"]["edit_date"].get<int>() - edited.body["result"]["date"].get<int>(), 5);
  EXPECT_EQ(telegram_.records()["messages"][0]["text"], "new");
  const auto fault = [this](const std::string& method) {
    const auto answer = get(method);
    EXPECT_EQ(answer.status, 400) << answer.text;
    return answer.body.value("description", std::string());
  };
  EXPECT_NE(fault("editMessageText?chat_id=-1001&message_id=1&text=new").find("message is not modified"), std::string::npos);
  EXPECT_EQ(fault("editMessageText?chat_id=-1001&message_id=1&text="), "Bad Request: message text is empty");
  EXPECT_EQ(fault("editMessageText?chat_id=-1001&message_id=2&text=x"), "Bad Request: message to edit not found");
  EXPECT_EQ(fault("editMessageText?chat_id=-1002&message_id=1&text=x"), "Bad Request: message to edit not found") << "of another chat";
  EXPECT_EQ(get("deleteMessage?chat_id=-1001&message_id=1").body["result"], true);
  EXPECT_EQ(fault("deleteMessage?chat_id=-1001&message_id=1"), "Bad Request: message to delete not found");
  EXPECT_EQ(get("sendMessage?chat_id=-1001&text=next").body["result"]["message_id"], 2) << "an id is nobody's again";
}

TEST_F(DestinationsDone6Telegram, ABotThatPollsFindsNoWebhook) {
  EXPECT_EQ(get("deleteWebhook").body["result"], true);
  EXPECT_EQ(get("getWebhookInfo").body["result"]["url"], "");
  EXPECT_EQ(get("sendChatAction?chat_id=-1001&action=typing").body["result"], true);
}

}  // namespace
}  // namespace hookline::sandbox
