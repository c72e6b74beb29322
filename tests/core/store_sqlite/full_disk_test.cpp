// A disk that is really full: a small tmpfs. Needs the right to mount; skipped with a word elsewhere.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "sqlite_home.h"
#include "support/program.h"

namespace hookline::store_sqlite {
namespace {

using base::Errc;
using support::await;

constexpr const char* kMountSize = "size=96m";

/// A small file system of its own, for as long as the object lives.
class SmallDisk {
 public:
  SmallDisk() { mounted_ = support::run("/bin/mount", {"-t", "tmpfs", "-o", kMountSize, "tmpfs", path().string()}, {}).exitCode == 0; }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    if (mounted_) support::run("/bin/umount", {path().string()}, {});
  }
  bool mounted() const { return mounted_; }
  const std::filesystem::path& path() const { return folder_.path(); }

 private:
  support::TempFolder folder_;
  bool mounted_ = false;
};

class FullDisk : public testing::Test {
 protected:
  void SetUp() override {
    if (!disk_.mounted()) GTEST_SKIP() << "mounting a small file system is not allowed here";
    std::filesystem::create_directory(disk_.path() / "data");
    open();
    model::Webhook webhook;
    webhook.id = hook_;
    webhook.name = "Sales";
    webhook.url = "https://example.com/";
    webhook.events = {"*"};
    ASSERT_TRUE(await<void>([&](auto done) { store_->putWebhook(webhook, {{}, "owner", "webhook.create", "wh"}, std::move(done)); }));
  }
  void TearDown() override {
    if (store_) store_->close();
  }
  void open() {
    SqliteOptions options;
    options.folder = disk_.path() / "data";
    options.masterKeyFile = keyFolder_.path() / "master.key";
    options.checkpointBytes = 1024 * 1024;
    auto opened = openSqliteStore(std::move(options), clock_, {});
    ASSERT_TRUE(opened) << opened.error().message;
    store_ = std::move(*opened);
  }

