// "Daemon", points 1 and 4: what a whole core tells the live stream, so that nobody has to ask.
#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <set>

#include "support/core_rig.h"

namespace hookline {
namespace {

using nlohmann::json;
using support::CoreRig;
using support::Inbox;
using support::quickRetries;

/// What the live stream said: of each kind and summary (of a delivery: its state), whom it was about.
class Heard {
 public:
  explicit Heard(core_api::Core& core)
      : subscription_(core.listen([this](const api::Notice& notice) {
          const auto read = json::parse(notice.json, nullptr, false);
          const auto& summary = read.at("summary");
          const auto what = summary.is_string() ? summary.get<std::string>() : summary.value("state", "");
          std::scoped_lock lock(mutex_);
          said_[{notice.kind, what}].insert(read.at("id").is_string() ? read.at("id").get<std::string>() : "");
          came_.notify_all();
        })) {}

  /// As soon as it was said of so many, or after a generous while.
  std::set<std::string> waitFor(const std::string& kind, const std::string& what, std::size_t count = 1,
                                std::chrono::seconds patience = std::chrono::seconds(20)) {
    std::unique_lock lock(mutex_);
    came_.wait_for(lock, patience, [&] { return of(kind, what).size() >= count; });
    return of(kind, what);
  }
  std::string all() {
    std::scoped_lock lock(mutex_);
    std::string text;
    for (const auto& [what, whom] : said_) text += what.first + " " + what.second + "; ";
    return text;
  }

 private:
  std::set<std::string> of(const std::string& kind, const std::string& what) const {
    const auto found = said_.find({kind, what});
    return found == said_.end() ? std::set<std::string>() : found->second;
  }

