#pragma once
#include <optional>
#include <tuple>

#include "client/types.h"

namespace hookline::dead_letters_page {

/// What makes two dead letters one group: where they were to go and why they did not arrive.
struct GroupKey {
  model::WebhookId webhook;
  model::ErrorClass errorClass = model::ErrorClass::kNone;
  std::optional<int> status;

  auto operator<=>(const GroupKey&) const = default;
};

inline GroupKey keyOf(const client::DeadGroup& group) { return {group.webhookId, group.errorClass, group.status}; }
inline GroupKey keyOf(const client::Delivery& delivery) { return {delivery.row.webhookId, delivery.row.errorClass, delivery.row.status}; }

}  // namespace hookline::dead_letters_page
