#include <algorithm>
#include <map>

#include "api/calls.h"
#include "api/event_calls.h"
#include "api/query.h"
#include "api/router_state.h"
#include "api/rows.h"

namespace hookline::api::internal {
namespace {

using model::Permission;

/// One event of the timeline, `data` as it stands in the stored body.
std::string timelineItem(const model::ConfigSnapshot& config, const store::EventDetail& detail) {
  auto event = eventJson(detail.event);
  event["acceptedAt"] = base::formatIso(detail.acceptedAt);
  const auto& body = *detail.event.body;
  const auto data = body.empty() ? std::nullopt : model::memberText(body, "data").value_or(std::nullopt);
  OrderedJson item{{"deliveries", OrderedJson::array()}};
  for (const auto& row : detail.deliveries) item["deliveries"].push_back(rowJson(config, row));
  return dumpWithRaw(item, "event", data ? dumpWithRaw(event, "data", *data) : dump(event));
}

base::Result<store::ConversationQuery> readConversationQuery(const Call& call) {
  const auto& request = call.request;
  if (auto fine = checkNames(request, {"chatbotId", "cursor", "limit"}); !fine) return base::fail(fine.error());
  store::ConversationQuery query;
  query.id = call.parameters[0];
  auto chatbot = queryText(request, "chatbotId");
  if (!chatbot) return base::fail(chatbot.error());
  query.chatbotId = std::move(*chatbot);
  const auto limit = queryLimit(request);
  if (!limit) return base::fail(limit.error());
  query.limit = *limit;
  if (!request.hasQuery("cursor")) return query;
  const auto before = model::EventSeq::parse(request.queryValue("cursor"));
  if (!before) return base::fail(unknownCursor());
  query.before = *before;
  return query;
}

void getConversation(const Context& context, Call call) {
  auto query = readConversationQuery(call);
  if (!query) return call.refuse(query.error());
  const bool first = !query->before;
  context->services.store.conversation(
      std::move(*query),
      base::Completion<store::Conversation>([context, call = std::move(call), first](base::Result<store::Conversation> found) mutable {
        if (!found) return call.refuse(found.error());
        if (first && found->events.empty() && !found->next) return call.refuse(notFound("Conversation not found"));
        const auto config = context->services.config.snapshot();
        std::vector<std::string> items;
        for (const auto& event : found->events) items.push_back(timelineItem(*config, event));
        OrderedJson body{{"conversationId", call.parameters[0]}, {"person", model::toJson(found->person)}};
        body["next"] = found->next ? OrderedJson(found->next->text()) : OrderedJson(nullptr);
        call.answer(textAnswer(200, dumpWithRaw(body, "items", arrayText(items))));
      }));
}

/// Those that were seen, latest first, then those that only webhooks know.
std::vector<std::string> chatbotItems(const std::vector<store::SeenChatbot>& seen, const model::ConfigSnapshot& config) {
  std::map<std::string, std::size_t> webhooks;
  for (const auto& [id, webhook] : config.webhooks)
    if (webhook->chatbotId != "*") ++webhooks[webhook->chatbotId];
  std::vector<std::string> items;
  for (const auto& one : seen) {
    const auto known = webhooks.extract(one.id);
    items.push_back(dump({{"chatbotId", one.id}, {"webhooks", known ? known.mapped() : 0}, {"lastSeenAt", base::formatIso(one.lastSeen)}}));
  }
  for (const auto& [id, count] : webhooks) items.push_back(dump({{"chatbotId", id}, {"webhooks", count}, {"lastSeenAt", nullptr}}));
  if (items.size() > store::Store::kMaxChatbots) items.resize(store::Store::kMaxChatbots);
  return items;
}

void listChatbots(const Context& context, Call call) {
  context->services.store.chatbots(base::Completion<std::vector<store::SeenChatbot>>(
      [context, call = std::move(call)](base::Result<std::vector<store::SeenChatbot>> seen) mutable {
        if (!seen) return call.refuse(seen.error());
        call.answer(textAnswer(200, listText(chatbotItems(*seen, *context->services.config.snapshot()), std::nullopt)));
      }));
}

}  // namespace

void addConversationCalls(std::vector<RouteEntry>& routes) {
  routes.push_back({"GET", "/api/conversations/{id}", Permission::kRead, BodyKind::kNone, getConversation, {}});
  routes.push_back({"GET", "/api/chatbots", Permission::kRead, BodyKind::kNone, listChatbots, {}});
}

}  // namespace hookline::api::internal
