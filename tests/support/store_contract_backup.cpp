#include "support/store_contract_backup.h"

namespace hookline::support {

using base::Errc;
using Copied = base::Result<std::uint64_t>;

TEST_P(DaemonDone7Store, ABackupIsAFileOfTheSizeThatIsAnswered) {
  acceptOne(addWebhook());
  const auto bytes = await<std::uint64_t>([&](auto done) { store_->backup(folder_ / "copy", std::move(done)); });
  ASSERT_TRUE(bytes) << bytes.error().message;
  EXPECT_EQ(*bytes, std::filesystem::file_size(folder_ / "copy"));
  EXPECT_FALSE(store_->storeFigures().backup);
}

TEST_P(DaemonDone7Store, OneBackupIsMadeAtATime) {
  std::promise<Copied> first;
  std::promise<Copied> second;
  together([&] {
    store_->backup(folder_ / "a", base::Completion<std::uint64_t>([&](Copied made) { first.set_value(std::move(made)); }));
    store_->backup(folder_ / "b", base::Completion<std::uint64_t>([&](Copied made) { second.set_value(std::move(made)); }));
  });
  EXPECT_TRUE(first.get_future().get());
  const auto refused = second.get_future().get();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::kConflict);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "b"));
}

TEST_P(DaemonDone7Store, AStoppedBackupLeavesNoFile) {
  std::promise<Copied> stopped;
  together([&] {
    store_->backup(folder_ / "a", base::Completion<std::uint64_t>([&](Copied made) { stopped.set_value(std::move(made)); }));
    store_->putSetting("x", "1", audit("x"), base::Completion<void>([&](auto) { store_->stopBackup(); }));
  });
  const auto made = stopped.get_future().get();
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, Errc::kCancelled);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "a"));
  EXPECT_TRUE(await<std::uint64_t>([&](auto done) { store_->backup(folder_ / "a", std::move(done)); })) << "and the next one is made";
}

TEST_P(DaemonDone7Store, ABackupThatCannotBeWrittenHarmsNothing) {
  const auto made = await<std::uint64_t>([&](auto done) { store_->backup(folder_ / "missing" / "copy", std::move(done)); });
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, Errc::kNotFound);
  acceptOne(addWebhook());
  store_->close();
  const auto late = await<std::uint64_t>([&](auto done) { store_->backup(folder_ / "late", std::move(done)); });
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, Errc::kUnavailable);
}

}  // namespace hookline::support
