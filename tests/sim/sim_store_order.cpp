// The order of a conversation, as store.h and delivery.md §1.7 say it.
#include "sim_store.h"

namespace hookline::sim {
namespace {

using model::DeliveryState;
using model::Ordering;

}  // namespace

bool SimStore::blocks(model::WebhookId id) const {
  const auto found = webhooks_.find(id);
  return found != webhooks_.end() && found->second.ordering == Ordering{Ordering::By::kConversation, Ordering::OnDead::kBlock};
}

bool SimStore::mustWait(const StoredDelivery& row) {
  const auto webhook = webhooks_.find(row.due.webhookId);
  const auto& conversation = row.due.event->conversationId;
  const bool ordered = webhook != webhooks_.end() && webhook->second.ordering.by == Ordering::By::kConversation;
  if (!ordered || conversation.empty() || row.due.once || scenario_.mutant == Mutant::kForgetsOrder) return false;
  auto& line = lines_[{row.due.webhookId, conversation}];
  const auto id = row.due.id.value;
  if (!line.contains(id) && !line.empty()) parked_.insert(id);
  line.insert(id);
  return parked_.contains(id);
}

void SimStore::leaveLine(const StoredDelivery& row) {
  const auto line = lines_.find({row.due.webhookId, row.due.event->conversationId});
  const auto id = row.due.id.value;
  if (line == lines_.end() || !line->second.contains(id)) return;
  if (row.state == DeliveryState::kDead && blocks(row.due.webhookId) && !parked_.contains(id)) return;
  line->second.erase(id);
  const bool parked = parked_.erase(id) > 0;
  if (line->second.empty()) {
    lines_.erase(line);
    return;
  }
  if (parked) return;
  auto& next = rows_.at(*line->second.begin());
  parked_.erase(next.due.id.value);
  setDue(next, agenda_.now().wall);
  released_.push_back(next.due.id.value);
  move(next, DeliveryState::kPending, Cause::kTurn);
}

void SimStore::unblock(model::WebhookId id) {
  std::vector<const StoredDelivery*> dead;
  for (const auto& [line, members] : lines_)
    for (const auto member : members)
      if (line.first == id && rows_.at(member).state == DeliveryState::kDead) dead.push_back(&rows_.at(member));
  for (const auto* row : dead) leaveLine(*row);
}

}  // namespace hookline::sim
