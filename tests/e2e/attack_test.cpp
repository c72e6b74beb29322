// The real daemon before callers who mean it harm, or just do it (delivery.md §5): what each of them is answered, what becomes of its
// connection, that none costs memory, and that nothing that was accepted is lost.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "support/daemon.h"
#include "support/http_client_raw.h"
#include "support/sanitizers.h"
#include "support/temp_folder.h"

namespace hookline {
namespace {

using nlohmann::json;
using support::RawClient;

constexpr const char* kTokenMark = "TOKEN";
enum class After { kClosed, kOpen };

struct Attack {
  std::string name;
  std::string bytes;  ///< TOKEN stands for the admin's
  int status = 0;
  std::string says;  ///< a part of the error
  After after = After::kOpen;
};

std::string post(const std::string& path, const std::string& body, const std::string& more = {}) {
  return "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer TOKEN\r\nContent-Type: application/json\r\n" + more +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string get(const std::string& path, const std::string& more = {}, const std::string& host = "127.0.0.1") {
  return "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: Bearer TOKEN\r\n" + more + "\r\n";
}

std::string event(const std::string& data, const std::string& more = {}) {
  return R"({"type":"custom.thing","chatbotId":"bot_1",)" + more + R"("data":)" + data + "}";
}

std::string nested(int levels) {
  return std::string(static_cast<std::size_t>(levels), '[') + std::string(static_cast<std::size_t>(levels), ']');
}

/// What the server itself refuses: the connection is closed, since nobody knows where the next request would begin.
std::vector<Attack> brokenRequests() {
  const std::string head = "POST /api/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer TOKEN\r\n";
  std::string many = head;
  for (int i = 0; i < 100; ++i) many += "X-" + std::to_string(i) + ": y\r\n";
  return {{"TwoLengths", head + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} ", 400, "", After::kClosed},
          {"LengthAndChunked", head + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, "", After::kClosed},
          {"ChunkedTwice", head + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n", 400, "", After::kClosed},
          {"ObsFold", head + "X-A: a\r\n b\r\nContent-Length: 0\r\n\r\n", 400, "", After::kClosed},
          {"BareLf", "GET /api/me HTTP/1.1\nHost: 127.0.0.1\n\n", 400, "", After::kClosed},
          {"SpaceBeforeColon", head + "Content-Length : 2\r\n\r\n{}", 400, "", After::kClosed},
          {"NulInAHeader", head + "X-A: a" + std::string(1, '\0') + "b\r\nContent-Length: 0\r\n\r\n", 400, "", After::kClosed},
          {"TwoHosts", "GET /api/me HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n", 400, "", After::kClosed},
          {"NegativeLength", head + "Content-Length: -1\r\n\r\n", 400, "", After::kClosed},
          {"HugeLength", head + "Content-Length: 99999999999999999999\r\n\r\n", 413, "", After::kClosed},
          {"NotHttp", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400, "", After::kClosed},
          {"LongRequestLine", "GET /" + std::string(8 * 1024, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", 414, "", After::kClosed},
          {"LargeHeaders", head + "X-A: " + std::string(66 * 1024, 'a') + "\r\n\r\n", 431, "", After::kClosed},
          {"ManyHeaders", many + "\r\n", 431, "", After::kClosed},
          {"LargeBody", head + "Content-Length: 1048577\r\nExpect: 100-continue\r\n\r\n", 413, "", After::kClosed},
          {"LargeBatch",
           "POST /api/events/batch HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer TOKEN\r\nContent-Length: 16777217\r\n"
           "Expect: 100-continue\r\n\r\n",
           413, "", After::kClosed},
          {"OtherVersion", "GET / HTTP/3.0\r\nHost: 127.0.0.1\r\n\r\n", 505, "", After::kClosed}};
}

/// What is refused by its meaning; the connection goes on.
std::vector<Attack> hostileCalls() {
  const std::string duplicate = R"({"type":"a.b","type":"lead.captured","chatbotId":"bot_1","data":{}})";
  std::vector<Attack> all = {
      {"ForeignHost", get("/api/me", "", "evil.example"), 403, "evil.example"},
      {"HostThatBeginsLikeLoopback", get("/api/me", "", "127.0.0.1.evil.example"), 403, "evil.example"},
      {"ForeignOrigin", get("/api/me", "Origin: https://evil.example\r\n"), 403, "other sites"},
      {"NullOrigin", get("/api/me", "Origin: null\r\n"), 403, "other sites"},
      {"CrossSite", get("/api/me", "Sec-Fetch-Site: cross-site\r\n"), 403, "other sites"},
      {"SameSiteOtherHost", get("/api/me", "Sec-Fetch-Site: same-site\r\n"), 403, "other sites"},
      {"NoToken", "GET /api/me HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 401, "token"},
      {"TokenInTheQuery", "GET /api/me?token=TOKEN HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 401, "token"},
      {"BasicPassword", "GET /api/me HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Basic YTpi\r\n\r\n", 401, ""},
      {"MistypedToken", "GET /api/me HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer TOKENx\r\n\r\n", 401, ""},
      {"Preflight", "OPTIONS /api/events HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://127.0.0.1\r\n\r\n", 401, ""},
      {"Trace", "TRACE /api/me HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer TOKEN\r\n\r\n", 405, "TRACE"},
      {"UnknownPath", get("/api/../etc/passwd"), 404, ""},
      {"EncodedDots", get("/api/%2e%2e/etc/passwd"), 404, ""},
      {"EncodedNul", get("/api/webhooks/%00"), 400, ""},
      {"HalfEscape", get("/api/webhooks/%2"), 400, ""},
      {"FormBody",
       "POST /api/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer TOKEN\r\nContent-Type: text/plain\r\n"
       "Content-Length: 2\r\n\r\n{}",
       415, "application/json"},
      {"NoJson", post("/api/events", "{nope"), 400, ""},
      {"TwoJsons", post("/api/events", "{}{}"), 400, ""},
      {"NoObject", post("/api/events", "[]"), 422, ""},
      {"DuplicateKeys", post("/api/events", duplicate), 422, "type"},
      {"InvalidUtf8", post("/api/events", event("{\"a\":\"\xc3\x28\"}")), 400, ""},
      {"LoneSurrogate", post("/api/events", event(R"({"a":"\ud800"})")), 400, ""},
      {"TooDeep", post("/api/events", event(R"({"a":)" + nested(64) + "}")), 400, "deep"},
      {"VeryDeep", post("/api/events", R"({"a":)" + nested(200'000) + "}"), 400, "deep"},
      {"VeryDeepElsewhere", post("/api/webhooks", R"({"a":)" + nested(200'000) + "}"), 400, "deep"},
      {"HugeNumber", post("/api/events", event(R"({"a":1e999999})")), 422, "/data/a"},
      {"OddId", post("/api/events", event("{}", R"("id":"../../x",)")), 422, "id"},
      {"AnEventOfAMillionTypes", post("/api/events/batch", R"({"events":[)" + std::string(100'000, ' ') + "]}"), 422, "events"},
      {"UnknownParameter", get("/api/deliveries?nonsense=1"), 422, "nonsense"},
      {"LongParameter", get("/api/deliveries?q=" + std::string(3000, 'a')), 422, "q"},
      {"LongKey", post("/api/pause", "{}", "Idempotency-Key: " + std::string(5000, 'k') + "\r\n"), 422, "Idempotency-Key"},
      {"PrivateAddress", post("/api/webhooks", R"({"name":"x","url":"https://169.254.169.254/latest","events":["*"]})"), 422, "url"},
      {"ExplodingPattern",
       post("/api/webhooks", R"({"name":"x","url":"https://a.example/","events":["*"],"filter":{"all":[{"path":"data.a","op":"matches",)"
                             R"("value":"(a{1000}){1000}"}]}})"),
       422, "filter"}};
  return all;
}

std::string withToken(std::string bytes, const std::string& token) {
  for (auto at = bytes.find(kTokenMark); at != std::string::npos; at = bytes.find(kTokenMark, at + token.size()))
    bytes.replace(at, std::string_view(kTokenMark).size(), token);
  return bytes;
}

/// Memory of a process in RAM, in bytes; 0 where /proc does not tell.
std::uint64_t residentOf(pid_t pid) {
  std::ifstream statm("/proc/" + std::to_string(pid) + "/statm");
  std::uint64_t whole = 0;
  std::uint64_t resident = 0;
  statm >> whole >> resident;
  return resident * 4096;
}

class DaemonDone5 : public testing::Test {
 protected:
  std::uint16_t port() const { return static_cast<std::uint16_t>(std::stoi(daemon_.url().substr(daemon_.url().rfind(':') + 1))); }

  /// Sends an attack on a connection of its own and looks at what comes.
  void expectRefused(const Attack& attack) {
    SCOPED_TRACE(attack.name);
    RawClient client(port());
    client.send(withToken(attack.bytes, token_));
    const auto answer = client.readResponse();
    EXPECT_EQ(answer.status, attack.status) << answer.body.substr(0, 300);
    EXPECT_EQ(answer.headers.count("access-control-allow-origin"), 0U);
    const auto body = json::parse(answer.body, nullptr, false);
    ASSERT_TRUE(body.is_object() && body.contains("error")) << answer.body.substr(0, 300);
    EXPECT_THAT(answer.body, testing::HasSubstr(attack.says));
    EXPECT_THAT(answer.body, testing::Not(testing::HasSubstr(token_))) << "no answer repeats a token";
    if (attack.after == After::kClosed) {
      client.finishSending();
      EXPECT_EQ(client.readEnd(), RawClient::End::kClosed) << "closed, and not torn by a reset";
      return;
    }
    client.send("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(client.readResponse().status, 200) << "the connection goes on";
  }

  bool healthy() {
    const auto me = daemon_.ask("GET", "/api/me");
    return me.is_object() && me.value("role", "") == "admin";
  }

  support::TempFolder folder_;
  support::Daemon daemon_{{.binary = HOOKLINE_DAEMON_BINARY, .folder = folder_.path()}};
  const std::string token_ = daemon_.adminToken();
};

TEST_F(DaemonDone5, EveryAttackIsAnsweredAsItShouldAndCostsNoMemory) {
  auto attacks = brokenRequests();
  for (auto& call : hostileCalls()) attacks.push_back(std::move(call));
  for (const auto& attack : attacks) expectRefused(attack);
  ASSERT_TRUE(healthy());
  // What is kept is warm after some rounds; what grows from then on would be a leak. The allocator gives back in its own time, so the least
  // of several looks counts.
  std::vector<std::uint64_t> resident;
  for (int round = 0; round < 60; ++round) {
    for (const auto& attack : attacks)
      if (attack.status != 401) expectRefused(attack);
    resident.push_back(residentOf(daemon_.program().pid()));
  }
  const auto before = *std::min_element(resident.begin() + 20, resident.begin() + 30);
  const auto after = *std::min_element(resident.end() - 10, resident.end());
  RecordProperty("attacks", static_cast<int>(attacks.size()));
  RecordProperty("grownKiB", static_cast<int>((after > before ? after - before : 0) / 1024));
  if (!support::kUnderSanitizer) EXPECT_LE(after, before + 2 * 1024 * 1024);
  EXPECT_TRUE(healthy());
  EXPECT_EQ(daemon_.stop(), 0);
}

TEST_F(DaemonDone5, GuessersAreLimitedAndWhoHasATokenIsNot) {
  int refused = 0;
  int limited = 0;
  for (int i = 0; i < 25; ++i) {
    RawClient client(port());
    client.send("GET /api/me HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer hl_a_b_c\r\nConnection: close\r\n\r\n");
    const auto answer = client.readResponse();
    refused += answer.status == 401 ? 1 : 0;
    limited += answer.status == 429 && answer.headers.count("retry-after") == 1 ? 1 : 0;
  }
  EXPECT_EQ(refused, 20);
  EXPECT_EQ(limited, 5);
  EXPECT_TRUE(healthy()) << "a guesser at the same address shuts nobody out";
}

TEST_F(DaemonDone5, ThoseWhoSendSlowlyAreCutOffWhileOthersAreServed) {
  std::vector<std::unique_ptr<RawClient>> slow;
  for (int i = 0; i < 200; ++i) {
    slow.push_back(std::make_unique<RawClient>(port()));
    slow.back()->send(i % 2 == 0 ? "GET /api/me HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: "
                                 : withToken("POST /api/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer TOKEN\r\n"
                                             "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{",
                                             token_));
  }
  EXPECT_TRUE(healthy()) << "served beside them";
  int ended = 0;
  for (auto& client : slow) {
    const auto answer = client->readResponse();
    client->finishSending();
    ended += answer.status == 408 && client->readEnd() == RawClient::End::kClosed ? 1 : 0;
  }
  EXPECT_EQ(ended, 200);
  EXPECT_TRUE(healthy());
}

TEST_F(DaemonDone5, BeyondItsConnectionsItSaysSoAndServesAgainWhenOneGoes) {
  std::vector<std::unique_ptr<RawClient>> crowd;
  int served = 0;
  int turnedAway = 0;
  // The daemon's own caller below holds one of them.
  for (int i = 0; i < 256; ++i) {
    crowd.push_back(std::make_unique<RawClient>(port()));
    crowd.back()->send("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    const auto status = crowd.back()->readResponse().status;
    served += status == 200 ? 1 : 0;
    turnedAway += status == 503 ? 1 : 0;
  }
  EXPECT_GE(served, 254);
  EXPECT_EQ(served + turnedAway, 256);
  RawClient late(port());
  late.send("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
  EXPECT_EQ(late.readResponse().status, 503);
  const auto resident = residentOf(daemon_.program().pid());
  RecordProperty("residentMiBAtAllConnections", static_cast<int>(resident / 1024 / 1024));
  if (!support::kUnderSanitizer) EXPECT_LE(resident, 200ULL * 1024 * 1024);
  crowd.clear();
  int status = 0;
  for (int i = 0; i < 1000 && status != 200; ++i) {
    RawClient again(port());
    again.send("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    status = again.readResponse().status;
  }
  EXPECT_EQ(status, 200);
}

TEST_F(DaemonDone5, NothingThatWasAcceptedIsLostWhenTheCallerGoesAway) {
  // Some hang up in the middle of the body, some when it is sent and before the answer.
  int whole = 0;
  for (int i = 0; i < 60; ++i) {
    const auto body = event("{}", "\"id\":\"gone_" + std::to_string(i) + "\",");
    const auto bytes = withToken(post("/api/events", body), token_);
    RawClient client(port());
    const bool all = i % 3 != 0;
    client.send(all ? bytes : bytes.substr(0, bytes.size() - 10));
    if (i % 3 == 1) whole += client.readResponse().status == 202 ? 1 : 0;
    client.close();
  }
  EXPECT_EQ(whole, 20);
  EXPECT_EQ(daemon_.stop(), 0);
  support::Daemon again({.binary = HOOKLINE_DAEMON_BINARY, .folder = folder_.path()});
  for (int i = 0; i < 60; ++i) {
    const auto answer = again.call().send("GET", "/api/events/gone_" + std::to_string(i));
    ASSERT_TRUE(answer);
    if (i % 3 == 0) EXPECT_EQ(answer->status, 404) << "half an event is none";
    if (i % 3 == 1) EXPECT_EQ(answer->status, 200) << "what was answered is kept";
    if (i % 3 == 2) EXPECT_TRUE(answer->status == 200 || answer->status == 404) << "whole or not at all";
  }
}

}  // namespace
}  // namespace hookline
