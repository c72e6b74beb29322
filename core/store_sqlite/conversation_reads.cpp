#include "store_sqlite/conversation_reads.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <map>

#include "store_sqlite/delivery_reads.h"
#include "store_sqlite/delivery_rows.h"

namespace hookline::store_sqlite::internal {
namespace {

constexpr const char* kIndexedTo = "SELECT value FROM meta WHERE name = 'conversations_to'";
// The body stands last in its row, so these walks do not touch the pages it spills to.
constexpr const char* kNotIndexed = "SELECT seq, conversation FROM event WHERE seq < ? AND seq > ? ORDER BY seq DESC";
constexpr const char* kIndexed = "SELECT seq FROM conversation_event WHERE conversation = ? AND seq < ? ORDER BY seq DESC";
constexpr const char* kChatbots = "SELECT id, seen_ms FROM chatbot";
constexpr const char* kNotIndexedChatbots = "SELECT chatbot, accepted_ms FROM event WHERE seq > ? ORDER BY seq DESC";
constexpr int kEventsBetweenLooks = 256;

std::int64_t indexedTo(Connection& db) {
  auto rows = db.statement(kIndexedTo).query();
  return rows.next() ? rows.integer(0) : 0;
}

/// Walks the events of one conversation, newest first: those that the index does not know yet by looking at all of them, the others by the
/// index. Like DeliveryScan it stops when the taker has enough, when nothing is left, or when the budget is used up.
class ConversationScan {
 public:
  ConversationScan(ReadContext& context, const store::ConversationQuery& query)
      : context_(context), query_(query), indexedTo_(indexedTo(context.db)) {}

  /// False: enough.
  using Taker = std::function<bool(const EventHead&)>;
  enum class End { kEnough, kExhausted, kBudget };
  End run(model::EventSeq before, const Taker& taker) {
    reached_ = before;
    const auto below = before.value == 0 ? std::numeric_limits<std::int64_t>::max() : before.value;
    if (const auto end = notIndexed(below, taker); end != End::kExhausted) return end;
    auto rows = context_.db.statement(kIndexed).query(Text{query_.id}, std::min(below, indexedTo_ + 1));
    while (rows.next()) {
      if (const auto end = look({rows.integer(0)}, true, taker); end != End::kExhausted) return end;
    }
    return End::kExhausted;
  }
  /// The last event that was looked at: to go on below it.
  model::EventSeq reached() const { return reached_; }

 private:
  End notIndexed(std::int64_t below, const Taker& taker) {
    auto rows = context_.db.statement(kNotIndexed).query(below, indexedTo_);
    while (rows.next()) {
      if (const auto end = look({rows.integer(0)}, rows.text(1) == query_.id, taker); end != End::kExhausted) return end;
    }
    return End::kExhausted;
  }

  /// kExhausted: go on.
  End look(model::EventSeq seq, bool ofConversation, const Taker& taker) {
    if (++looked_ % kEventsBetweenLooks == 0 && context_.over(kPageBudget)) return End::kBudget;
    const auto head = ofConversation ? readEventHead(context_.db, seq) : std::nullopt;
    if (head && (query_.chatbotId.empty() || head->chatbotId == query_.chatbotId) && !taker(*head)) return End::kEnough;
    reached_ = seq;
    return End::kExhausted;
  }

  ReadContext& context_;
  const store::ConversationQuery& query_;
  const std::int64_t indexedTo_;
  int looked_ = 0;
  model::EventSeq reached_;
};

/// Fills what is empty; true: nothing is any more.
bool addPerson(model::Person& person, const model::Person& more) {
  if (person.email.empty()) person.email = more.email;
  if (person.name.empty()) person.name = more.name;
  if (person.visitorId.empty()) person.visitorId = more.visitorId;
  return !person.email.empty() && !person.name.empty() && !person.visitorId.empty();
}

}  // namespace

base::Result<store::Conversation> readConversation(ReadContext& context, const store::ConversationQuery& query) {
  using End = ConversationScan::End;
  store::Conversation found;
  std::size_t bytes = 0;
  std::size_t rows = 0;
  ConversationScan scan(context, query);
  const auto end = scan.run(query.before, [&](const EventHead& head) {
    if (found.events.size() == query.limit || bytes >= store::Store::kMaxRecentBytes || rows >= store::Store::kMaxConversationRows)
      return false;
    auto detail = eventDetail(context, head.seq);
    if (!detail) return true;
    const auto size = detail->event.body->size();
    const bool tooMuch =
        bytes + size > store::Store::kMaxRecentBytes || rows + detail->deliveries.size() > store::Store::kMaxConversationRows;
    if (!found.events.empty() && tooMuch) return false;
    bytes += size;
    rows += detail->deliveries.size();
    found.events.push_back(std::move(*detail));
    return true;
  });
  if (end != End::kExhausted) found.next = scan.reached();
  if (found.events.empty()) return found;
  std::size_t looked = 0;
  ConversationScan(context, query).run({}, [&](const EventHead& head) {
    return !addPerson(found.person, head.person) && ++looked < store::Conversation::kMaxPersonLook;
  });
  return found;
}

base::Result<std::vector<store::SeenChatbot>> readChatbots(ReadContext& context) {
  auto& db = context.db;
  std::map<std::string, std::int64_t> seen;
  {
    auto rows = db.statement(kChatbots).query();
    while (rows.next()) seen.emplace(rows.string(0), rows.integer(1));
  }
  auto rows = db.statement(kNotIndexedChatbots).query(indexedTo(db));
  for (int looked = 1; rows.next(); ++looked) {
    // Of a long rest the newest are enough: the others will be in the table soon.
    if (looked % kEventsBetweenLooks == 0 && context.over(kPageBudget)) break;
    if (rows.isNull(0)) continue;
    auto& at = seen[rows.string(0)];
    at = std::max(at, rows.integer(1));
  }
  std::vector<store::SeenChatbot> chatbots;
  for (const auto& [id, at] : seen) chatbots.push_back({id, base::fromMs(at)});
  std::stable_sort(chatbots.begin(), chatbots.end(), [](const auto& a, const auto& b) { return a.lastSeen > b.lastSeen; });
  if (chatbots.size() > store::Store::kMaxChatbots) chatbots.resize(store::Store::kMaxChatbots);
  return chatbots;
}

}  // namespace hookline::store_sqlite::internal
