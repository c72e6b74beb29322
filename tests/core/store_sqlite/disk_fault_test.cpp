#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "sqlite_home.h"

namespace hookline::store_sqlite {
namespace {

using base::Errc;
using support::await;
using Disk = support::PowerCutVfs;
using Accepted = std::vector<store::AcceptedEvent>;

class DiskFault : public testing::Test {
 protected:
  DiskFault() : home_("fault-" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name())) {}

  void SetUp() override {
    open();
    model::Webhook webhook;
    webhook.id = hook_;
    webhook.name = "Sales";
    webhook.url = "https://example.com/";
    webhook.events = {"*"};
    ASSERT_TRUE(await<void>([&](auto done) { store_->putWebhook(webhook, {{}, "owner", "webhook.create", "wh"}, std::move(done)); }));
    // The schema alone nearly fills the log: with an empty one no checkpoint comes in between that would meet the fault first.
    open();
  }
  void TearDown() override { store_->close(); }
  void open() {
    if (store_) store_->close();
    store_.reset();
    auto opened = home_.open(clock_);
    ASSERT_TRUE(opened) << opened.error().message;
    store_ = std::move(*opened);
  }

  store::NewEvent event(std::int64_t number) const {
    store::NewEvent made;
    made.seq.value = number * 10;
    made.event.id = "order-" + std::to_string(number);
    made.event.type = "lead.captured";
    made.event.body = std::make_shared<const std::string>(2000, 'b');
    made.fingerprint = std::string(32, 'f');
    made.deliveries.push_back({{number * 10 + 1}, hook_, clock_.now().wall, false});
    return made;
  }
  base::Result<Accepted> accept(std::int64_t number) {
    std::vector<store::NewEvent> events;
    events.push_back(event(number));
    return await<Accepted>([&](auto done) { store_->accept(std::move(events), std::move(done)); });
  }
  std::size_t rows() {
    auto page = await<store::DeliveryPage>([&](auto done) { store_->list({}, {{}, 500}, std::move(done)); });
    EXPECT_TRUE(page) << page.error().message;
    return page ? page->rows.size() : 0;
  }
  bool waitUntilItWrites() {
    for (int i = 0; i < 1000; ++i) {
      if (await<void>([&](auto done) { store_->putSetting("x", "1", {{}, "a", "b", "c"}, std::move(done)); })) return true;
    }
    return false;
  }

  const model::WebhookId hook_{5};
  support::HandClock clock_;
  FaultyHome home_;
  std::unique_ptr<store::Store> store_;
};

TEST_F(DiskFault, AFailedFlushIsUnknownAndTheRepeatMakesOneEvent) {
  ASSERT_TRUE(accept(1));
  home_.disk().failAfter(Disk::Operation::kSync, SQLITE_IOERR_FSYNC, 0, 1);
  const auto unknown = accept(2);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, Errc::kIo);
  EXPECT_TRUE(unknown.error().outcomeUnknown);
  const auto again = accept(2);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(rows(), 2u);
  ASSERT_TRUE(accept(2));
  EXPECT_TRUE(accept(2)->front().duplicate);
  EXPECT_EQ(rows(), 2u);
}

TEST_F(DiskFault, ACommitThatAppearsAfterARestartIsADuplicateThen) {
  ASSERT_TRUE(accept(1));
  home_.disk().failAfter(Disk::Operation::kSync, SQLITE_IOERR_FSYNC, 0, 1000);
  ASSERT_TRUE(accept(2).error().outcomeUnknown);
  // The process dies here: what stands in the log, flushed or not, is what the next one finds.
  const auto database = home_.disk().bytes(FaultyHome::kDatabase);
  const auto log = home_.disk().bytes(std::string(FaultyHome::kDatabase) + "-wal");
  store_->close();
  home_.disk().heal();
  home_.disk().put(FaultyHome::kDatabase, database);
  home_.disk().put(std::string(FaultyHome::kDatabase) + "-wal", log);
  store_.reset();
  open();
  const auto again = accept(2);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_TRUE(again->front().duplicate);
  EXPECT_EQ(rows(), 2u);
}

TEST_F(DiskFault, AFailedWriteLosesNothingThatWasAnswered) {
  for (int round = 1; round <= 30; ++round) {
    home_.disk().failAfter(Disk::Operation::kWrite, SQLITE_IOERR_WRITE, static_cast<std::uint64_t>(round), 1);
    const auto accepted = accept(round);
    home_.disk().heal();
    EXPECT_TRUE(accepted || accepted.error().code == Errc::kIo);
    ASSERT_TRUE(accept(round));
  }
  EXPECT_EQ(rows(), 30u);
  open();
  EXPECT_EQ(rows(), 30u);
}

TEST_F(DiskFault, AFullDiskSaysSo) {
  home_.disk().failAfter(Disk::Operation::kWrite, SQLITE_FULL, 0, 1);
  const auto refused = accept(1);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::kFull);
  EXPECT_THAT(refused.error().message, testing::HasSubstr("full"));
  EXPECT_TRUE(accept(1));
}

