#pragma once
#include <vector>

#include "base/result.h"
#include "store/records.h"
#include "store_sqlite/reader_pool.h"

namespace hookline::store_sqlite::internal {

base::Result<store::JobCount> countJob(ReadContext& context, const store::JobScope& scope);
base::Result<store::JobItems> jobItems(ReadContext& context, const store::JobScope& scope, std::int64_t after, std::size_t limit);

}  // namespace hookline::store_sqlite::internal
