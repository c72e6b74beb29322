#pragma once

namespace hookline::store_sqlite::internal {

/// Order by conversation (OrderBook). A row for each delivery that stands in the line of its webhook and conversation; `parked`: it waits
/// for the one before it, stored as held. Of each line exactly one is not parked: the only one that may be sent, or a dead letter that
/// blocks the others.
inline constexpr const char* kOrderOfSchemaV3 = R"sql(
CREATE TABLE order_line(delivery_id INTEGER PRIMARY KEY, webhook_id INT NOT NULL, conversation TEXT NOT NULL, parked INT NOT NULL) STRICT;
CREATE INDEX order_line_place ON order_line(webhook_id, conversation, delivery_id);
)sql";

}  // namespace hookline::store_sqlite::internal