  std::mutex mutex_;
  std::condition_variable came_;
  std::map<std::pair<std::string, std::string>, std::set<std::string>> said_;  // guarded by mutex_
  api::Subscription subscription_;
};

using Ids = std::set<std::string>;

TEST(DaemonDone4Told, AWebhookThatIsPutOnHoldIs) {
  CoreRig rig;
  sandbox::ReceiverOptions gone;
  gone.statuses = {410};
  Inbox inbox(gone);
  const std::string webhook = rig.makeWebhook(inbox.url()).at("id");
  Heard heard(rig.core());
  rig.postEvent();
  EXPECT_EQ(heard.waitFor("webhook", "webhook.hold"), Ids{webhook}) << heard.all();
}

TEST(DaemonDone4Told, AReceiverThatCannotBeReachedIsByItsCircuitItsHealthAndAnAlert) {
  CoreRig rig;
  std::string nobody;
  {
    Inbox inbox({});
    nobody = inbox.url();
  }
  const std::string webhook = rig.makeWebhook(nobody, {{"retryPolicy", quickRetries(8)}}).at("id");
  Heard heard(rig.core());
  rig.postEvent();
  EXPECT_EQ(heard.waitFor("webhook", "circuit.open"), Ids{webhook}) << heard.all();
  EXPECT_EQ(heard.waitFor("health", "failing"), Ids{webhook}) << heard.all();
  EXPECT_EQ(heard.waitFor("alert", "firing").size(), 1U) << heard.all();
}

TEST(DaemonDone4Told, AJobIsFromItsStartToItsEnd) {
  CoreRig rig;
  sandbox::ReceiverOptions refusing;
  refusing.statuses = {400, 200};
  Inbox inbox(refusing);
  rig.makeWebhook(inbox.url());
  rig.waitForState(rig.postEvent().at("deliveries").at(0).at("id"), "dead");
  Heard heard(rig.core());
  const std::string job = rig.ask("POST", "/api/jobs", {{"kind", "retry"}, {"filter", json::object()}}).at("id");
  EXPECT_EQ(heard.waitFor("job", "running"), Ids{job}) << heard.all();
  EXPECT_EQ(heard.waitFor("job", "done"), Ids{job}) << heard.all();
}

TEST(DaemonDone1Undo, WhatWaitedForItsTryIsDeadAgainAndToldAndNeverSent) {
  CoreRig rig;
  sandbox::ReceiverOptions refusing;
  refusing.statuses = {400, 400, 400, 200};
  Inbox inbox(refusing);
  const std::string webhook = rig.makeWebhook(inbox.url()).at("id");
  Ids dead;
  for (int n = 0; n < 3; ++n) {
    const std::string id = rig.postEvent().at("deliveries").at(0).at("id");
    ASSERT_EQ(rig.waitForState(id, "dead").at("state"), "dead");
    dead.insert(id);
  }
  rig.ask("POST", "/api/webhooks/" + webhook + "/pause");
  const std::string job = rig.ask("POST", "/api/jobs", {{"kind", "retry"}, {"filter", {{"webhookId", webhook}}}}).at("id");
  for (const auto& id : dead) ASSERT_EQ(rig.waitForState(id, "held").at("state"), "held");

  Heard heard(rig.core());
  const auto undone = rig.ask("POST", "/api/jobs/" + job + "/undo");
  EXPECT_EQ(undone.at("undone"), 3) << undone;
  EXPECT_EQ(heard.waitFor("delivery", "dead", 3), dead);
  rig.ask("POST", "/api/webhooks/" + webhook + "/resume");
  const std::string after = rig.postEvent().at("deliveries").at(0).at("id");
  EXPECT_EQ(rig.waitForState(after, "delivered").at("state"), "delivered");
  EXPECT_EQ(inbox.now().size(), 4U) << "three that were refused, and the one after the undo";
  for (const auto& id : dead) EXPECT_EQ(rig.waitForState(id, "dead").at("attempts").size(), 1U);
}

// Behind --long: such things are looked for once a minute.
TEST(LongEngineDone2Expiry, WhatWasHeldLongerThanItsWebhookAllowsDiesIsToldAndNotSent) {
  CoreRig rig;
  sandbox::ReceiverOptions gone;
  gone.statuses = {410, 200};
  Inbox inbox(gone);
  const std::string webhook = rig.makeWebhook(inbox.url(), {{"maxHoldMs", 1000}}).at("id");
  Heard heard(rig.core());
  const std::string id = rig.postEvent().at("deliveries").at(0).at("id");
  ASSERT_EQ(rig.waitForState(id, "held").at("state"), "held");
  EXPECT_EQ(heard.waitFor("delivery", "dead", 1, std::chrono::seconds(90)), Ids{id}) << heard.all();
  EXPECT_EQ(rig.waitForState(id, "dead").at("errorClass"), "expired");
  rig.ask("POST", "/api/webhooks/" + webhook + "/resume");
  const std::string after = rig.postEvent().at("deliveries").at(0).at("id");
  EXPECT_EQ(rig.waitForState(after, "delivered").at("state"), "delivered");
  EXPECT_EQ(inbox.now().size(), 2U) << "the one that was answered with 410, and the one after";
}

TEST(LongEngineDone2Pause, OneWhoseEndHasComeIsOverForEverybodyAndTold) {
  CoreRig rig;
  Inbox inbox({});
  const std::string webhook = rig.makeWebhook(inbox.url()).at("id");
  const auto soon = base::formatIso(base::SystemClock().now().wall + base::Millis{500});
  rig.ask("POST", "/api/webhooks/" + webhook + "/pause", {{"until", soon}});
  rig.ask("POST", "/api/pause", {{"until", soon}});
  Heard heard(rig.core());
  EXPECT_EQ(heard.waitFor("webhook", "webhook.resume", 1, std::chrono::seconds(90)), Ids{webhook}) << heard.all();
  EXPECT_EQ(heard.waitFor("webhook", "sending goes on").size(), 1U) << heard.all();
  EXPECT_EQ(rig.ask("GET", "/api/webhooks/" + webhook).at("status").at("state"), "active");
}

}  // namespace
}  // namespace hookline
