// doctor as a person at a shell and a script see it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "net/http_server.h"
#include "support/daemon.h"
#include "support/temp_folder.h"
#include "support/test_certificates.h"

namespace hookline {
namespace {

using support::Daemon;
using support::Ran;
using support::TempFolder;
using ::testing::HasSubstr;
using Words = std::vector<std::string>;
using nlohmann::json;

class DaemonDone7Doctor : public ::testing::Test {
 protected:
  Ran run(const Words& further = {}) const {
    Words words = {
        "doctor", "--listen", "127.0.0.1:0", "--data-dir", (home_ / "data").string(), "--master-key-file", (home_ / "master.key").string()};
    words.insert(words.end(), further.begin(), further.end());
    return support::run(HOOKLINE_DAEMON_BINARY, words);
  }
  /// Findings by name; the exit code has to agree with them. Where the tests' own folder lies is not what is looked at.
  std::map<std::string, json> findings(const Words& further = {}) const {
    auto words = further;
    words.emplace_back("--json");
    const auto ran = run(words);
    const auto read = json::parse(ran.out, nullptr, false);
    EXPECT_TRUE(read.is_object()) << ran.out << ran.err;
    std::map<std::string, json> found;
    bool problem = false;
    for (const auto& one : read.value("findings", json::array())) {
      EXPECT_FALSE(one["text"].get<std::string>().empty());
      problem = problem || one["grade"] == "problem";
      // The worst of a name counts.
      if (!found.contains(one["name"]) || one["grade"] == "problem") found[one["name"]] = one;
    }
    EXPECT_EQ(read.value("ok", true), !problem);
    EXPECT_EQ(ran.exitCode, problem ? 1 : 0) << ran.out;
    found.erase("durability");
    return found;
  }
  static void expectNoProblem(const std::map<std::string, json>& found) {
    for (const auto& [name, one] : found) EXPECT_NE(one["grade"], "problem") << name << ": " << one.dump();
  }
  static void expectProblem(const std::map<std::string, json>& found, const std::string& name, const std::string& text) {
    ASSERT_TRUE(found.contains(name)) << json(found).dump();
    EXPECT_EQ(found.at(name)["grade"], "problem");
    EXPECT_THAT(found.at(name).dump(), HasSubstr(text));
  }
  /// A folder that a daemon ran on, with one event.
  void fill() const {
    Daemon daemon({HOOKLINE_DAEMON_BINARY, home_.path(), {}});
    ASSERT_TRUE(daemon.running());
    daemon.ask("POST", "/api/events", json{{"type", "a.b"}, {"chatbotId", "bot"}, {"data", json::object()}});
    ASSERT_EQ(daemon.stop(), 0);
  }
  std::filesystem::path database() const { return home_ / "data" / "hookline.db"; }

