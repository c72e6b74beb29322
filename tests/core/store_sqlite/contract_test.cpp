#include "sqlite_home.h"
#include "support/store_contract_alerts.h"
#include "support/store_contract_backup.h"
#include "support/store_contract_jobs.h"
#include "support/store_contract_order.h"

namespace hookline::support {

INSTANTIATE_TEST_SUITE_P(Sqlite, StoreContract,
                         testing::Values(StoreKind{"OnDisk", [] { return std::make_unique<store_sqlite::DiskHome>(); }},
                                         StoreKind{"SortingIdsAtOnce", [] { return std::make_unique<store_sqlite::DiskHome>(1); }}),
                         [](const auto& kind) { return kind.param.name; });

INSTANTIATE_TEST_SUITE_P(Sqlite, EngineDone4Store,
                         testing::Values(StoreKind{"OnDisk", [] { return std::make_unique<store_sqlite::DiskHome>(); }}),
                         [](const auto& kind) { return kind.param.name; });

INSTANTIATE_TEST_SUITE_P(Sqlite, DaemonDone1UndoStore,
                         testing::Values(StoreKind{"OnDisk", [] { return std::make_unique<store_sqlite::DiskHome>(); }}),
                         [](const auto& kind) { return kind.param.name; });

INSTANTIATE_TEST_SUITE_P(Sqlite, DaemonDone1AlertStore,
                         testing::Values(StoreKind{"OnDisk", [] { return std::make_unique<store_sqlite::DiskHome>(); }}),
                         [](const auto& kind) { return kind.param.name; });

INSTANTIATE_TEST_SUITE_P(Sqlite, EngineDone2Ordering,
                         testing::Values(StoreKind{"OnDisk", [] { return std::make_unique<store_sqlite::DiskHome>(); }}),
                         [](const auto& kind) { return kind.param.name; });

INSTANTIATE_TEST_SUITE_P(Sqlite, DaemonDone7Store,
                         testing::Values(StoreKind{"OnDisk", [] { return std::make_unique<store_sqlite::DiskHome>(); }}),
                         [](const auto& kind) { return kind.param.name; });

}  // namespace hookline::support
