// "Engine", point 6: the webhooks of one daemon as a file, and into another one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "support/core_rig.h"
#include "support/daemon.h"

namespace hookline {
namespace {

using nlohmann::json;
using support::Daemon;
using ::testing::HasSubstr;
using ::testing::Not;

class EngineDone6Transfer : public ::testing::Test {
 protected:
  void SetUp() override {
    for (auto* one : {&from_, &to_}) {
      *one = std::make_unique<Daemon>(
          Daemon::Options{HOOKLINE_DAEMON_BINARY, one == &from_ ? fromFolder_.path() : toFolder_.path(), {"--allow-private"}});
      ASSERT_TRUE((*one)->running());
    }
    std::ofstream(fromFolder_ / "passphrase") << "correct horse battery staple\n";
    make("Sales", {{"headers", {{"Authorization", "Bearer secret-of-sales"}, {"X-Team", "sales"}}}, {"timeoutMs", 4000}});
    make("Chat", {{"url", "https://hooks.slack.com/services/T0/B0/secret-address"}, {"enabled", false}});
    make("Support", {{"retryPolicy", {{"maxRetries", 3}, {"backoffMs", 200}}}, {"rateLimit", {{"perSecond", 2.5}, {"burst", 3}}}});
  }
  void make(const std::string& name, json fields) {
    json body{{"name", name}, {"url", "http://127.0.0.1:8080/" + name}, {"events", {"lead.*"}}, {"secret", "secret-of-webhook-" + name}};
    body.update(fields);
    from_->ask("POST", "/api/webhooks", body);
  }
  static support::Ran run(std::vector<std::string> words, Daemon& daemon) {
    for (const auto& word : daemon.folderOptions()) words.push_back(word);
    return support::run(HOOKLINE_DAEMON_BINARY, words);
  }
  std::string file(const std::string& name) { return (fromFolder_ / name).string(); }
  static std::string contents(const std::string& name) {
    std::ifstream in(name, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
  }
  support::Ran exportSealed() { return run({"export", file("sealed"), "--with-secrets", "--passphrase-file", file("passphrase")}, *from_); }
  support::Ran importSealed(const std::vector<std::string>& more = {}) {
    std::vector<std::string> words = {"import", file("sealed"), "--passphrase-file", file("passphrase")};
    words.insert(words.end(), more.begin(), more.end());
    return run(words, *to_);
  }
  /// By name, without what differs between two daemons.
  static json webhooks(Daemon& daemon) {
    json all = json::object();
    const auto list = daemon.ask("GET", "/api/webhooks");
    for (auto webhook : list) {
      const auto id = webhook.at("id").get<std::string>();
      for (const auto* name : {"id", "createdAt", "updatedAt", "secretCreatedAt"}) webhook.erase(name);
      webhook["secrets"] = daemon.ask("GET", "/api/webhooks/" + id + "/secret");
      all[webhook.at("name").get<std::string>()] = webhook;
    }
    return all;
  }
  static void writeFile(const std::string& name, const json& document) { std::ofstream(name) << document.dump(2); }

  support::TempFolder fromFolder_;
  support::TempFolder toFolder_;
  std::unique_ptr<Daemon> from_;
  std::unique_ptr<Daemon> to_;
};

TEST_F(EngineDone6Transfer, WithSecretsEverythingArrivesAndTheFileShowsNothing) {
  const auto exported = exportSealed();
  ASSERT_EQ(exported.exitCode, 0) << exported.err;
  EXPECT_THAT(exported.err, HasSubstr("3 webhooks with secrets"));
  const auto text = contents(file("sealed"));
  EXPECT_THAT(text, Not(HasSubstr("Sales")));
  EXPECT_EQ(std::filesystem::status(file("sealed")).permissions(), std::filesystem::perms(0600));
  const auto dry = importSealed({"--dry-run"});
  EXPECT_EQ(dry.exitCode, 0) << dry.err;
  EXPECT_EQ(dry.out, "+ Sales\n+ Chat\n+ Support\n");
  EXPECT_TRUE(webhooks(*to_).empty());
  const auto imported = importSealed();
  EXPECT_EQ(imported.exitCode, 0) << imported.err;
  EXPECT_EQ(webhooks(*to_), webhooks(*from_));
  EXPECT_EQ(importSealed().out, "= Sales\n= Chat\n= Support\n") << "a second time nothing changes";
  for (const auto& said : {exported.err + exported.out, imported.err + imported.out, dry.err, to_->program().err(), from_->program().err()})
    EXPECT_THAT(said, Not(HasSubstr("secret-of"))) << "no secret is told";
}

TEST_F(EngineDone6Transfer, WithoutSecretsTheFileHoldsNoneAndChangesAreTakenOverByName) {
  ASSERT_EQ(exportSealed().exitCode, 0);
  ASSERT_EQ(importSealed().exitCode, 0);
  const auto exported = run({"export", file("plain.json")}, *from_);
  ASSERT_EQ(exported.exitCode, 0) << exported.err;
  const auto text = contents(file("plain.json"));
  EXPECT_THAT(text, Not(HasSubstr("secret-of")));
  EXPECT_THAT(text, Not(HasSubstr("secret-address")));
  auto document = json::parse(text);
  EXPECT_EQ(document.at("hooklineExport"), 1);
  for (auto& webhook : document["webhooks"]) {
    if (webhook["name"] == "Sales") webhook["timeoutMs"] = 7000;
    if (webhook["name"] == "Sales") webhook["headers"].erase("X-Team");
  }
  writeFile(file("plain.json"), document);
  const auto imported = run({"import", file("plain.json")}, *to_);
  EXPECT_EQ(imported.exitCode, 0) << imported.err;
  EXPECT_EQ(imported.out, "~ Sales: headers, timeoutMs\n= Chat\n= Support\n");
  auto expected = webhooks(*from_);
  expected["Sales"]["timeoutMs"] = 7000;
  expected["Sales"]["headers"].erase("X-Team");
  EXPECT_EQ(webhooks(*to_), expected) << "masked headers and addresses, and secrets, stay as they are";
}

TEST_F(EngineDone6Transfer, AFolderWithoutAnOwnerIsOpenedAndABareArrayIsTaken) {
  EXPECT_EQ(to_->stop(), 0);
  writeFile(file("array.json"), json::array({{{"id", "wh_1"},
                                              {"url", "https://example.com/a"},
                                              {"secret", "secret-of-a-guide"},
                                              {"events", {"*"}},
                                              {"createdAt", "2026-01-01T00:00:00Z"}}}));
  const auto imported = run({"import", file("array.json")}, *to_);
  EXPECT_EQ(imported.exitCode, 0) << imported.err;
  EXPECT_EQ(imported.out, "+ example.com\n");
  const auto exported = run({"export", file("again.json")}, *to_);
  EXPECT_EQ(exported.exitCode, 0) << exported.err;
  EXPECT_EQ(json::parse(contents(file("again.json"))).at("webhooks").size(), 1U);
}

using DaemonDone7Import = EngineDone6Transfer;

TEST_F(DaemonDone7Import, TheGuidesWebhookConfigsAreTakenAsTheyAre) {
  // The shape of its WebhookConfig: ids of its own, a secret, two numbers of a retry policy.
  writeFile(file("configs.json"), json::array({{{"id", "6f9619ff-8b86-d011-b42d-00c04fc964ff"},
                                                {"name", "CRM"},
                                                {"url", "https://crm.example.com/hooks"},
                                                {"secret", "secret-of-the-guide"},
                                                {"events", {"lead.captured", "handoff.requested"}},
                                                {"enabled", true},
                                                {"retryPolicy", {{"maxRetries", 5}, {"backoffMs", 1000}}},
                                                {"headers", {{"X-Tenant", "acme"}}}},
                                               {{"id", "2"},
                                                {"name", "Archive"},
                                                {"url", "https://archive.example.com/"},
                                                {"secret", "another-secret"},
                                                {"events", {"conversation.ended"}},
                                                {"enabled", false},
                                                {"retryPolicy", {{"maxRetries", 0}, {"backoffMs", 1}}}}}));
  const auto planned = run({"import", file("configs.json"), "--dry-run"}, *to_);
  EXPECT_EQ(planned.exitCode, 0) << planned.err;
  EXPECT_THAT(planned.out, HasSubstr("+ CRM\n"));
  EXPECT_TRUE(webhooks(*to_).empty()) << "a dry run changes nothing";
  const auto imported = run({"import", file("configs.json")}, *to_);
  EXPECT_EQ(imported.exitCode, 0) << imported.err;
  const auto present = webhooks(*to_);
  ASSERT_EQ(present.size(), 2U);
  const auto& crm = present["CRM"];
  EXPECT_EQ(crm["chatbotId"], "*") << "the guide keeps the chatbot beside the list, not in it";
  EXPECT_EQ(crm["secrets"]["secret"], "secret-of-the-guide");
  EXPECT_EQ(crm["retryPolicy"]["maxRetries"], 5);
  EXPECT_EQ(crm["retryPolicy"]["backoffMs"], 1000);
  EXPECT_EQ(crm["headers"]["X-Tenant"], "acme");
  EXPECT_EQ(present["Archive"]["enabled"], false);
  EXPECT_EQ(present["Archive"]["retryPolicy"]["maxRetries"], 0);
  const auto again = run({"import", file("configs.json"), "--dry-run"}, *to_);
  EXPECT_THAT(again.out, Not(HasSubstr("+ "))) << again.out;
  EXPECT_THAT(again.out, Not(HasSubstr("~ "))) << again.out;
}

class EngineBadInputTransfer : public EngineDone6Transfer {};

TEST_F(EngineBadInputTransfer, AFileWithOneWrongFieldChangesNothingAndEveryFaultIsNamed) {
  writeFile(file("bad.json"), json::array({{{"name", "Good"}, {"url", "https://example.com/a"}, {"events", {"*"}}},
                                           {{"name", "Bad"}, {"url", "https://example.com/b"}, {"events", {"*"}}, {"timeoutMs", -1}},
                                           {{"name", "Good"}, {"url", "https://example.com/c"}, {"events", {"*"}}},
                                           7}));
  const auto imported = run({"import", file("bad.json")}, *to_);
  EXPECT_EQ(imported.exitCode, 1);
  for (const auto* place : {"/webhooks/1/timeoutMs", "/webhooks/2/name", "/webhooks/3"}) EXPECT_THAT(imported.err, HasSubstr(place));
  EXPECT_TRUE(webhooks(*to_).empty());
}

TEST_F(EngineBadInputTransfer, WhatTheDaemonAloneRefusesIsTakenBackWhole) {
  writeFile(file("first.json"),
            json::array({{{"name", "There"}, {"url", "https://example.com/a"}, {"events", {"*"}}, {"headers", {{"X-A", "1"}}}}}));
  ASSERT_EQ(run({"import", file("first.json")}, *to_).exitCode, 0);
  const auto before = webhooks(*to_);
  // A new one, a change that works, and a change that the address guard refuses.
  writeFile(file("second.json"),
            json::array({{{"name", "New"}, {"url", "https://example.com/n"}, {"events", {"*"}}},
                         {{"name", "There"}, {"url", "https://example.com:25/"}, {"headers", {{"X-B", "2"}}}, {"events", {"*"}}}}));
  const auto imported = run({"import", file("second.json")}, *to_);
  EXPECT_EQ(imported.exitCode, 1);
  EXPECT_THAT(imported.err, HasSubstr("Nothing was changed"));
  EXPECT_EQ(webhooks(*to_), before);
}

TEST_F(EngineBadInputTransfer, DaemonDone7_AChangeThatWorkedIsTakenBackWhenALaterOneIsRefused) {
  const auto entry = [](const char* name, const char* url, const char* header) {
    return json{{"name", name}, {"url", url}, {"events", {"*"}}, {"headers", {{header, "1"}}}};
  };
  writeFile(file("first.json"), json::array({entry("A", "https://example.com/a", "X-A"), entry("B", "https://example.com/b", "X-A")}));
  ASSERT_EQ(run({"import", file("first.json")}, *to_).exitCode, 0);
  const auto before = webhooks(*to_);
  // The address guard refuses the second.
  writeFile(file("second.json"), json::array({entry("A", "https://example.com/new", "X-B"), entry("B", "https://example.com:25/", "X-B")}));
  const auto imported = run({"import", file("second.json")}, *to_);
  EXPECT_EQ(imported.exitCode, 1);
  EXPECT_THAT(imported.err, HasSubstr("Nothing was changed"));
  EXPECT_EQ(webhooks(*to_), before);
}

TEST_F(EngineBadInputTransfer, WrongPassphrasesDamagedFilesAndNewerVersionsAreRefused) {
  ASSERT_EQ(exportSealed().exitCode, 0);
  EXPECT_THAT(run({"import", file("sealed")}, *to_).err, HasSubstr("--passphrase-file"));
  std::ofstream(fromFolder_ / "wrong") << "correct horse battery stable\n";
  const auto wrong = run({"import", file("sealed"), "--passphrase-file", file("wrong")}, *to_);
  EXPECT_EQ(wrong.exitCode, 1);
  EXPECT_THAT(wrong.err, HasSubstr("does not open"));
  EXPECT_THAT(wrong.err, Not(HasSubstr("horse")));
  const auto whole = contents(file("sealed"));
  std::ofstream(file("sealed")) << whole.substr(0, whole.size() - 5);
  EXPECT_THAT(importSealed().err, HasSubstr("damaged"));
  writeFile(file("newer.json"), {{"hooklineExport", 2}, {"webhooks", json::array()}});
  EXPECT_THAT(run({"import", file("newer.json")}, *to_).err, HasSubstr("newer Hookline"));
  for (const std::string text : {"", "{", "7", "{}", "{\"hooklineExport\": \"1\", \"webhooks\": []}", "{\"hooklineExport\": 1}"}) {
    std::ofstream(file("odd.json")) << text;
    EXPECT_EQ(run({"import", file("odd.json")}, *to_).exitCode, 1) << text;
  }
  EXPECT_EQ(run({"import", file("missing.json")}, *to_).exitCode, 1);
  EXPECT_EQ(run({"export", file("x"), "--with-secrets"}, *from_).exitCode, 2);
  EXPECT_EQ(run({"export", file("x"), "--passphrase-file", file("passphrase")}, *from_).exitCode, 2);
  EXPECT_FALSE(std::filesystem::exists(file("x")));
  EXPECT_TRUE(webhooks(*to_).empty());
}

}  // namespace
}  // namespace hookline
