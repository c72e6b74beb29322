#include "store_sqlite/conversation_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sqlite_home.h"
#include "store_sqlite/connection.h"
#include "store_sqlite/schema.h"

namespace hookline::store_sqlite::internal {
namespace {

using support::await;

/// The index alone on a database of the newest schema.
class DaemonDone1Index : public testing::Test {
 protected:
  void SetUp() override {
    auto opened = Connection::open({(folder_.path() / "x.db").string(), "", false});
    ASSERT_TRUE(opened);
    db_ = std::move(*opened);
    db_->run("PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY");
    ASSERT_TRUE(migrate(*db_));
    index_.load(*db_);
  }
  void insert(std::int64_t seq, const std::string& conversation = "c", const std::string& chatbot = "b") {
    db_->run("INSERT INTO event(seq, type, chatbot, conversation, simulated, timestamp_ms, accepted_ms) VALUES(" + std::to_string(seq) +
             ", 'a.b', '" + chatbot + "', " + (conversation.empty() ? "NULL" : "'" + conversation + "'") + ", 0, 0, " +
             std::to_string(seq) + ")");
    index_.accepted(*db_, {seq});
    ASSERT_FALSE(db_->failure());
  }
  std::int64_t stored() { return db_->number("SELECT value FROM meta WHERE name = 'conversations_to'").value_or(0); }
  std::int64_t indexed() { return db_->number("SELECT count(*) FROM conversation_event").value_or(-1); }

