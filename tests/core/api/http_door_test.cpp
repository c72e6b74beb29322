#include "api/http_door.h"

#include "core/api/api_stack.h"

namespace hookline::api::testing {
namespace {

/// The reader's end of a long answer: takes bytes until it is told to be slow.
class FakeReader final : public net::ResponseStream {
 public:
  bool write(std::string bytes) override {
    std::scoped_lock lock(mutex_);
    if (closed_ || slow_) return false;
    text_ += bytes;
    changed_.notify_all();
    return true;
  }
  bool ready() const override {
    std::scoped_lock lock(mutex_);
    return !closed_ && !slow_;
  }
  bool closed() const override {
    std::scoped_lock lock(mutex_);
    return closed_;
  }
  void setSlow(bool slow) {
    std::scoped_lock lock(mutex_);
    slow_ = slow;
  }
  void close() {
    std::scoped_lock lock(mutex_);
    closed_ = true;
  }
  /// What came, as soon as `part` is in it. Empty after twenty seconds.
  std::string waitFor(const std::string& part) {
    std::unique_lock lock(mutex_);
    const bool came = changed_.wait_for(lock, std::chrono::seconds{20}, [&] { return text_.find(part) != std::string::npos; });
    return came ? text_ : std::string{};
  }
  std::string text() const {
    std::scoped_lock lock(mutex_);
    return text_;
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::string text_;     // guarded by mutex_
  bool slow_ = false;    // guarded by mutex_
  bool closed_ = false;  // guarded by mutex_
};

class HttpDoorTest : public ::testing::Test {
 protected:
  ApiStack stack;
  HttpDoor door{*stack.router, stack.services(), {{"hooks.example"}}};
  std::string token;

