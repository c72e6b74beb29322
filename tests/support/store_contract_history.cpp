// What is asked afterwards: the audit log, saved views, conversations and the chatbots that were seen.
#include <gmock/gmock.h>

#include "support/store_contract.h"

namespace hookline::support {

using base::Errc;
using model::DeliveryState;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

store::AuditPage auditPage(store::Store& store, const store::AuditQuery& query, std::int64_t before = 0, std::size_t limit = 50) {
  auto page = await<store::AuditPage>([&](auto done) { store.auditLog(query, before, limit, std::move(done)); });
  EXPECT_TRUE(page) << page.error().message;
  return page.value_or(store::AuditPage{});
}

std::vector<std::string> whats(const store::AuditPage& page) {
  std::vector<std::string> all;
  for (const auto& entry : page.entries) all.push_back(entry.what);
  return all;
}

store::Conversation conversationOf(store::Store& store, store::ConversationQuery query) {
  auto found = await<store::Conversation>([&](auto done) { store.conversation(std::move(query), std::move(done)); });
  EXPECT_TRUE(found) << found.error().message;
  return found ? std::move(*found) : store::Conversation{};
}

std::vector<std::string> idsOf(const store::Conversation& conversation) {
  std::vector<std::string> ids;
  for (const auto& one : conversation.events) ids.push_back(one.event.id);
  return ids;
}

std::vector<std::string> chatbotsOf(store::Store& store) {
  std::vector<std::string> ids;
  const auto seen = await<std::vector<store::SeenChatbot>>([&](auto done) { store.chatbots(std::move(done)); });
  EXPECT_TRUE(seen) << seen.error().message;
  for (const auto& one : *seen) ids.push_back(one.id);
  return ids;
}

base::Status saveView(store::Store& store, const std::string& name, const std::string& body, base::WallTime at) {
  return await<void>([&](auto done) { store.putView({name, body, at}, {at, "owner", "view.save", name}, std::move(done)); });
}

}  // namespace

TEST_P(StoreContract, DaemonDone1_TheAuditLogIsReadNewestFirstPageByPage) {
  for (const auto* what : {"a", "b", "c", "d", "e"}) {
    store_->audit(audit(what));
    clock_.advance(base::Millis{1000});
  }
  addWebhook();
  auto page = auditPage(*store_, {}, 0, 2);
  EXPECT_THAT(whats(page), ElementsAre("webhook.create", "e"));
  ASSERT_TRUE(page.next);
  page = auditPage(*store_, {}, *page.next, 2);
  EXPECT_THAT(whats(page), ElementsAre("d", "c"));
  page = auditPage(*store_, {}, *page.next, 2);
  EXPECT_THAT(whats(page), ElementsAre("b", "a"));
  EXPECT_EQ(page.next, std::nullopt);
}

TEST_P(StoreContract, DaemonDone1_TheAuditLogIsFilteredByEachOfItsParts) {
  const auto began = now();
  const auto note = [&](const char* who, const char* what, const char* target) {
    store_->audit({now(), who, what, target});
    clock_.advance(base::Millis{1000});
  };
  note("ada", "token.create", "ci");
  note("bob", "token.create", "cd");
  note("ada", "token.revoke", "ci");
  addWebhook();
  EXPECT_EQ(auditPage(*store_, {.who = "ada"}).entries.size(), 2u);
  EXPECT_THAT(whats(auditPage(*store_, {.who = "ada", .what = "token.revoke"})), ElementsAre("token.revoke"));
  EXPECT_EQ(auditPage(*store_, {.what = "token.create"}).entries.size(), 2u);
  EXPECT_EQ(auditPage(*store_, {.target = "cd"}).entries.at(0).who, "bob");
  EXPECT_EQ(auditPage(*store_, {.since = began + base::Millis{1000}, .until = began + base::Millis{2000}}).entries.at(0).target, "cd");
  EXPECT_EQ(auditPage(*store_, {.since = began + base::Millis{1000}, .until = began + base::Millis{2000}}).entries.size(), 1u);
  EXPECT_THAT(auditPage(*store_, {.what = "token"}).entries, IsEmpty());
}

