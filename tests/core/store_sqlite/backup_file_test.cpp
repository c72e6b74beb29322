#include "store_sqlite/backup_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "platform/private_file.h"
#include "sqlite_home.h"

namespace hookline::store_sqlite {
namespace {

using base::Errc;
using support::await;
using testing::HasSubstr;

/// A store whose copies are looked at.
class DaemonDone7BackupFile : public testing::Test {
 protected:
  void SetUp() override {
    auto opened = home_.open(clock_);
    ASSERT_TRUE(opened) << opened.error().message;
    store_ = std::move(*opened);
    webhook_.id.value = 17;
    webhook_.name = "Sales";
    webhook_.url = "https://example.com/";
    webhook_.secret = "canary-secret";
    webhook_.events = {"*"};
    ASSERT_TRUE(await<void>([&](auto done) { store_->putWebhook(webhook_, {{}, "owner", "webhook.create", "wh"}, std::move(done)); }));
  }

  base::Status accept(std::int64_t n, std::size_t bodyBytes = 20) {
    store::NewEvent event;
    event.seq.value = n * 2;
    event.event.id = "evt_" + std::to_string(n);
    event.event.type = "a.b";
    event.event.body = std::make_shared<const std::string>("{\"data\":\"" + std::string(bodyBytes, 'x') + "\"}");
    event.fingerprint = std::string(32, 'f');
    event.acceptedAt = clock_.now().wall;
    event.deliveries.push_back({model::DeliveryId{n * 2 + 1}, webhook_.id, event.acceptedAt, false});
    std::vector<store::NewEvent> one;
    one.push_back(std::move(event));
    const auto accepted = await<std::vector<store::AcceptedEvent>>([&](auto done) { store_->accept(std::move(one), std::move(done)); });
    return accepted ? base::Status{} : base::Status(base::fail(accepted.error()));
  }
  base::Result<std::uint64_t> backup() {
    return await<std::uint64_t>([&](auto done) { store_->backup(copy(), std::move(done)); });
  }
  std::filesystem::path copy() const { return folder_ / "copy.db"; }
  void run(const std::string& sql) const {
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(copy().string().c_str(), &db), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(db);
  }

  support::HandClock clock_;
  DiskHome home_;
  support::TempFolder folder_;
  model::Webhook webhook_;
  std::unique_ptr<store::Store> store_;
};

TEST_F(DaemonDone7BackupFile, SaysWhatItHoldsAndIsOneFileForItsOwnerAlone) {
  for (int n = 1; n <= 5; ++n) ASSERT_TRUE(accept(n));
  ASSERT_TRUE(backup());
  const auto facts = inspectBackup(copy());
  ASSERT_TRUE(facts) << facts.error().message;
  EXPECT_EQ(facts->webhooks, 1U);
  EXPECT_EQ(facts->events, 5U);
  EXPECT_EQ(facts->waiting, 5U);
  EXPECT_EQ(facts->dead, 0U);
  EXPECT_TRUE(facts->hasKey);
  EXPECT_FALSE(facts->byPassphrase);
  EXPECT_TRUE(*platform::isPrivate(copy()));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_.path()), {}), 1) << "no log and no journal is left beside it";
  std::ifstream in(copy(), std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  EXPECT_THAT(bytes, testing::Not(HasSubstr("canary-secret")));
  EXPECT_THAT(bytes, HasSubstr("Sales"));
}

TEST_F(DaemonDone7BackupFile, OpensAsAStoreWithTheSameSecrets) {
  ASSERT_TRUE(accept(1));
  ASSERT_TRUE(backup());
  auto options = home_.options();
  options.folder = folder_.path();
  std::filesystem::rename(copy(), folder_ / kDatabaseFile);
  auto opened = openSqliteStore(options, clock_, {});
  ASSERT_TRUE(opened) << opened.error().message;
  const auto config = await<store::StoredConfig>([&](auto done) { (*opened)->config(std::move(done)); });
  ASSERT_TRUE(config);
  ASSERT_EQ(config->webhooks.size(), 1U);
  EXPECT_EQ(config->webhooks[0].secret, "canary-secret");
}