  base::Result<std::vector<store::AcceptedEvent>> accept(std::int64_t number) {
    store::NewEvent made;
    made.seq.value = number * 10;
    made.event.id = "order-" + std::to_string(number);
    made.event.type = "lead.captured";
    made.event.body = std::make_shared<const std::string>(100'000, 'b');
    made.fingerprint = std::string(32, 'f');
    made.acceptedAt = clock_.now().wall;
    made.deliveries.push_back({{number * 10 + 1}, hook_, clock_.now().wall, false});
    std::vector<store::NewEvent> one;
    one.push_back(std::move(made));
    return await<std::vector<store::AcceptedEvent>>([&](auto done) { store_->accept(std::move(one), std::move(done)); });
  }
  /// What a person elsewhere does to the disk.
  void fillUp() {
    std::ofstream filler(disk_.path() / "filler", std::ios::binary);
    const std::string piece(1 << 20, 'x');
    while (filler.write(piece.data(), static_cast<std::streamsize>(piece.size())).flush()) {
    }
  }
  /// The ballast is made when there is nothing else to do.
  void waitForBallast() {
    for (int i = 0; i < 10'000'000 && !std::filesystem::exists(disk_.path() / "data" / "ballast"); ++i) std::this_thread::yield();
    ASSERT_TRUE(std::filesystem::exists(disk_.path() / "data" / "ballast"));
  }
  void makeRoom() { std::filesystem::remove(disk_.path() / "filler"); }

  const model::WebhookId hook_{7};
  support::HandClock clock_;
  SmallDisk disk_;
  support::TempFolder keyFolder_;
  std::unique_ptr<store::Store> store_;
};

TEST_F(FullDisk, EngineDone2_TheBallastLetsResultsBeKeptAndThingsGoAndItHealsByItself) {
  std::int64_t accepted = 0;
  for (; accepted < 40; ++accepted) ASSERT_TRUE(accept(accepted + 1));
  waitForBallast();
  fillUp();
  base::Error refusal;
  // The log's file has been this long before, so some still fit into it.
  for (int i = 0; i < 400 && refusal.message.empty(); ++i) {
    if (const auto one = accept(accepted + 1))
      ++accepted;
    else
      refusal = one.error();
  }
  EXPECT_EQ(refusal.code, Errc::kFull) << refusal.message;
  EXPECT_TRUE(store_->storeFigures().diskFull);
  EXPECT_FALSE(std::filesystem::exists(disk_.path() / "data" / "ballast"));
  // What a person and the engine have to be able to do on a full disk.
  EXPECT_TRUE(await<model::DeliveryRow>([&](auto done) { store_->cancel({11}, clock_.now().wall, std::move(done)); }));
  EXPECT_TRUE(await<std::vector<model::DeliveryId>>([&](auto done) {
    store_->claim({{model::DeliveryId{21}, clock_.now().wall}}, std::move(done));
  }));
  store::AttemptRecord dead;
  dead.deliveryId = {21};
  dead.webhookId = hook_;
  dead.next = model::DeliveryState::kDead;
  dead.tries = dead.counted = dead.attempt.n = 1;
  dead.recordedAt = clock_.now().wall;
  EXPECT_TRUE(await<store::Recorded>(
      [&](auto done) { store_->record(std::make_shared<const store::AttemptRecord>(std::move(dead)), std::move(done)); }));
  EXPECT_TRUE(await<std::uint64_t>([&](auto done) { store_->purgeDead({{21}}, std::move(done)); }));
  makeRoom();
  for (int i = 0; i < 100'000 && store_->storeFigures().diskFull; ++i)
    EXPECT_TRUE(await<void>([&](auto done) { store_->putSetting("x", "1", {{}, "a", "b", "c"}, std::move(done)); }));
  EXPECT_FALSE(store_->storeFigures().diskFull) << "it heals without a restart";
  EXPECT_TRUE(accept(1000));
  // Nothing that was accepted is lost.
  store_->close();
  open();
  for (std::int64_t n = 1; n <= accepted; ++n) {
    const auto found = await<store::EventDetail>([&](auto done) { store_->event("order-" + std::to_string(n), std::move(done)); });
    ASSERT_TRUE(found) << n;
  }
}

TEST_F(FullDisk, EngineDone8_AStartOnAFullDiskGivesTheBallastUpFirst) {
  ASSERT_TRUE(accept(1));
  waitForBallast();
  store_->close();
  fillUp();
  open();
  EXPECT_TRUE(store_->storeFigures().diskFull);
  EXPECT_FALSE(std::filesystem::exists(disk_.path() / "data" / "ballast"));
  EXPECT_TRUE(await<model::DeliveryRow>([&](auto done) { store_->cancel({11}, clock_.now().wall, std::move(done)); }));
  makeRoom();
  for (int i = 0; i < 100'000 && store_->storeFigures().diskFull; ++i) EXPECT_TRUE(accept(10 + i));
  EXPECT_FALSE(store_->storeFigures().diskFull);
}

TEST_F(FullDisk, EngineDone8_AStartWithoutABallastLeftSaysWhatIsWrong) {
  ASSERT_TRUE(accept(1));
  store_->close();
  std::filesystem::remove(disk_.path() / "data" / "ballast");
  fillUp();
  SqliteOptions options;
  options.folder = disk_.path() / "data";
  options.masterKeyFile = keyFolder_.path() / "master.key";
  const auto refused = openSqliteStore(options, clock_, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::kFull) << refused.error().message;
  EXPECT_THAT(refused.error().message, testing::HasSubstr("is full: make room and start again."));
  makeRoom();
  open();
  EXPECT_TRUE(await<store::EventDetail>([&](auto done) { store_->event("order-1", std::move(done)); }));
}

// A copy that fits just so would leave no room for the events that come meanwhile.
TEST_F(FullDisk, DaemonDone7_ABackupThatLeavesTheStoreNoRoomDoesNotBegin) {
  ASSERT_TRUE(accept(1));
  waitForBallast();
  fillUp();
  std::filesystem::resize_file(disk_.path() / "filler", std::filesystem::file_size(disk_.path() / "filler") - 20 * 1024 * 1024);
  const auto copy = disk_.path() / "copy.db";
  const auto refused = await<std::uint64_t>([&](auto done) { store_->backup(copy, std::move(done)); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::kFull);
  EXPECT_THAT(refused.error().message, testing::HasSubstr("and the copy needs"));
  EXPECT_FALSE(std::filesystem::exists(copy));
  makeRoom();
  EXPECT_TRUE(await<std::uint64_t>([&](auto done) { store_->backup(copy, std::move(done)); }));
}

}  // namespace
}  // namespace hookline::store_sqlite