TEST_P(StoreContract, DaemonDone1_AViewIsKeptReplacedAndDeletedByItsName) {
  ASSERT_TRUE(saveView(*store_, "Zürich", "{\"page\":1}", now()));
  ASSERT_TRUE(saveView(*store_, "Dead", "{\"page\":2}", now()));
  clock_.advance(base::Millis{1000});
  ASSERT_TRUE(saveView(*store_, "Zürich", "{\"page\":3}", now()));
  reopen();
  const auto all = await<std::vector<store::View>>([&](auto done) { store_->views(std::move(done)); });
  ASSERT_EQ(all->size(), 2u);
  EXPECT_EQ(all->at(0).name, "Dead");
  EXPECT_EQ(all->at(1).body, "{\"page\":3}");
  EXPECT_EQ(all->at(1).updatedAt, now());
  const auto remove = [&] { return await<void>([&](auto done) { store_->deleteView("Zürich", audit("view.delete"), std::move(done)); }); };
  ASSERT_TRUE(remove());
  EXPECT_EQ(remove().error().code, Errc::kNotFound);
  EXPECT_EQ(await<store::View>([&](auto done) { store_->view("Zürich", std::move(done)); }).error().code, Errc::kNotFound);
  EXPECT_EQ(await<store::View>([&](auto done) { store_->view("Dead", std::move(done)); })->body, "{\"page\":2}");
  EXPECT_EQ(auditPage(*store_, {.what = "view.delete"}).entries.size(), 1u) << "what changed nothing is not audited";
}

TEST_P(StoreContract, DaemonDone1_ViewsHaveALimitThatOldOnesMayStillBeChangedAt) {
  for (std::size_t i = 0; i < store::Store::kMaxViews; ++i) ASSERT_TRUE(saveView(*store_, "view " + std::to_string(i), "{}", now()));
  EXPECT_EQ(saveView(*store_, "one more", "{}", now()).error().code, Errc::kConflict);
  EXPECT_TRUE(saveView(*store_, "view 7", "{\"a\":1}", now()));
}

TEST_P(StoreContract, DaemonDone1_AConversationIsReadNewestFirstPageByPage) {
  const auto hook = addWebhook();
  for (int i = 1; i <= 5; ++i) {
    accept(event("one-" + std::to_string(i), {hook}));
    auto other = event("other-" + std::to_string(i), {hook});
    other.event.conversationId = "conv_2";
    accept(std::move(other));
  }
  // Found by looking through all at first, and by the index a moment later: one answer, whichever it is.
  for (int round = 0; round < 2; ++round) {
    auto page = conversationOf(*store_, {.id = "conv_1", .limit = 3});
    EXPECT_THAT(idsOf(page), ElementsAre("one-5", "one-4", "one-3"));
    ASSERT_TRUE(page.next);
    ASSERT_EQ(page.events[0].deliveries.size(), 1u);
    EXPECT_EQ(page.events[0].deliveries[0].webhookId, hook);
    EXPECT_EQ(page.person, (model::Person{"ada@example.com", "Ada Lovelace", "v-17"}));
    page = conversationOf(*store_, {.id = "conv_1", .before = *page.next, .limit = 3});
    EXPECT_THAT(idsOf(page), ElementsAre("one-2", "one-1"));
    EXPECT_EQ(page.next, std::nullopt);
    reopen();
  }
  EXPECT_THAT(idsOf(conversationOf(*store_, {.id = "conv_3"})), IsEmpty());
}

TEST_P(StoreContract, DaemonDone1_AConversationIsNarrowedToAChatbotAndKnowsItsPersonFromOlderEvents) {
  auto lead = event("lead", {});
  accept(std::move(lead));
  for (int i = 0; i < 4; ++i) {
    auto later = event("later-" + std::to_string(i), {});
    later.event.person = {"", "Countess", ""};
    later.event.chatbotId = i == 2 ? "bot_2" : "bot_1";
    accept(std::move(later));
  }
  const auto newest = conversationOf(*store_, {.id = "conv_1", .limit = 1});
  EXPECT_EQ(newest.person, (model::Person{"ada@example.com", "Countess", "v-17"}));
  EXPECT_THAT(idsOf(conversationOf(*store_, {.id = "conv_1", .chatbotId = "bot_2"})), ElementsAre("later-2"));
}

