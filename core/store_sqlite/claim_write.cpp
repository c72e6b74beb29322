#include "store_sqlite/claim_write.h"

namespace hookline::store_sqlite::internal {
namespace {

using model::DeliveryState;

constexpr const char* kFind = "SELECT state, webhook_id, due_ms, epoch FROM delivery WHERE id = ?";
constexpr const char* kClaim = "UPDATE delivery SET state = 1, epoch = ?2, updated_ms = ?3 WHERE id = ?1";

bool claimOne(WriteContext& context, const store::Claim& claim) {
  std::int64_t state = 0;
  model::WebhookId webhook;
  {
    auto rows = context.db.statement(kFind).query(claim.id.value);
    if (!rows.next() || rows.integer(2) != base::toMs(claim.due)) return false;
    state = rows.integer(0);
    webhook.value = rows.integer(1);
    // The repeat of a claim whose outcome was unknown.
    if (state == static_cast<std::int64_t>(DeliveryState::kDelivering)) return rows.integer(3) == context.epoch;
  }
  const auto from = static_cast<DeliveryState>(state);
  if (from != DeliveryState::kPending && from != DeliveryState::kRetrying) return false;
  if (!context.webhooks.alive(webhook)) return false;  // about to be cancelled
  context.db.statement(kClaim).execute(claim.id.value, context.epoch, base::toMs(context.now));
  context.figures.moved(webhook, from, DeliveryState::kDelivering);
  return true;
}

}  // namespace

void ClaimWrite::apply(WriteContext& context) {
  std::vector<model::DeliveryId> granted;
  granted.reserve(claims_.size());
  for (const auto& claim : claims_) {
    if (claimOne(context, claim)) granted.push_back(claim.id);
  }
  outcome_ = std::move(granted);
}

}  // namespace hookline::store_sqlite::internal
