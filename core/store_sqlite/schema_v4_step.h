#pragma once

namespace hookline::store_sqlite::internal {

/// delivery.step  where the plan of a delivery of several requests stands (packStep); NULL: it is complete, or there is none
inline constexpr const char* kStepOfSchemaV4 = R"sql(
ALTER TABLE delivery ADD COLUMN step BLOB;
)sql";

}  // namespace hookline::store_sqlite::internal
