#include "core_api/remote_call.h"

#include <gtest/gtest.h>

#include "base/encoding.h"

#include <mutex>

#include "net/http_server.h"

namespace hookline::core_api {
namespace {

/// A server that answers as told and keeps what came.
class PlayedServer {
 public:
  explicit PlayedServer(int status, std::string body) {
    auto started = net::HttpServer::start({},
                                          [this, status, body](net::ServerRequest request, base::Completion<net::ServerResponse> done) {
                                            {
                                              const std::scoped_lock lock(mutex_);
                                              last_ = std::move(request);
                                            }
                                            net::ServerResponse response;
                                            response.status = status;
                                            response.body = body;
                                            std::move(done)(std::move(response));
                                          },
                                          {});
    if (!started) {
      ADD_FAILURE() << started.error().message;
      return;
    }
    server_ = std::move(*started);
  }
  ~PlayedServer() { server_->stop(base::Millis{0}); }

  std::string url() const { return server_->url(); }
  net::ServerRequest last() const {
    const std::scoped_lock lock(mutex_);
    return last_;
  }
  std::string lastHeader(std::string_view name) const {
    for (const auto& header : last().headers)
      if (header.name == name) return header.value;
    return {};
  }

 private:
  mutable std::mutex mutex_;
  net::ServerRequest last_;  // guarded by mutex_
  std::unique_ptr<net::HttpServer> server_;
};

std::unique_ptr<RemoteCall> callTo(std::string url, std::string token = "hl_k_s_c") {
  RemoteCall::Options options;
  options.url = std::move(url);
  options.token = std::move(token);
  auto call = RemoteCall::open(std::move(options));
  if (!call) {
    ADD_FAILURE() << call.error().message;
    return nullptr;
  }
  return std::move(*call);
}

TEST(RemoteCall, SendsMethodTargetTokenAndJson) {
  PlayedServer server(201, R"({"name":"a","token":"hl_x"})");
  const auto call = callTo(server.url() + "/");
  const auto answer = call->ask("POST", "/api/tokens?x=%20", nlohmann::json{{"name", "a"}});
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ((*answer)["token"], "hl_x");
  EXPECT_EQ(server.last().method, "POST");
  EXPECT_EQ(server.last().target, "/api/tokens?x=%20");
  EXPECT_EQ(server.last().body, R"({"name":"a"})");
  EXPECT_EQ(server.lastHeader("Authorization"), "Bearer hl_k_s_c");
  EXPECT_EQ(server.lastHeader("Content-Type"), "application/json");
}

TEST(RemoteCall, SendsNoTokenWhenItHasNone) {
  PlayedServer server(200, "{}");
  ASSERT_TRUE(callTo(server.url(), "")->ask("GET", "/api/version"));
  EXPECT_EQ(server.lastHeader("Authorization"), "");
  EXPECT_EQ(server.lastHeader("Content-Type"), "");
}

TEST(RemoteCall, AnEmptyAnswerIsNull) {
  PlayedServer server(204, "");
  const auto answer = callTo(server.url())->ask("DELETE", "/api/tokens/a");
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_TRUE(answer->is_null());
}

TEST(RemoteCall, GivesTheDaemonsOwnSentenceWithItsDetails) {
  PlayedServer server(422, R"({"error":"The token is not valid","details":[{"path":"/name","message":"is required"}]})");
  const auto answer = callTo(server.url())->ask("POST", "/api/tokens", nlohmann::json::object());
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, base::Errc::kInvalid);
  EXPECT_EQ(answer.error().message, "The token is not valid; /name is required.");
  EXPECT_EQ(answer.error().details, (std::vector<base::FieldError>{{"/name", "is required"}}));
}

TEST(RemoteCall, SaysNothingTwice) {
  PlayedServer server(422, R"({"error":"The name must be short.","details":[{"path":"/name","message":"must be short"}]})");
  const auto answer = callTo(server.url())->ask("POST", "/api/tokens", nlohmann::json::object());
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().message, "The name must be short.");
}