  void SetUp() override {
    auto made = await<TokenBook::Created>([&](auto done) { stack.tokens->create("ci", model::Role::kAdmin, 0, "t", std::move(done)); });
    ASSERT_TRUE(made);
    token = made->text;
  }
  net::ServerRequest request(const std::string& method, const std::string& target, std::vector<model::HttpHeader> more = {}) const {
    net::ServerRequest made;
    made.method = method;
    made.target = target;
    made.peer = "127.0.0.1";
    made.headers = {{"Host", "127.0.0.1:8787"}, {"Authorization", "Bearer " + token}};
    made.headers.insert(made.headers.end(), more.begin(), more.end());
    return made;
  }
  net::ServerResponse send(net::ServerRequest sent) {
    auto answer = await<net::ServerResponse>([&](auto done) { door.handler()(std::move(sent), std::move(done)); });
    if (answer) return std::move(*answer);
    ADD_FAILURE() << answer.error().message;
    return {};
  }
  static std::string header(const net::ServerResponse& response, const std::string& name) {
    for (const auto& one : response.headers)
      if (one.name == name) return one.value;
    return {};
  }
  std::shared_ptr<FakeReader> openStream(std::vector<model::HttpHeader> more = {}) {
    auto response = send(request("GET", "/api/stream", std::move(more)));
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(header(response, "Content-Type"), "text/event-stream");
    EXPECT_NE(response.body.find("retry: "), std::string::npos);
    auto reader = std::make_shared<FakeReader>();
    if (response.stream) response.stream(reader);
    return reader;
  }
};

TEST_F(HttpDoorTest, ServesACallerWithAToken) {
  const auto answer = send(request("GET", "/api/me"));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(header(answer, "Content-Type"), "application/json");
  EXPECT_EQ(header(answer, "Cache-Control"), "no-store");
  EXPECT_EQ(header(answer, "X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(header(answer, "Access-Control-Allow-Origin"), "");
}

TEST_F(HttpDoorTest, RefusesNobodyAndServesOpenPathsToAll) {
  auto nobody = request("GET", "/api/me");
  nobody.headers.pop_back();
  const auto refused = send(nobody);
  EXPECT_EQ(refused.status, 401);
  EXPECT_EQ(header(refused, "WWW-Authenticate"), "Bearer");
  for (const auto* path : {"/healthz", "/readyz", "/api/version"}) {
    nobody.target = path;
    EXPECT_EQ(send(nobody).status, 200) << path;
  }
  nobody.method = "POST";
  nobody.target = "/api/webhooks/receive";
  nobody.body = "not json";
  EXPECT_NE(send(nobody).body.find("Missing signature"), std::string::npos);
}

TEST_F(HttpDoorTest, LimitsGuessesWith429) {
  auto guess = request("GET", "/api/me");
  guess.headers[1].value = "Bearer hl_wrong";
  for (int i = 0; i < TokenBook::kMaxFailures; ++i) EXPECT_EQ(send(guess).status, 401);
  const auto refused = send(guess);
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(header(refused, "Retry-After"), "60");
}

TEST_F(HttpDoorTest, RefusesForeignHostsAndPages) {
  auto foreign = request("GET", "/api/me");
  foreign.headers[0].value = "evil.example";
  EXPECT_EQ(send(foreign).status, 403);
  foreign.headers[0].value = "hooks.example";
  EXPECT_EQ(send(foreign).status, 200);
  EXPECT_EQ(send(request("GET", "/api/me", {{"Origin", "https://evil.example"}})).status, 403);
  EXPECT_EQ(send(request("GET", "/healthz", {{"Sec-Fetch-Site", "cross-site"}})).status, 403);
}

TEST_F(HttpDoorTest, TakesJsonBodiesAlone) {
  auto form = request("POST", "/api/events", {{"Content-Type", "application/x-www-form-urlencoded"}});
  form.body = R"({"type":"a.b","chatbotId":"b","data":{}})";
  const auto refused = send(form);
  EXPECT_EQ(refused.status, 415);
  EXPECT_NE(refused.body.find("-H 'Content-Type: application/json'"), std::string::npos);
  form.headers.back().value = "application/json";
  EXPECT_EQ(send(form).status, 202);
}

TEST_F(HttpDoorTest, RefusesAnUnreadableTarget) { EXPECT_EQ(send(request("GET", "/api/%zz")).status, 400); }

TEST_F(HttpDoorTest, KnowsTheBatchCallsLimit) {
  EXPECT_EQ(HttpDoor::bodyLimitFor("POST", "/api/events/batch?simulated=1"), 16U * 1024 * 1024);
  EXPECT_EQ(HttpDoor::bodyLimitFor("POST", "/api/events"), 1024U * 1024);
  EXPECT_EQ(HttpDoor::bodyLimitFor("GET", "/api/events/batch"), 1024U * 1024);
}

TEST_F(HttpDoorTest, StreamsNoticesAsServerSentEvents) {
  const auto reader = openStream();
  stack.webhook();
  const auto text = reader->waitFor("event: webhook\n");
  const auto epoch = std::to_string(stack.store->epoch());
  EXPECT_NE(text.find("id: " + epoch + "-1\nevent: webhook\ndata: {"), std::string::npos) << text;
}

TEST_F(HttpDoorTest, ResumesAStreamAfterTheLastEventId) {
  stack.hub->webhook({5}, "first");
  stack.hub->flush();
  stack.hub->webhook({5}, "second");
  stack.hub->flush();
  const auto epoch = std::to_string(stack.store->epoch());
  const auto resumed = openStream({{"Last-Event-ID", epoch + "-1"}})->waitFor("second");
  EXPECT_EQ(resumed.find("first"), std::string::npos);
  EXPECT_NE(openStream({{"Last-Event-ID", "0-77"}})->waitFor("event: gap"), "");
}

TEST_F(HttpDoorTest, ASlowReaderGetsOneGapWhenItTakesBytesAgain) {
  const auto reader = openStream();
  stack.hub->webhook({5}, "before");
  ASSERT_NE(reader->waitFor("before"), "");
  reader->setSlow(true);
  for (int i = 0; i < 5; ++i) {
    stack.hub->webhook({5}, "missed");
    stack.hub->flush();
  }
  reader->setSlow(false);
  const auto text = reader->waitFor("event: gap");
  ASSERT_NE(text, "");
  EXPECT_EQ(text.find("missed"), std::string::npos);
  stack.hub->webhook({5}, "after");
  ASSERT_NE(reader->waitFor("after"), "");
  const auto all = reader->text();
  EXPECT_EQ(all.find("event: gap"), all.rfind("event: gap"));
}

TEST_F(HttpDoorTest, AStreamEndsWithItsToken) {
  auto response = send(request("GET", "/api/stream"));
  ASSERT_TRUE(response.stream);
  auto reader = std::make_shared<FakeReader>();
  const std::weak_ptr<FakeReader> held = reader;
  response.stream(std::move(reader));
  response = {};
  ASSERT_FALSE(held.expired());
  ASSERT_TRUE(await<void>([&](auto done) { stack.tokens->revoke("ci", "t", std::move(done)); }));
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{20};
  while (!held.expired() && std::chrono::steady_clock::now() < end) stack.hub->flush();
  EXPECT_TRUE(held.expired());
}

TEST_F(HttpDoorTest, StreamsAreRefusedBeyondTheirLimit) {
  std::vector<std::shared_ptr<FakeReader>> readers;
  for (int i = 0; i < 224; ++i) readers.push_back(openStream());
  EXPECT_EQ(send(request("GET", "/api/stream")).status, 429);
  readers[0]->close();
  stack.hub->webhook({5}, "anything");
  stack.hub->flush();
  EXPECT_EQ(send(request("GET", "/api/stream")).status, 200);
}

}  // namespace
}  // namespace hookline::api::testing
