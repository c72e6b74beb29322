#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "sqlite_home.h"

namespace hookline::store_sqlite {
namespace {

using support::await;

/// Time passes whenever somebody looks, once it is told to.
class TickingClock final : public base::Clock {
 public:
  base::Now now() const override {
    const auto ticks = ticking_ ? ++ticks_ : ticks_.load();
    return {base::fromMs(1'790'000'000'000), base::MonoTime{base::Micros{ticks * 50'000}}, {}};
  }
  void start() { ticking_ = true; }

 private:
  std::atomic<bool> ticking_ = false;
  mutable std::atomic<std::int64_t> ticks_ = 0;
};

class SearchBudget : public testing::Test {
 protected:
  static constexpr std::int64_t kEvents = 5000;

  void SetUp() override {
    auto opened = home_.open(clock_);
    ASSERT_TRUE(opened) << opened.error().message;
    store_ = std::move(*opened);
    model::Webhook webhook;
    webhook.id.value = 5;
    webhook.url = "https://example.com/";
    webhook.events = {"*"};
    ASSERT_TRUE(await<void>([&](auto done) { store_->putWebhook(webhook, {{}, "a", "b", "c"}, std::move(done)); }));
    std::vector<store::NewEvent> events;
    for (std::int64_t i = 1; i <= kEvents; ++i) {
      auto& made = events.emplace_back();
      made.seq.value = i * 10;
      made.event.id = "order-" + std::to_string(i);
      made.event.type = "lead.captured";
      made.event.body = std::make_shared<const std::string>("{}");
      made.event.conversationId = i % 2 == 0 ? "even" : "odd";
      made.event.person.email = i == 7 ? "needle@example.com" : "hay@example.com";
      made.fingerprint = std::string(32, 'f');
      made.deliveries.push_back({{i * 10 + 1}, webhook.id, {}, false});
    }
    ASSERT_TRUE(await<std::vector<store::AcceptedEvent>>([&](auto done) { store_->accept(std::move(events), std::move(done)); }));
    clock_.start();
  }
  void TearDown() override { store_->close(); }

  TickingClock clock_;
  DiskHome home_;
  std::unique_ptr<store::Store> store_;
};

TEST_F(SearchBudget, RecentEventsThatRunOutOfTimeSayWhereToGoOn) {
  std::size_t found = 0;
  int pages = 0;
  model::EventSeq before{};
  do {
    const auto page = await<store::EventPage>([&](auto done) { store_->recentEvents(before, 500, std::move(done)); });
    ASSERT_TRUE(page);
    EXPECT_LT(page->events.size(), 500u);
    found += page->events.size();
    before = page->next.value_or(model::EventSeq{});
  } while (before && ++pages < 100);
  EXPECT_EQ(found, static_cast<std::size_t>(kEvents));
}

TEST_F(SearchBudget, DaemonDone1_AConversationThatRunsOutOfTimeSaysWhereToGoOn) {
  std::set<std::string> found;
  std::int64_t pages = 0;
  store::ConversationQuery query{.id = "odd", .limit = 500};
  do {
    const auto page = await<store::Conversation>([&](auto done) { store_->conversation(query, std::move(done)); });
    ASSERT_TRUE(page) << page.error().message;
    for (const auto& one : page->events) EXPECT_TRUE(found.insert(one.event.id).second) << one.event.id;
    ASSERT_TRUE(!page->next || !query.before || *page->next < query.before);
    query.before = page->next.value_or(model::EventSeq{});
  } while (query.before && ++pages < 1000);
  EXPECT_EQ(found.size(), static_cast<std::size_t>(kEvents / 2));
  EXPECT_GT(pages, kEvents / 2 / 500) << "it never ran out of time";
}

TEST_F(SearchBudget, AListThatRunsOutOfTimeSaysWhereToGoOn) {
  store::DeliveryQuery query;
  query.text = "needle";
  std::vector<model::DeliveryId> found;
  model::DeliveryId before;
  int pages = 0;
  for (; pages < 100; ++pages) {
    const auto page = await<store::DeliveryPage>([&](auto done) { store_->list(query, {before, 50}, std::move(done)); });
    ASSERT_TRUE(page) << page.error().message;
    for (const auto& row : page->rows) found.push_back(row.id);
    if (!page->next) break;
    ASSERT_TRUE(!before || *page->next < before);
    before = *page->next;
  }
  EXPECT_GE(pages, 1);
  EXPECT_THAT(found, testing::ElementsAre(model::DeliveryId{71}));
}

TEST_F(SearchBudget, ACountThatRunsOutOfTimeSaysItIsNotExact) {
  store::DeliveryQuery query;
  query.email = "hay@example.com";
  const auto facets = await<store::Facets>([&](auto done) { store_->facets(query, std::move(done)); });
  ASSERT_TRUE(facets) << facets.error().message;
  EXPECT_FALSE(facets->exact);
  EXPECT_GT(facets->total, 0u);
  EXPECT_LT(facets->total, static_cast<std::uint64_t>(kEvents));
  const auto all = await<store::Facets>([&](auto done) { store_->facets({}, std::move(done)); });
  ASSERT_TRUE(all);
  EXPECT_TRUE(all->exact);
  EXPECT_EQ(all->total, static_cast<std::uint64_t>(kEvents));
}

}  // namespace
}  // namespace hookline::store_sqlite
