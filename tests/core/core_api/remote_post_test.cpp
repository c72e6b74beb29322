#include "core_api/remote_post.h"

#include <gtest/gtest.h>

#include <string>

namespace hookline::core_api {
namespace {

/// Answers each request at once with what the test says.
class PlayedTransport final : public net::Transport {
 public:
  model::HttpResult answer;
  std::vector<model::HttpRequest> sent;

  void send(net::TransferId id, model::HttpRequest request) override {
    waiting_.push_back(id);
    sent.push_back(std::move(request));
  }
  void cancel(net::TransferId) override {}
  void wake() override {}
  std::size_t inFlight() const override { return waiting_.size(); }
  std::vector<net::Finished> poll(base::Micros) override {
    std::vector<net::Finished> done;
    for (const auto id : waiting_) done.push_back({id, answer});
    waiting_.clear();
    return done;
  }

 private:
  std::vector<net::TransferId> waiting_;
};

simulate::PostAnswer answerTo(int status, std::string body) {
  PlayedTransport transport;
  transport.answer.status = status;
  transport.answer.body = std::move(body);
  transport.answer.times.total = base::Micros{1000};
  RemotePost post(transport, {"http://127.0.0.1:8787", "hl_a_b_c"});
  post.post("{}");
  EXPECT_EQ(post.underWay(), 1U);
  const auto answers = post.collect({});
  EXPECT_EQ(answers.size(), 1U);
  return answers.empty() ? simulate::PostAnswer{} : answers[0];
}

std::string authorization(const model::HttpRequest& request) {
  for (const auto& header : request.headers)
    if (header.name == "Authorization") return header.value;
  return {};
}

TEST(RemotePost, MarksEventsAsSimulatedUnlessTheyAreReal) {
  PlayedTransport transport;
  RemotePost simulated(transport, {"http://127.0.0.1:8787/", "hl_a_b_c"});
  simulated.post("{\"n\":0}");
  RemotePost real(transport, {"http://127.0.0.1:8787/", "", false});
  real.post("{\"n\":1}");
  ASSERT_EQ(transport.sent.size(), 2U);
  EXPECT_EQ(transport.sent[0].url, "http://127.0.0.1:8787/api/events?simulated=1");
  EXPECT_EQ(transport.sent[1].url, "http://127.0.0.1:8787/api/events");
  EXPECT_EQ(authorization(transport.sent[0]), "Bearer hl_a_b_c");
  EXPECT_EQ(authorization(transport.sent[1]), "");
  EXPECT_EQ(*transport.sent[0].body, "{\"n\":0}");
}

TEST(RemotePost, TellsNewFromKnownFromRefused) {
  const auto fresh = answerTo(202, R"({"id":"evt_1","deliveries":[]})");
  EXPECT_TRUE(fresh.accepted);
  EXPECT_FALSE(fresh.duplicate);
  EXPECT_EQ(fresh.took, base::Micros{1000});
  EXPECT_TRUE(answerTo(200, R"({"id":"evt_1","deliveries":[],"duplicate":true})").duplicate);
  const auto refused = answerTo(429, R"({"error":"Too many events"})");
  EXPECT_FALSE(refused.accepted);
  EXPECT_EQ(refused.refusal, "429 Too many events.");
  EXPECT_TRUE(refused.took);
}

TEST(RemotePost, SaysWhatToDoWhenNobodyAnswers) {
  PlayedTransport transport;
  transport.answer.fault = model::NetFault::kRefused;
  RemotePost post(transport, {"http://127.0.0.1:8787", ""});
  post.post("{}");
  const auto answers = post.collect({});
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_NE(answers[0].refusal.find("hooklined serve"), std::string::npos);
  EXPECT_FALSE(answers[0].took);
}

}  // namespace
}  // namespace hookline::core_api
