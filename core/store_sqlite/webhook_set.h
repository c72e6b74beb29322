#pragma once
#include <cstdint>
#include <unordered_map>
#include <unordered_set>

#include "model/ids.h"
#include "store_sqlite/connection.h"

namespace hookline::store_sqlite::internal {

/// Which webhooks exist, and which deleted ones may still have deliveries to cancel. A mirror for the writer alone: changed by the
/// operations of a batch, read anew from the database when a batch failed.
class WebhookSet {
 public:
  void load(Connection& db);

  bool alive(model::WebhookId id) const {
    const auto found = alive_.find(id.value);
    return found != alive_.end() && found->second;
  }
  bool deleted(model::WebhookId id) const {
    const auto found = alive_.find(id.value);
    return found != alive_.end() && !found->second;
  }
  void added(model::WebhookId id) { alive_[id.value] = true; }
  void removed(model::WebhookId id) {
    alive_[id.value] = false;
    toCancel_.insert(id.value);
  }
  const std::unordered_set<std::int64_t>& toCancel() const { return toCancel_; }
  void cancelled(model::WebhookId id) { toCancel_.erase(id.value); }

 private:
  std::unordered_map<std::int64_t, bool> alive_;  // false: deleted
  std::unordered_set<std::int64_t> toCancel_;
};

}  // namespace hookline::store_sqlite::internal