TEST_P(StoreContract, DaemonDone1_AnEventThatComesBelowWhatIsIndexedIsFoundToo) {
  auto early = event("early", {});
  for (int i = 0; i < 3; ++i) accept(event("late-" + std::to_string(i), {}));
  accept(std::move(early));
  const auto all = [&] { return idsOf(conversationOf(*store_, {.id = "conv_1"})); };
  EXPECT_THAT(all(), ElementsAre("late-2", "late-1", "late-0", "early"));
  reopen();
  EXPECT_THAT(all(), ElementsAre("late-2", "late-1", "late-0", "early"));
}

TEST_P(StoreContract, DaemonDone1_WhatRetentionTookIsInNoConversation) {
  const auto hook = addWebhook();
  const auto gone = made(hook, DeliveryState::kDelivered);
  const auto emptied = made(hook, DeliveryState::kDelivered);
  const auto waiting = made(hook, DeliveryState::kPending);
  const auto waitingEvent = detail(waiting).row.eventId;
  clock_.advance(std::chrono::hours{48});
  const auto retain = [&](store::RetentionStep rules) {
    return await<store::Retained>([&](auto done) { store_->retain(rules, std::move(done)); });
  };
  ASSERT_EQ(retain({.after = detail(gone).row.eventSeq, .payloadsBefore = now()})->payloads, 1u);
  auto conversation = conversationOf(*store_, {.id = "conv_1"});
  ASSERT_EQ(conversation.events.size(), 3u);
  EXPECT_EQ(*conversation.events[1].event.body, "");
  EXPECT_EQ(conversation.events[1].event.id, detail(emptied).row.eventId);
  ASSERT_EQ(retain({.eventsBefore = now()})->events, 2u);
  EXPECT_THAT(idsOf(conversationOf(*store_, {.id = "conv_1"})), ElementsAre(waitingEvent));
  EXPECT_THAT(chatbotsOf(*store_), ElementsAre("bot_1"));
}

TEST_P(StoreContract, DaemonDone1_ChatbotsAreKnownLatestFirst) {
  EXPECT_THAT(chatbotsOf(*store_), IsEmpty());
  for (const auto* bot : {"bot_a", "bot_b", "bot_a"}) {
    clock_.advance(base::Millis{1000});
    auto made = generatedEvent({});
    made.event.chatbotId = bot;
    made.fingerprint.back() = bot[4];
    accept(std::move(made));
  }
  auto none = generatedEvent({});
  none.event.chatbotId.clear();
  accept(std::move(none));
  for (int round = 0; round < 2; ++round) {
    EXPECT_THAT(chatbotsOf(*store_), ElementsAre("bot_a", "bot_b"));
    reopen();
  }
}

TEST_P(StoreContract, DaemonDone1_OnlyTheLatestThousandChatbotsAreKept) {
  std::vector<store::NewEvent> events;
  for (std::size_t i = 0; i < store::Store::kMaxChatbots + 50; ++i) {
    auto made = generatedEvent({});
    made.event.chatbotId = "bot_" + std::to_string(i);
    made.acceptedAt = now() + base::Millis{static_cast<std::int64_t>(i)};
    events.push_back(std::move(made));
  }
  ASSERT_TRUE(await<std::vector<store::AcceptedEvent>>([&](auto done) { store_->accept(std::move(events), std::move(done)); }));
  const auto ids = chatbotsOf(*store_);
  EXPECT_EQ(ids.size(), store::Store::kMaxChatbots);
  EXPECT_EQ(ids.front(), "bot_1049");
  EXPECT_EQ(ids.back(), "bot_50");
}

TEST_P(StoreContract, DaemonDone1_AnEventKnowsTheDeliveryItIsACopyOf) {
  const auto hook = addWebhook();
  const auto first = acceptOne(hook);
  auto copy = event("copy", {hook});
  copy.event.resentFrom = first;
  const auto accepted = accept(std::move(copy));
  reopen();
  EXPECT_EQ(detail(accepted.deliveries.at(0).id).row.resentFrom, first);
  EXPECT_EQ(list({}).rows.at(0).resentFrom, first);
  EXPECT_FALSE(detail(first).row.resentFrom);
  const auto due = await<store::DuePage>([&](auto done) { store_->due(hook, 10, std::move(done)); });
  EXPECT_EQ(due->items.back().event->resentFrom, first);
}

}  // namespace hookline::support