TEST(RemoteCall, SaysWhichTokenToGiveWhenItIsRefused) {
  PlayedServer server(401, R"({"error":"Unknown token"})");
  const auto answer = callTo(server.url())->ask("GET", "/api/me");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, base::Errc::kUnauthorized);
  EXPECT_NE(answer.error().message.find("Unknown token"), std::string::npos);
  EXPECT_NE(answer.error().message.find("admin.token"), std::string::npos);
}

TEST(RemoteCall, KeepsThatAnOutcomeIsUnknown) {
  PlayedServer server(503, R"({"error":"The store cannot be written","outcomeUnknown":true})");
  const auto answer = callTo(server.url())->ask("POST", "/api/events", nlohmann::json::object());
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, base::Errc::kUnavailable);
  EXPECT_TRUE(answer.error().outcomeUnknown);
}

TEST(RemoteCall, SaysHowToStartADaemonWhenNobodyListens) {
  std::string url;
  {
    PlayedServer gone(200, "{}");
    url = gone.url();
  }
  const auto answer = callTo(url)->ask("GET", "/api/me");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, base::Errc::kUnavailable);
  EXPECT_EQ(answer.error().message, "No daemon answers at " + url + ". Start it with `hooklined serve`, or check the address.");
}

TEST(RemoteCall, DoesNotTakeAnotherPageForADaemon) {
  PlayedServer page(200, "<html>hello</html>");
  const auto answer = callTo(page.url())->ask("GET", "/api/me");
  ASSERT_FALSE(answer);
  EXPECT_NE(answer.error().message.find("is not JSON"), std::string::npos);
  PlayedServer missing(404, "<html>\x1b[31mno</html>");
  const auto other = callTo(missing.url())->ask("GET", "/api/me");
  ASSERT_FALSE(other);
  EXPECT_NE(other.error().message.find("not a Hookline daemon's: status 404"), std::string::npos);
  EXPECT_EQ(other.error().message.find('\x1b'), std::string::npos);
}

TEST(RemoteCall, TakesListsThatAreLongerThanAReceiversAnswerMayBe) {
  PlayedServer server(200, "\"" + std::string(model::HttpResult::kResponseBodyLimitBytes * 4, 'a') + "\"");
  const auto answer = callTo(server.url())->ask("GET", "/api/webhooks");
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->get<std::string>().size(), model::HttpResult::kResponseBodyLimitBytes * 4);
}

TEST(RemoteCall, RefusesAnAnswerThatIsTooLong) {
  PlayedServer server(200, "\"" + std::string(RemoteCall::kMaxAnswerBytes, 'a') + "\"");
  const auto answer = callTo(server.url())->ask("GET", "/api/webhooks");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, base::Errc::kTooLarge);
}

TEST(RemoteCall, RefusesPlainHttpToAnotherMachine) {
  const auto answer = callTo("http://192.0.2.1:8787")->ask("GET", "/api/me");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, base::Errc::kForbidden);
}

TEST(RemoteCall, RefusesAddressesAndTokensThatCannotBeRight) {
  const auto refused = [](std::string url, std::string token) {
    RemoteCall::Options options;
    options.url = std::move(url);
    options.token = std::move(token);
    const auto call = RemoteCall::open(std::move(options));
    return !call && call.error().code == base::Errc::kInvalid;
  };
  EXPECT_TRUE(refused("127.0.0.1:8787", ""));
  EXPECT_TRUE(refused("ftp://127.0.0.1", ""));
  EXPECT_TRUE(refused("http://127.0.0.1:8787/?a=b", ""));
  EXPECT_TRUE(refused("http://127.0.0.1:8787", "hl_a\r\nX-Evil: 1"));
}

TEST(PercentEncoded, KeepsOnlyWhatNeedsNoEncoding) {
  EXPECT_EQ(base::percentEncoded("a-Z.0_~"), "a-Z.0_~");
  EXPECT_EQ(base::percentEncoded("my bot/\xc3\xa9"), "my%20bot%2F%C3%A9");
}

}  // namespace
}  // namespace hookline::core_api
