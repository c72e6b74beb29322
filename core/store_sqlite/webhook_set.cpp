#include "store_sqlite/webhook_set.h"

namespace hookline::store_sqlite::internal {
namespace {

constexpr const char* kAll =
    "SELECT w.id, w.deleted_ms, f.pending + f.retrying + f.held FROM webhook w LEFT JOIN webhook_figures f ON f.webhook_id = w.id";

}  // namespace

void WebhookSet::load(Connection& db) {
  alive_.clear();
  toCancel_.clear();
  auto rows = db.statement(kAll).query();
  while (rows.next()) {
    const model::WebhookId id{rows.integer(0)};
    if (rows.isNull(1)) {
      added(id);
    } else {
      alive_[id.value] = false;
      if (rows.integer(2) > 0) toCancel_.insert(id.value);
    }
  }
}

}  // namespace hookline::store_sqlite::internal