  TempFolder home_;
};

TEST_F(DaemonDone7Doctor, AHealthyFolderIsSaidToBeSo) {
  fill();
  const auto found = findings();
  expectNoProblem(found);
  for (const auto* name : {"versions", "owner", "permissions", "disk", "store", "clock", "listen"})
    EXPECT_TRUE(found.contains(name)) << name;
  EXPECT_THAT(found.at("versions")["text"], HasSubstr("Hookline 0.1.0, store version "));
  EXPECT_THAT(found.at("versions")["text"], HasSubstr("OpenSSL/"));
  EXPECT_THAT(found.at("store")["text"], HasSubstr("1 events"));
  const auto text = run();
  EXPECT_THAT(text.out, HasSubstr("ok       store: All of it was read and is sound"));
  EXPECT_EQ(text.err, "");
}

TEST_F(DaemonDone7Doctor, ALivingDaemonIsAskedItself) {
  Daemon daemon({HOOKLINE_DAEMON_BINARY, home_.path(), {}});
  ASSERT_TRUE(daemon.running());
  daemon.ask("POST", "/api/pause", json::object());
  const auto found = findings();
  expectNoProblem(found);
  EXPECT_THAT(found.at("owner")["text"], HasSubstr("answers at " + daemon.url()));
  EXPECT_THAT(found.at("store")["text"], HasSubstr("takes events"));
  EXPECT_EQ(found.at("paused")["grade"], "warning");
}

TEST_F(DaemonDone7Doctor, BeforeTheFirstStartNothingIsMade) {
  const auto found = findings();
  expectNoProblem(found);
  EXPECT_EQ(found.at("owner")["grade"], "warning");
  EXPECT_FALSE(std::filesystem::exists(home_ / "data"));
  EXPECT_FALSE(std::filesystem::exists(home_ / "master.key"));
}

TEST_F(DaemonDone7Doctor, WhatOthersMayReadIsNamedWithTheRemedy) {
  fill();
  using std::filesystem::perms;
  for (const auto& file : {home_ / "master.key", database(), home_ / "data" / "admin.token"}) {
    std::filesystem::permissions(file, perms::group_read, std::filesystem::perm_options::add);
    expectProblem(findings(), "permissions", "chmod 600 " + file.string());
    std::filesystem::permissions(file, perms::group_read, std::filesystem::perm_options::remove);
  }
  std::filesystem::permissions(home_ / "data", perms::others_exec, std::filesystem::perm_options::add);
  expectProblem(findings(), "permissions", "chmod 700 ");
}

TEST_F(DaemonDone7Doctor, ADamagedStoreAndAMissingKeyAreProblems) {
  fill();
  std::filesystem::rename(home_ / "master.key", home_ / "elsewhere.key");
  expectProblem(findings(), "key", "--master-key-file");
  std::filesystem::rename(home_ / "elsewhere.key", home_ / "master.key");
  const auto size = static_cast<std::streamoff>(std::filesystem::file_size(database()));
  {
    std::fstream file(database(), std::ios::binary | std::ios::in | std::ios::out);
    for (std::streamoff at = 8192; at + 4096 < size; at += 4096) file.seekp(at) << std::string(64, '\x5a');
  }
  expectProblem(findings(), "store", "hooklined restore FILE");
}

TEST_F(DaemonDone7Doctor, AClockBehindTheStoreIsAProblem) {
  fill();
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(database().string().c_str(), &db), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(db, "UPDATE event SET accepted_ms = accepted_ms + 86400000", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(db);
  expectProblem(findings(), "clock", "before the newest stored event");
}

TEST_F(DaemonDone7Doctor, CertificatesThatDoNotFitOrRunOutAreTold) {
  const testing::TestAuthority authority("Somebody");
  const auto write = [&](const char* name, const std::string& text) { std::ofstream(home_ / name) << text; };
  const Words files = {"--tls-cert", (home_ / "cert.pem").string(), "--tls-key", (home_ / "key.pem").string()};
  const auto good = authority.issue({.validToSeconds = 100L * 24 * 3600 + 3600});
  write("cert.pem", good.certPem);
  write("key.pem", good.keyPem);
  std::filesystem::permissions(home_ / "key.pem", std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  auto found = findings(files);
  EXPECT_EQ(found.at("tls")["grade"], "ok");
  EXPECT_THAT(found.at("tls")["text"], HasSubstr("100 more days"));
  const auto soon = authority.issue({.validToSeconds = 3L * 24 * 3600});
  write("cert.pem", soon.certPem);
  expectProblem(findings(files), "tls", "does not belong to the certificate");
  write("key.pem", soon.keyPem);
  EXPECT_EQ(findings(files).at("tls")["grade"], "warning");
  const auto gone = authority.issue({.validFromSeconds = -7200, .validToSeconds = -3600});
  write("cert.pem", gone.certPem);
  write("key.pem", gone.keyPem);
  expectProblem(findings(files), "tls", "ran out");
  std::filesystem::remove(home_ / "cert.pem");
  expectProblem(findings(files), "tls", "cert.pem");
}

TEST_F(DaemonDone7Doctor, AnAddressThatIsTakenIsAProblem) {
  const auto other = net::HttpServer::start({}, [](net::ServerRequest, base::Completion<net::ServerResponse>) {}, {});
  ASSERT_TRUE(other);
  const auto port = std::to_string((*other)->port());
  const auto ran = support::run(HOOKLINE_DAEMON_BINARY, {"doctor", "--listen", "127.0.0.1:" + port, "--data-dir", (home_ / "data").string(),
                                                         "--master-key-file", (home_ / "master.key").string()});
  EXPECT_EQ(ran.exitCode, 1);
  EXPECT_THAT(ran.out, HasSubstr("problem  listen: Port " + port + " on 127.0.0.1 is taken by another program."));
}

TEST_F(DaemonDone7Doctor, WrongOptionsAreWrongUsage) {
  const auto ran = run({"--tls-cert", "x"});
  EXPECT_EQ(ran.exitCode, 2);
  EXPECT_EQ(ran.out, "");
}

}  // namespace
}  // namespace hookline
