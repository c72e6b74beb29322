#include "client/version_fit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "client/client.h"
#include "client/safe_json.h"
#include "support/event_loop.h"
#include "support/scripted_channel.h"

// Whom a window takes for a core of its own kind, and what becomes of one that does not say who it is.

namespace hookline::client {
namespace {

using internal::misfit;
using support::ScriptedChannel;
using ::testing::HasSubstr;
using Kind = ChannelState::Kind;

TEST(VersionFit, theMajorNumberDecides) {
  EXPECT_FALSE(misfit("1.2.3", "1.9.0"));
  EXPECT_FALSE(misfit("2.0.0", "2.0.0-rc1"));
  EXPECT_EQ(misfit("0.1.0", "3.2.1"), "This window is Hookline 0.1; the daemon is 3.2. Update the older one.");
  EXPECT_TRUE(misfit("2.0.0", "1.9.9"));
}

TEST(VersionFit, beforeOneTheMinorNumberCountsAsMajor) {
  EXPECT_FALSE(misfit("0.1.0", "0.1.99"));
  EXPECT_TRUE(misfit("0.1.0", "0.2.0"));
  EXPECT_TRUE(misfit("0.1.0", "1.1.0"));
}

TEST(VersionFit, whatCannotBeReadIsNotRefused) {
  for (const auto* version : {"", "?", "v3.2", "3", "3.", ".2", "-1.2", "99999999999999999999.1", "<b>3.2</b>"})
    EXPECT_FALSE(misfit("0.1.0", version)) << version;
}

TEST(SafeJson, nestingHasAnEnd) {
  const auto nested = [](int levels) {
    return std::string(static_cast<std::size_t>(levels), '[') + std::string(static_cast<std::size_t>(levels), ']');
  };
  EXPECT_TRUE(internal::parseJson(nested(internal::kMaxNesting)).is_array());
  EXPECT_TRUE(internal::parseJson(nested(internal::kMaxNesting + 1)).is_discarded());
  EXPECT_TRUE(internal::parseJson(std::string(1'000'000, '[')).is_discarded());
  EXPECT_TRUE(internal::parseJson("\"" + std::string(1000, '[') + "\\\"[\"").is_string());
}

class Greeting : public ::testing::Test {
 protected:
  Greeting() {
    auto channel = std::make_unique<ScriptedChannel>();
    channel_ = channel.get();
    client_ = std::make_unique<Client>(std::move(channel));
  }
  static ScriptedChannel::Json me(const ScriptedChannel::Json& version) {
    return {{"role", "admin"}, {"name", "ops"}, {"can", {"read", "operate"}}, {"version", version}, {"epoch", 1}};
  }
  bool becomes(Kind kind) {
    return support::spinUntil([&] { return client_->state().kind == kind; });
  }

  ScriptedChannel* channel_;  // the client's
  std::unique_ptr<Client> client_;
};

TEST_F(Greeting, anotherMajorVersionIsNamedAndNothingMayBeDone) {
  channel_->on("GET /api/me", me("3.2.1"));
  client_->open();
  ASSERT_TRUE(becomes(Kind::kIncompatible));
  EXPECT_THAT(client_->state().reason, HasSubstr("the daemon is 3.2. Update the older one."));
  EXPECT_FALSE(client_->me().may("operate"));
}

TEST_F(Greeting, aVersionThatIsMissingOrUnreadableIsNotRefused) {
  for (const auto& version : {ScriptedChannel::Json(nullptr), ScriptedChannel::Json("nightly")}) {
    channel_->on("GET /api/me", me(version));
    channel_->state(Kind::kLost);
    client_->open();
    ASSERT_TRUE(becomes(Kind::kOpen));
    EXPECT_TRUE(client_->me().may("operate"));
  }
}

TEST_F(Greeting, aDaemonThatWasReplacedByAnotherVersionIsNoticed) {
  channel_->on("GET /api/me", me("0.1.0"));
  client_->open();
  ASSERT_TRUE(becomes(Kind::kOpen));
  channel_->on("GET /api/me", me("2.0.0"));
  channel_->state(Kind::kLost);
  channel_->state(Kind::kOpen);
  ASSERT_TRUE(becomes(Kind::kIncompatible));
  EXPECT_FALSE(client_->me().may("operate"));
}

TEST_F(Greeting, whoDidNotSayWhoItIsIsAskedAgain) {
  channel_->on("GET /api/me", [](const api::Request&) { return ScriptedChannel::refusal(503, "Starting."); });
  client_->open();
  ASSERT_TRUE(becomes(Kind::kLost));
  EXPECT_EQ(client_->state().reason, "Starting.");
  channel_->on("GET /api/me", me("0.1.0"));
  client_->tryNow();
  ASSERT_TRUE(becomes(Kind::kOpen));
  EXPECT_EQ(channel_->requests("GET /api/me").size(), 2U);
}

TEST_F(Greeting, anAnswerThatComesAfterTheConnectionWasLostOpensNothing) {
  channel_->on("GET /api/me", me("0.1.0"));
  channel_->hold("GET /api/me");
  client_->open();
  ASSERT_TRUE(support::spinUntil([&] { return channel_->held("GET /api/me") == 1; }));
  channel_->state(Kind::kLost, "gone");
  channel_->unhold("GET /api/me");
  support::spinRounds(10);
  EXPECT_EQ(client_->state().kind, Kind::kLost);
  EXPECT_EQ(client_->state().reason, "gone");
}

}  // namespace
}  // namespace hookline::client