  support::TempFolder folder_;
  support::HandClock clock_;
  std::unique_ptr<Connection> db_;
  ConversationIndex index_;
};

TEST_F(DaemonDone1Index, AStepIsSmallAndTheNextGoesOnWhereItStopped) {
  for (int i = 1; i <= 2 * ConversationIndex::kMaxPut + 5; ++i) insert(i);
  index_.step(*db_, clock_);
  EXPECT_EQ(indexed(), ConversationIndex::kMaxPut);
  EXPECT_EQ(stored(), ConversationIndex::kMaxPut);
  ConversationIndex another;
  another.load(*db_);
  EXPECT_TRUE(another.waits());
  another.step(*db_, clock_);
  another.step(*db_, clock_);
  EXPECT_FALSE(another.waits());
  EXPECT_EQ(indexed(), 2 * ConversationIndex::kMaxPut + 5);
}

TEST_F(DaemonDone1Index, EventsWithoutAConversationAreLookedAtInBoundsToo) {
  for (int i = 1; i <= ConversationIndex::kMaxLooked + 5; ++i) insert(i, "");
  index_.step(*db_, clock_);
  EXPECT_EQ(stored(), ConversationIndex::kMaxLooked);
  index_.step(*db_, clock_);
  EXPECT_FALSE(index_.waits());
  EXPECT_EQ(indexed(), 0);
}

TEST_F(DaemonDone1Index, AnEventThatComesBelowWhatIsDoneIsDoneAgain) {
  insert(10);
  insert(30);
  index_.step(*db_, clock_);
  EXPECT_FALSE(index_.waits());
  insert(20);
  EXPECT_EQ(stored(), 19) << "readers look through all above it from the same transaction on";
  EXPECT_TRUE(index_.waits());
  index_.step(*db_, clock_);
  EXPECT_FALSE(index_.waits());
  EXPECT_EQ(indexed(), 3);
  EXPECT_EQ(stored(), 30);
}

TEST_F(DaemonDone1Index, ATransactionThatIsNotKeptIsForgotten) {
  insert(10);
  db_->run("BEGIN");
  index_.step(*db_, clock_);
  EXPECT_FALSE(index_.waits());
  db_->rollback();
  index_.forget();
  EXPECT_FALSE(index_.waits()) << "before it has been read again nothing is known";
  index_.load(*db_);
  EXPECT_TRUE(index_.waits());
  index_.step(*db_, clock_);
  EXPECT_EQ(indexed(), 1);
}

TEST_F(DaemonDone1Index, WithABatchItTakesItsTime) {
  clock_.advance(base::Millis{10'000});
  insert(1);
  EXPECT_TRUE(index_.isDue(clock_.now().mono));
  index_.step(*db_, clock_);
  insert(2);
  EXPECT_FALSE(index_.isDue(clock_.now().mono));
  clock_.advance(base::Millis{250});
  EXPECT_TRUE(index_.isDue(clock_.now().mono));
}

TEST_F(DaemonDone1Index, ChatbotsAreKeptWithTheTimeOfTheirNewestEvent) {
  insert(10, "c", "x");
  insert(20, "", "y");
  insert(30, "c", "x");
  index_.step(*db_, clock_);
  EXPECT_EQ(db_->number("SELECT seen_ms FROM chatbot WHERE id = 'x'"), 30);
  EXPECT_EQ(db_->number("SELECT seen_ms FROM chatbot WHERE id = 'y'"), 20);
  insert(25, "c", "x");
  index_.step(*db_, clock_);
  EXPECT_EQ(db_->number("SELECT seen_ms FROM chatbot WHERE id = 'x'"), 30);
}

/// The store as a whole, its tables looked at when it is closed.
class DaemonDone1Writer : public testing::Test {
 protected:
  void open() {
    auto opened = home_.open(clock_);
    ASSERT_TRUE(opened) << opened.error().message;
    store_ = std::move(*opened);
  }
  void TearDown() override {
    if (store_) store_->close();
  }
  void accept(std::int64_t from, std::int64_t count) {
    std::vector<store::NewEvent> events;
    for (std::int64_t i = from; i < from + count; ++i) {
      auto& made = events.emplace_back();
      made.seq.value = i;
      made.event.id = "order-" + std::to_string(i);
      made.event.type = "lead.captured";
      made.event.chatbotId = "bot";
      made.event.conversationId = "conv-" + std::to_string(i % 3);
      made.event.body = std::make_shared<const std::string>("{}");
      made.fingerprint = std::string(32, 'f');
    }
    ASSERT_TRUE(await<std::vector<store::AcceptedEvent>>([&](auto done) { store_->accept(std::move(events), std::move(done)); }));
  }
  /// Until the writer has done what waits behind it: it then commits no more.
  void settle(std::int64_t events) {
    for (int i = 0; i < 100'000; ++i) {
      auto db = Connection::open({(home_.options().folder / kDatabaseFile).string(), "", true});
      ASSERT_TRUE(db);
      if ((*db)->number("SELECT count(*) FROM conversation_event") == events) return;
    }
    ADD_FAILURE() << "the writer did not fill the table";
  }

  support::HandClock clock_;
  DiskHome home_;
  std::unique_ptr<store::Store> store_;
};

TEST_F(DaemonDone1Writer, TheTableIsFilledByItselfAndRetentionEmptiesIt) {
  open();
  accept(1, 2000);
  settle(2000);
  const auto page = await<store::Conversation>([&](auto done) { store_->conversation({.id = "conv-1", .limit = 500}, std::move(done)); });
  ASSERT_TRUE(page);
  ASSERT_EQ(page->events.size(), 500u);
  EXPECT_EQ(page->events.front().event.id, "order-1999");
  store::RetentionStep step;
  step.eventsBefore = clock_.now().wall;
  for (bool atEnd = false; !atEnd;) {
    const auto done = await<store::Retained>([&](auto answer) { store_->retain(step, std::move(answer)); });
    ASSERT_TRUE(done);
    atEnd = done->atEnd;
    step.after = done->upTo;
  }
  settle(0);
}

TEST_F(DaemonDone1Writer, WhatAnOlderHooklineStoredIsIndexedToo) {
  open();
  accept(1, 500);
  store_->close();
  {
    auto db = Connection::open({(home_.options().folder / kDatabaseFile).string(), "", false});
    ASSERT_TRUE(db);
    (*db)->run("DELETE FROM conversation_event; DELETE FROM chatbot; DELETE FROM meta WHERE name = 'conversations_to'");
    ASSERT_FALSE((*db)->failure());
  }
  open();
  settle(500);
  const auto seen = await<std::vector<store::SeenChatbot>>([&](auto done) { store_->chatbots(std::move(done)); });
  ASSERT_EQ(seen->size(), 1u);
}

}  // namespace
}  // namespace hookline::store_sqlite::internal