TEST_F(DiskFault, AfterThreeFailuresItStopsQuicklySaysWhyAndHealsByItself) {
  home_.disk().failAfter(Disk::Operation::kSync, SQLITE_IOERR_FSYNC, 0, 1'000'000);
  for (int i = 1; i <= 3; ++i) {
    EXPECT_TRUE(accept(i).error().outcomeUnknown) << i;
    EXPECT_EQ(store_->storeFigures().stoppedBecause.has_value(), i == 3) << i;
  }
  const auto refused = accept(4);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::kIo);
  EXPECT_FALSE(refused.error().outcomeUnknown);  // it was not tried
  EXPECT_EQ(rows(), 0u);                         // reading goes on
  home_.disk().heal();
  ASSERT_TRUE(waitUntilItWrites());
  EXPECT_FALSE(store_->storeFigures().stoppedBecause);
  for (int i = 1; i <= 4; ++i) EXPECT_TRUE(accept(i));
  EXPECT_EQ(rows(), 4u);
}

// Asking for what is not there writes nothing, so it shows nothing about the disk.
TEST_F(DiskFault, EngineDone8ACallThatWritesNothingDoesNotEndTheRowOfFailures) {
  home_.disk().failAfter(Disk::Operation::kSync, SQLITE_IOERR_FSYNC, 0, 1000);
  for (int failure = 0; failure < 3; ++failure) {
    EXPECT_FALSE(store_->storeFigures().stoppedBecause) << failure;
    EXPECT_FALSE(accept(2));
    if (failure == 2) break;
    const auto nothing = await<std::vector<model::DeliveryId>>([&](auto done) {
      store_->claim({{model::DeliveryId{999}, clock_.now().wall}}, std::move(done));
    });
    EXPECT_TRUE(nothing) << nothing.error().message;
  }
  EXPECT_TRUE(store_->storeFigures().stoppedBecause);
}

TEST_F(DiskFault, AFullDiskThatStaysStopsWithThatReason) {
  home_.disk().failAfter(Disk::Operation::kWrite, SQLITE_FULL, 0, 1'000'000);
  for (int i = 1; i <= 3; ++i) EXPECT_EQ(accept(i).error().code, Errc::kFull);
  EXPECT_EQ(accept(4).error().code, Errc::kFull);
  ASSERT_TRUE(store_->storeFigures().stoppedBecause);
  EXPECT_THAT(*store_->storeFigures().stoppedBecause, testing::HasSubstr("full"));
  home_.disk().heal();
  EXPECT_TRUE(waitUntilItWrites());
}

TEST_F(DiskFault, CountersDoNotDriftThroughFailures) {
  for (int round = 1; round <= 20; ++round) {
    home_.disk().failAfter(Disk::Operation::kSync, SQLITE_IOERR_FSYNC, 0, static_cast<std::uint64_t>(round % 2));
    (void)accept(round);
    home_.disk().heal();
    ASSERT_TRUE(accept(round));
  }
  EXPECT_EQ(store_->storeFigures().waiting, 20u);
  const auto facets = await<store::Facets>([&](auto done) { store_->facets({}, std::move(done)); });
  ASSERT_TRUE(facets);
  EXPECT_EQ(facets->total, 20u);
}

TEST_F(DiskFault, AFailureWhileADeletedWebhookIsForgottenDoesNotMakeItForgetTheOthers) {
  home_.disk().failAfter(Disk::Operation::kSync, SQLITE_IOERR_FSYNC, 0, 1);
  const auto failed = await<void>([&](auto done) { store_->deleteWebhook(hook_, {{}, "a", "b", "c"}, std::move(done)); });
  ASSERT_FALSE(failed);
  const auto accepted = accept(1);
  ASSERT_TRUE(accepted);
  EXPECT_EQ(accepted->front().deliveries.size(), 1u);
}

TEST_F(DiskFault, TwoDeliveriesOfOneIdHurtNobodyElse) {
  std::vector<std::future<base::Result<Accepted>>> answers;
  for (std::int64_t i = 1; i <= 40; ++i) {
    auto promise = std::make_shared<std::promise<base::Result<Accepted>>>();
    answers.push_back(promise->get_future());
    std::vector<store::NewEvent> one;
    one.push_back(event(i));
    if (i == 20) one.back().deliveries[0].id.value = 11;  // of event 1: our own bug
    store_->accept(std::move(one), base::Completion<Accepted>([promise](auto result) { promise->set_value(std::move(result)); }));
  }
  for (std::size_t i = 1; i <= 40; ++i) {
    const auto answer = answers[i - 1].get();
    EXPECT_EQ(answer.has_value(), i != 20) << i;
    EXPECT_TRUE(answer || answer.error().code == Errc::kInternal);
  }
  EXPECT_EQ(rows(), 39u);
  EXPECT_EQ(store_->storeFigures().waiting, 39u);
}

}  // namespace
}  // namespace hookline::store_sqlite
