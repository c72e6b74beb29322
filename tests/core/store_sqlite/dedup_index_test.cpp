#include "store_sqlite/dedup_index.h"

#include <gtest/gtest.h>

#include <set>

#include "store_sqlite/connection.h"
#include "store_sqlite/dedup_key.h"
#include "support/temp_folder.h"

namespace hookline::store_sqlite::internal {
namespace {

class DedupIndexTest : public testing::Test {
 protected:
  void SetUp() override {
    auto opened = Connection::open({(folder_.path() / "x.db").string(), "", false});
    ASSERT_TRUE(opened);
    db_ = std::move(*opened);
    db_->run(
        "PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY;"
        "CREATE TABLE dedup(key BLOB PRIMARY KEY, fingerprint BLOB, seq INT) WITHOUT ROWID;"
        "CREATE TABLE dedup_recent(n INTEGER PRIMARY KEY, key BLOB, fingerprint BLOB, seq INT);");
    ASSERT_FALSE(db_->failure());
  }
  static std::string idOf(std::int64_t number) {
    return number % 3 == 0 ? model::EventSeq{number + 1}.text() : "order-" + std::to_string(number * 7919 % 100003);
  }
  static DedupFingerprint printOf(std::int64_t number) { return dedupFingerprint("print" + std::to_string(number) + "................"); }
  void expectAll(const DedupIndex& index, std::int64_t count) {
    for (std::int64_t i = 0; i < count; ++i) {
      const auto key = dedupKey(idOf(i));
      const auto known = index.find(*db_, key);
      ASSERT_TRUE(known) << i;
      EXPECT_EQ(known->seq.value, i + 1);
      EXPECT_EQ(known->fingerprint, printOf(i));
      const auto seq = findEventSeq(*db_, key);
      ASSERT_TRUE(seq) << i;
      EXPECT_EQ(seq->value, i + 1);
    }
    EXPECT_FALSE(index.find(*db_, dedupKey("order-x")));
    EXPECT_FALSE(index.find(*db_, dedupKey(model::EventSeq{1LL << 50}.text())));
  }
  std::int64_t count(const std::string& table) { return db_->number("SELECT count(*) FROM " + table).value_or(-1); }

  support::TempFolder folder_;
  std::unique_ptr<Connection> db_;
};

TEST_F(DedupIndexTest, KnowsEveryIdAtEveryStepOfCarryingOver) {
  DedupIndex index(1000);
  ASSERT_TRUE(index.load(*db_));
  for (std::int64_t i = 0; i < 4000; ++i) {
    const auto key = dedupKey(idOf(i));
    ASSERT_FALSE(index.find(*db_, key)) << i;
    index.insert(*db_, key, printOf(i), {i + 1});
    if (i % 100 == 99) index.carryOver(*db_);
    if (i % 1000 == 999) expectAll(index, i + 1);
  }
  ASSERT_FALSE(db_->failure());
  EXPECT_GT(count("dedup"), 2000);
  EXPECT_LT(count("dedup_recent"), 2000);
}

TEST_F(DedupIndexTest, KnowsEveryIdAfterARestartInTheMiddle) {
  for (std::int64_t round = 0; round < 40; ++round) {
    DedupIndex index(100);
    ASSERT_TRUE(index.load(*db_));
    db_->run("BEGIN");  // as the writer does
    expectAll(index, round * 200);
    for (std::int64_t i = round * 200; i < (round + 1) * 200; ++i) {
      index.insert(*db_, dedupKey(idOf(i)), printOf(i), {i + 1});
      if (i % 50 == 49) index.carryOver(*db_);
    }
    db_->run("COMMIT");
  }
  ASSERT_FALSE(db_->failure());
}

TEST_F(DedupIndexTest, HoweverManyComeAtOnceTheMirrorStaysSmall) {
  constexpr std::int64_t kAtOnce = 2000;
  DedupIndex index(1000);
  ASSERT_TRUE(index.load(*db_));
  db_->run("BEGIN");
  for (std::int64_t batch = 0; batch < 30; ++batch) {
    for (std::int64_t i = batch * kAtOnce; i < (batch + 1) * kAtOnce; ++i) index.insert(*db_, dedupKey(idOf(i)), printOf(i), {i + 1});
    index.carryOver(*db_);
    ASSERT_LE(count("dedup_recent"), 4 * kAtOnce) << "after batch " << batch;
  }
  db_->run("COMMIT");
  ASSERT_FALSE(db_->failure());
}

TEST_F(DedupIndexTest, WhatIsCarriedOverLeavesTheRecentOnes) {
  DedupIndex index(100);
  ASSERT_TRUE(index.load(*db_));
  for (std::int64_t i = 0; i < 300; ++i) index.insert(*db_, dedupKey(idOf(i)), printOf(i), {i + 1});
  for (int i = 0; i < 5; ++i) index.carryOver(*db_);
  EXPECT_EQ(count("dedup_recent"), 0);
  EXPECT_EQ(count("dedup"), 300);
  expectAll(index, 300);
}

TEST_F(DedupIndexTest, AfterARollBackItKnowsOnlyWhatIsStored) {
  DedupIndex index(10);
  ASSERT_TRUE(index.load(*db_));
  index.insert(*db_, dedupKey("order-kept"), printOf(1), {1});
  db_->run("BEGIN");
  for (std::int64_t i = 0; i < 50; ++i) index.insert(*db_, dedupKey(idOf(i)), printOf(i), {i + 1});
  index.carryOver(*db_);
  db_->rollback();
  index.forget();
  EXPECT_FALSE(index.loaded());
  ASSERT_TRUE(index.load(*db_));
  for (std::int64_t i = 0; i < 50; ++i) EXPECT_FALSE(index.find(*db_, dedupKey(idOf(i)))) << i;
  EXPECT_TRUE(index.find(*db_, dedupKey("order-kept")));
}

}  // namespace
}  // namespace hookline::store_sqlite::internal
