// What a daemon writes to its log when everybody who can reach it means harm.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/encoding.h"
#include "support/daemon.h"
#include "support/http_client_raw.h"
#include "support/temp_folder.h"

namespace hookline {
namespace {

using support::Daemon;
using support::RawClient;
using support::TempFolder;
using ::testing::HasSubstr;
using ::testing::Not;

/// Colours, a line end that forges an entry, a quote, a bell, halves of UTF-8, U+2028 and a NUL.
constexpr char kHostileBytes[] = "a\x1b[31m\r\n{\"level\":\"error\"}\"\\\x07\xc3\x28\xff\xe2\x80\xa8\0z";
const std::string kHostile(kHostileBytes, sizeof(kHostileBytes) - 1);
constexpr char kCanary[] = "canary5secret5";

/// Bytes that an HTTP header takes: no CR, LF and NUL.
std::string headerBytes() {
  std::string text;
  for (const char c : kHostile)
    if (c != '\r' && c != '\n' && c != '\0') text.push_back(c);
  return text;
}

std::uint16_t portOf(const Daemon& daemon) {
  return static_cast<std::uint16_t>(std::stoi(daemon.url().substr(daemon.url().rfind(':') + 1)));
}

std::string receive(const std::string& signature) {
  return "POST /api/webhooks/receive HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Webhook-Signature: " + signature +
         "\r\nContent-Length: " + std::to_string(kHostile.size()) + "\r\n\r\n" + kHostile;
}

void sendHostileRequests(const Daemon& daemon, const std::string& token) {
  const std::string odd = headerBytes();
  const std::string guess = "hl_abc_" + std::string(kCanary) + "_def";
  for (const std::string& bytes : {
           "GET /" + odd + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
           "GET /%00%1b%ff%0a HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token + "\r\n\r\n",
           "GET /api/me HTTP/1.1\r\nHost: " + odd + "\r\n\r\n",
           "GET /api/me HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + guess + "\r\n\r\n",
           "GET /api/me HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: " + odd + "\r\n\r\n",
           "GET /api/me HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-For: " + odd + "\r\n\r\n",
           receive("sha256=" + odd),
           receive("sha256=\xff\xc3\x28"),
           kHostile + "\r\n\r\n",
       }) {
    RawClient client(portOf(daemon));
    client.send(bytes);
    client.finishSending();
    client.readAll();
  }
}

TEST(DaemonDone7Log, EveryLineIsOneJsonObjectWhateverComesInAndNoSecretIsInIt) {
  TempFolder home;
  // The folder's own name is in the log, too.
  const auto folder = home / std::string("da\x1b[31m\n\xff\"ta");
  std::filesystem::create_directory(folder);
  std::ofstream(folder / "receive.secret") << kCanary;
  Daemon daemon({HOOKLINE_DAEMON_BINARY, folder, {"--receive-secret-file", (folder / "receive.secret").string(), "--allow-private"}});
  ASSERT_TRUE(daemon.running());
  const auto token = daemon.adminToken();
  sendHostileRequests(daemon, token);
  const auto name = nlohmann::json::parse("\"a\\u001b[31m\\n\\\"\\u2028\\ud83d\\ude00\"").get<std::string>();
  daemon.ask("POST", "/api/webhooks",
             nlohmann::json{{"name", name},
                            {"url", "http://127.0.0.1:49999/" + std::string(kCanary)},
                            {"events", {"*"}},
                            {"secret", kCanary},
                            {"headers", {{"Authorization", std::string("Bearer ") + kCanary}}}});
  daemon.ask("POST", "/api/events",
             nlohmann::json{{"type", "a.b"}, {"chatbotId", name}, {"conversationId", name}, {"data", {{name, name}}}});
  daemon.program().send(SIGHUP);
  EXPECT_TRUE(daemon.program().waitForErr("SIGHUP"));
  EXPECT_EQ(daemon.stop(), 0);

  std::istringstream lines(daemon.program().err());
  std::vector<std::string> messages;
  for (std::string line; std::getline(lines, line);) {
    const auto read = nlohmann::json::parse(line, nullptr, false);
    ASSERT_TRUE(read.is_object()) << base::printable(line);
    for (const auto* member : {"at", "level", "message"}) EXPECT_TRUE(read.contains(member)) << line;
    for (const unsigned char c : line) EXPECT_GE(c, 0x20) << base::printable(line);
    messages.push_back(read["message"]);
  }
  EXPECT_THAT(messages, ::testing::Contains(HasSubstr("a received webhook was refused")));
  EXPECT_THAT(daemon.program().err(), HasSubstr(R"(da\\x1b[31m)")) << "hostile text is really logged, and escaped";
  EXPECT_THAT(messages, ::testing::Contains("ready"));
  for (const auto& secret : {token, token.substr(token.find('_', 3) + 1), std::string(kCanary)})
    EXPECT_THAT(daemon.program().err(), Not(HasSubstr(secret)));
}

TEST(DaemonDone7Log, AnErrorAtTheStartIsALineOfTheSameKind) {
  TempFolder home;
  std::ofstream(home / "file") << "x";
  const auto ran = support::run(HOOKLINE_DAEMON_BINARY, {"serve", "--listen", "127.0.0.1:0", "--data-dir", (home / "file").string(),
                                                         "--master-key-file", (home / "key").string()});
  EXPECT_EQ(ran.exitCode, 1);
  const auto read = nlohmann::json::parse(ran.err, nullptr, false);
  ASSERT_TRUE(read.is_object()) << ran.err;
  EXPECT_EQ(read["level"], "error");
}

}  // namespace
}  // namespace hookline