/// Everything that was acknowledged before the copy began is in it, whatever is written meanwhile.
TEST_F(DaemonDone7BackupFile, IsWholeThoughTheStoreIsWrittenToMeanwhile) {
  constexpr int kBefore = 60;
  for (int n = 1; n <= kBefore; ++n) ASSERT_TRUE(accept(n, 100'000));
  std::atomic<bool> copied{false};
  std::atomic<int> written{kBefore};
  std::thread writer([&] {
    while (!copied.load())
      if (accept(written.load() + 1, 2000)) ++written;
  });
  for (int round = 0; round < 5; ++round) {
    const int least = written.load();
    const auto made = backup();
    ASSERT_TRUE(made) << made.error().message;
    const int most = written.load() + 1;
    const auto facts = inspectBackup(copy());
    ASSERT_TRUE(facts) << facts.error().message;
    EXPECT_GE(facts->events, static_cast<std::uint64_t>(least));
    EXPECT_LE(facts->events, static_cast<std::uint64_t>(most));
    EXPECT_EQ(facts->waiting, facts->events) << "each event has its delivery: the copy is of one moment";
  }
  copied.store(true);
  writer.join();
  EXPECT_GT(written.load(), kBefore);
}

TEST_F(DaemonDone7BackupFile, ADamagedOneIsRefusedByName) {
  for (int n = 1; n <= 50; ++n) ASSERT_TRUE(accept(n, 5000));
  const auto bytes = backup();
  ASSERT_TRUE(bytes);
  {
    std::fstream file(copy(), std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(static_cast<std::streamoff>(*bytes / 2));
    file << std::string(9000, '\x5a');
  }
  const auto damaged = inspectBackup(copy());
  ASSERT_FALSE(damaged);
  EXPECT_EQ(damaged.error().code, Errc::kCorrupt) << damaged.error().message;
  EXPECT_THAT(damaged.error().message, HasSubstr("copy.db"));
}

TEST_F(DaemonDone7BackupFile, DamageThatNoQueryWouldMeetIsFoundToo) {
  ASSERT_TRUE(accept(1));
  ASSERT_TRUE(backup());
  run("PRAGMA writable_schema=ON; DELETE FROM sqlite_schema WHERE name = 'idempotency_at'");
  const auto damaged = inspectBackup(copy());
  ASSERT_FALSE(damaged) << "its pages belong to nothing now";
  EXPECT_EQ(damaged.error().code, Errc::kCorrupt);
}

TEST_F(DaemonDone7BackupFile, WhatIsNoneIsRefusedByName) {
  EXPECT_EQ(inspectBackup(copy()).error().code, Errc::kNotFound);
  std::ofstream(copy()) << "not a database at all, though it is long enough to be looked at as one by somebody";
  EXPECT_EQ(inspectBackup(copy()).error().code, Errc::kInvalid);
  std::filesystem::remove(copy());
  std::ofstream(copy()).close();
  EXPECT_EQ(inspectBackup(copy()).error().code, Errc::kInvalid) << "empty";
  run("CREATE TABLE a(b); PRAGMA application_id = 7");
  EXPECT_EQ(inspectBackup(copy()).error().code, Errc::kInvalid);
  std::filesystem::remove(copy());
  ASSERT_TRUE(backup());
  run("PRAGMA user_version = 1000");
  const auto newer = inspectBackup(copy());
  ASSERT_FALSE(newer);
  EXPECT_EQ(newer.error().code, Errc::kNewerVersion);
}

TEST_F(DaemonDone7BackupFile, IsMadeOfAFolderThatNobodyHasOpenWithoutChangingIt) {
  ASSERT_TRUE(accept(1));
  store_->close();
  const auto epoch = store_->epoch();
  const auto bytes = backupFolder(home_.options().folder, copy(), [&](std::uint64_t copied, std::uint64_t pages) {
    EXPECT_LE(copied, pages);
    return true;
  });
  ASSERT_TRUE(bytes) << bytes.error().message;
  EXPECT_EQ(inspectBackup(copy())->events, 1U);
  auto again = home_.open(clock_);
  ASSERT_TRUE(again);
  EXPECT_EQ((*again)->epoch(), epoch + 1) << "a backup is no start";
  EXPECT_EQ(backupFolder(folder_ / "nothing", copy(), {}).error().code, Errc::kNotFound);
}

TEST_F(DaemonDone7BackupFile, KeepsASettingThatIsPutIntoIt) {
  ASSERT_TRUE(backup());
  ASSERT_TRUE(putBackupSetting(copy(), "pause", "{}"));
  ASSERT_TRUE(putBackupSetting(copy(), "pause", R"({"paused":true})"));
  EXPECT_TRUE(inspectBackup(copy()));
  std::filesystem::rename(copy(), folder_ / kDatabaseFile);
  auto options = home_.options();
  options.folder = folder_.path();
  auto opened = openSqliteStore(options, clock_, {});
  ASSERT_TRUE(opened);
  const auto config = await<store::StoredConfig>([&](auto done) { (*opened)->config(std::move(done)); });
  EXPECT_THAT(config->settings, testing::Contains(testing::Pair("pause", R"({"paused":true})")));
}

}  // namespace
}  // namespace hookline::store_sqlite
