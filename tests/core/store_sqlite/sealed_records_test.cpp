// "Engine", point 6: sealed records in a real database, whose key is missing, changes, or whose bytes do.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <map>

#include "sqlite_home.h"
#include "store_sqlite/master_key.h"

namespace hookline::store_sqlite {
namespace {

using base::Errc;
using support::await;
using testing::Each;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

/// A store with webhooks, and a door of its own into its database while the store is closed.
class SealedRecords : public testing::Test {
 protected:
  void SetUp() override { open(); }
  void TearDown() override { close(); }

  void open() {
    auto opened = openSqliteStore(home_.options(), clock_, {});
    ASSERT_TRUE(opened) << opened.error().message;
    store_ = std::move(*opened);
  }
  void close() {
    if (store_) store_->close();
    store_.reset();
  }
  void reopen() {
    close();
    open();
  }

  model::Webhook webhook(std::int64_t id) const {
    model::Webhook webhook;
    webhook.id = {id};
    webhook.name = "Hook " + std::to_string(id);
    webhook.url = "https://example.com/hook";
    webhook.events = {"*"};
    webhook.secret = "whsec_now_" + std::to_string(id);
    webhook.previousSecret = "whsec_before_" + std::to_string(id);
    webhook.previousSecretUntil = clock_.now().wall + base::Millis{3600 * 1000};
    webhook.headers = {{"Authorization", "Bearer " + std::to_string(id)}};
    return webhook;
  }
  base::Status put(model::Webhook webhook) {
    return await<void>([&](auto done) {
      store_->putWebhook(std::move(webhook), {clock_.now().wall, "owner", "webhook.update", "x"}, std::move(done));
    });
  }
  std::vector<model::Webhook> webhooks() {
    auto config = await<store::StoredConfig>([&](auto done) { store_->config(std::move(done)); });
    EXPECT_TRUE(config) << config.error().message;
    return config ? std::move(config->webhooks) : std::vector<model::Webhook>{};
  }
  void expectAsPut(const model::Webhook& found) const {
    const auto expected = webhook(found.id.value);
    EXPECT_EQ(found.secret, expected.secret);
    EXPECT_EQ(found.previousSecret, expected.previousSecret);
    EXPECT_EQ(found.headers, expected.headers);
    EXPECT_THAT(found.unreadable, IsEmpty());
  }

  /// The sealed value of a column, while the store is closed.
  std::string stored(std::int64_t id, const std::string& column) {
    std::string value;
    query("SELECT " + column + " FROM webhook WHERE id = " + std::to_string(id), [&](sqlite3_stmt* row) {
      const auto* bytes = static_cast<const char*>(sqlite3_column_blob(row, 0));
      value.assign(bytes, static_cast<std::size_t>(sqlite3_column_bytes(row, 0)));
    });
    return value;
  }
  void overwrite(std::int64_t id, const std::string& column, const std::string& value) {
    static constexpr const char* kDigits = "0123456789abcdef";
    std::string hex;
    for (const unsigned char c : value) hex.append(1, kDigits[c >> 4]).append(1, kDigits[c & 15]);
    query("UPDATE webhook SET " + column + " = x'" + hex + "' WHERE id = " + std::to_string(id), [](sqlite3_stmt*) {});
  }
  /// How many sealed values there are of each version of the data key, while the store is closed.
  std::map<int, int> versions() {
    std::map<int, int> count;
    for (const std::string column : {"secret", "previous_secret", "headers"})
      query("SELECT " + column + " FROM webhook WHERE " + column + " IS NOT NULL",
            [&](sqlite3_stmt* row) { ++count[static_cast<const unsigned char*>(sqlite3_column_blob(row, 0))[1]]; });
    return count;
  }
  /// Gives the open store time for all that it seals anew by itself: every commit has a step of it. Closes it.
  void settle() {
    for (int i = 0; i < 20; ++i) {
      ASSERT_TRUE(await<void>([&](auto done) {
        store_->putSetting("turn", std::to_string(i), {clock_.now().wall, "owner", "settings.update", "turn"}, std::move(done));
      }));
    }
    close();
  }
  crypto::WrappedKeyFacts describeAfterClose() {
    close();
    const auto facts = describeKey(home_.options());
    EXPECT_TRUE(facts) << facts.error().message;
    return facts ? *facts : crypto::WrappedKeyFacts{};
  }

  DiskHome home_;
  support::HandClock clock_;
  std::unique_ptr<store::Store> store_;

 private:
  void query(const std::string& sql, const std::function<void(sqlite3_stmt*)>& each) {
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open((home_.options().folder / kDatabaseFile).c_str(), &db), SQLITE_OK);
    sqlite3_stmt* statement = nullptr;
    ASSERT_EQ(sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
    int step = 0;
    while ((step = sqlite3_step(statement)) == SQLITE_ROW) each(statement);
    EXPECT_EQ(step, SQLITE_DONE) << sqlite3_errmsg(db);
    sqlite3_finalize(statement);
    sqlite3_close(db);
  }
};

class EngineDone6LockedStore : public SealedRecords {
 protected:
  std::filesystem::path keyFile() { return home_.options().masterKeyFile; }
};

TEST_F(EngineDone6LockedStore, OpensWithoutItsKeyAndEveryWebhookSaysWhatHelps) {
  ASSERT_TRUE(put(webhook(1)));
  auto bare = webhook(2);
  bare.headers.clear();
  bare.previousSecret.clear();
  ASSERT_TRUE(put(bare));
  close();
  std::filesystem::rename(keyFile(), keyFile().string() + ".away");
  open();
  const auto found = webhooks();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_THAT(found[0].unreadable, ElementsAre(Field(&base::FieldError::path, "/secret"), Field(&base::FieldError::path, "/previousSecret"),
                                               Field(&base::FieldError::path, "/headers")));
  EXPECT_THAT(found[1].unreadable, ElementsAre(Field(&base::FieldError::path, "/secret")));
  EXPECT_THAT(model::lockedReason(found[0]), HasSubstr(keyFile().string()));
  EXPECT_THAT(model::lockedReason(found[0]), HasSubstr("start Hookline again"));
  EXPECT_EQ(found[0].secret + found[0].previousSecret, "");
  EXPECT_FALSE(std::filesystem::exists(keyFile())) << "no other key is made in its place";
}

TEST_F(EngineDone6LockedStore, KeepsTheSecretsThroughEditsAndHasThemAgainWithItsKey) {
  ASSERT_TRUE(put(webhook(1)));
  close();
  std::filesystem::rename(keyFile(), keyFile().string() + ".away");
  open();
  auto paused = webhooks().at(0);
  paused.stop = {model::WebhookStop::Kind::kPaused, "by a test", clock_.now().wall, std::nullopt};
  EXPECT_TRUE(put(paused));
  const auto refused = put(webhook(3));
  ASSERT_FALSE(refused) << "a new secret cannot be sealed";
  EXPECT_EQ(refused.error().code, Errc::kLocked);
  close();
  std::filesystem::rename(keyFile().string() + ".away", keyFile());
  open();
  const auto found = webhooks();
  ASSERT_EQ(found.size(), 1U);
  expectAsPut(found[0]);
  EXPECT_EQ(found[0].stop.kind, model::WebhookStop::Kind::kPaused);
}

TEST_F(EngineDone6LockedStore, APreviousSecretWhoseOverlapIsOverIsNotReadAndDoesNotStopItsWebhook) {
  ASSERT_TRUE(put(webhook(1)));
  close();
  overwrite(1, "previous_secret", "garbage");
  clock_.advance(base::Millis{3600 * 1000});
  open();
  const auto found = webhooks();
  EXPECT_THAT(found.at(0).unreadable, IsEmpty());
  EXPECT_EQ(found[0].previousSecret, "");
  EXPECT_FALSE(found[0].previousSecretUntil);
}

class EngineDone6DataKeyRotation : public SealedRecords {
 protected:
  static constexpr int kWebhooks = 100;
  void putAll() {
    for (int id = 1; id <= kWebhooks; ++id) ASSERT_TRUE(put(webhook(id)));
    close();
  }
};

TEST_F(EngineDone6DataKeyRotation, SealsEveryRecordAnewInTheBackgroundAndThenDropsTheOldKey) {
  putAll();
  EXPECT_THAT(versions(), ElementsAre(std::pair(1, 3 * kWebhooks)));
  const auto facts = rotateDataKey(home_.options(), {});
  ASSERT_TRUE(facts) << facts.error().message;
  EXPECT_EQ(facts->newest, 2);
  EXPECT_THAT(facts->older, ElementsAre(1));
  open();
  // Both keys are there from the first moment on.
  for (const auto& found : webhooks()) expectAsPut(found);
  settle();
  EXPECT_THAT(versions(), ElementsAre(std::pair(2, 3 * kWebhooks)));
  EXPECT_THAT(describeAfterClose().older, IsEmpty());
  open();
  for (const auto& found : webhooks()) expectAsPut(found);
}

TEST_F(EngineDone6DataKeyRotation, DaemonDone1_ChangesOfTheKeysAreAudited) {
  putAll();
  close();
  const auto at = clock_.now().wall;
  ASSERT_TRUE(rotateDataKey(home_.options(), at));
  ASSERT_TRUE(describeKey(home_.options()));
  auto wrong = home_.options();
  wrong.masterKeyFile += ".other";
  EXPECT_FALSE(rotateDataKey(wrong, at));
  auto options = home_.options();
  ASSERT_TRUE(changeMasterKey(options, {{}, "correct horse battery staple"}, at));
  open();
  const auto lines = await<store::AuditPage>([&](auto done) { store_->auditLog({.who = "owner", .since = at}, 0, 2, std::move(done)); });
  ASSERT_EQ(lines->entries.size(), 2U);
  EXPECT_EQ(lines->entries[0].what, "key.change");
  EXPECT_EQ(lines->entries[1].what, "key.rotate");
  EXPECT_EQ(lines->entries[1].at, at);
  const auto all = await<store::AuditPage>([&](auto done) { store_->auditLog({.what = "key.rotate"}, 0, 50, std::move(done)); });
  EXPECT_EQ(all->entries.size(), 1U) << "what was refused is not there";
}

TEST_F(EngineDone6DataKeyRotation, ARecordThatDoesNotOpenStaysAsItIsAndKeepsTheOldKeyUntilItIsReplaced) {
  putAll();
  auto broken = stored(7, "secret");
  broken.back() = static_cast<char>(broken.back() ^ 1);
  overwrite(7, "secret", broken);
  ASSERT_TRUE(rotateDataKey(home_.options(), {}));
  open();
  EXPECT_EQ(webhooks().size(), static_cast<std::size_t>(kWebhooks));
  settle();
  EXPECT_EQ(versions(), (std::map<int, int>{{1, 1}, {2, 3 * kWebhooks - 1}}));
  EXPECT_EQ(stored(7, "secret"), broken);
  EXPECT_THAT(describeAfterClose().older, ElementsAre(1));
  open();
  ASSERT_TRUE(put(webhook(7)));
  settle();
  EXPECT_EQ(versions(), (std::map<int, int>{{2, 3 * kWebhooks}}));
}

TEST_F(EngineDone6DataKeyRotation, AnotherMasterKeyLeavesTheRecordsAlone) {
  putAll();
  const auto before = stored(1, "secret");
  support::TempFolder elsewhere;
  const crypto::MasterKeySource next{elsewhere / "next.key", {}};
  ASSERT_TRUE(changeMasterKey(home_.options(), next, {}));
  EXPECT_EQ(stored(1, "secret"), before);
  auto options = home_.options();
  options.masterKeyFile = next.keyFile;
  const auto byPassphrase = changeMasterKey(options, {{}, "correct horse battery staple"}, {});
  ASSERT_TRUE(byPassphrase) << byPassphrase.error().message;
  EXPECT_TRUE(byPassphrase->byPassphrase);
  options.masterPassphrase = "correct horse battery staple";
  auto opened = openSqliteStore(options, clock_, {});
  ASSERT_TRUE(opened);
  store_ = std::move(*opened);
  for (const auto& found : webhooks()) expectAsPut(found);
}

TEST_F(EngineDone6DataKeyRotation, AWrongMasterKeyChangesNothing) {
  putAll();
  auto wrong = home_.options();
  wrong.masterKeyFile += ".missing";
  EXPECT_EQ(rotateDataKey(wrong, {}).error().code, Errc::kLocked);
  EXPECT_EQ(changeMasterKey(wrong, {home_.options().masterKeyFile, {}}, {}).error().code, Errc::kLocked);
  EXPECT_EQ(describeAfterClose().newest, 1);
  auto missing = home_.options();
  missing.folder /= "missing";
  EXPECT_EQ(describeKey(missing).error().code, Errc::kNotFound);
}

TEST(EngineDone6DataKeyPower, ACutAnywhereInARotationOrInSealingAnewLosesNoRecord) {
  constexpr int kCuts = 120;
  constexpr std::int64_t kWebhooks = 40;
  support::HandClock clock;
  FaultyHome home("reseal");
  base::SeededRandom chance(7);
  const auto read = [&](store::Store& store) { return await<store::StoredConfig>([&](auto done) { store.config(std::move(done)); }); };
  const auto commitOne = [&](store::Store& store) {
    return await<void>([&](auto done) { store.putSetting("turn", "x", {clock.now().wall, "owner", "x", "x"}, std::move(done)); });
  };
  {
    auto store = home.open(clock);
    ASSERT_TRUE(store) << store.error().message;
    for (std::int64_t id = 1; id <= kWebhooks; ++id) {
      model::Webhook webhook;
      webhook.id = {id};
      webhook.url = "https://example.com/hook";
      webhook.events = {"*"};
      webhook.secret = "whsec_" + std::to_string(id);
      ASSERT_TRUE(await<void>([&](auto done) { (*store)->putWebhook(webhook, {clock.now().wall, "owner", "x", "x"}, std::move(done)); }));
    }
  }
  int cutsInside = 0;
  int rotations = 0;
  for (int cut = 0; cut < kCuts; ++cut) {
    home.disk().cutAfter(1 + chance.below(90));
    // Either may fail when the power goes; what matters is what is there afterwards.
    const auto rotated = rotateDataKey(home.options(), {});
    {
      auto store = home.open(clock);
      // Each of these commits has a step of sealing anew.
      for (int i = 0; store && i < 6; ++i) (void)commitOne(**store);
      if (store) (*store)->close();
    }
    if (home.disk().isCut()) ++cutsInside;
    home.disk().restore(chance);
    auto store = home.open(clock);
    ASSERT_TRUE(store) << cut << ": " << store.error().message;
    const auto config = read(**store);
    ASSERT_TRUE(config) << cut << ": " << config.error().message;
    ASSERT_EQ(config->webhooks.size(), static_cast<std::size_t>(kWebhooks));
    for (const auto& webhook : config->webhooks) ASSERT_EQ(webhook.secret, "whsec_" + std::to_string(webhook.id.value)) << cut;
    for (const auto& webhook : config->webhooks) ASSERT_THAT(webhook.unreadable, IsEmpty()) << cut;
    for (int i = 0; i < 6; ++i) ASSERT_TRUE(commitOne(**store)) << cut;
    (*store)->close();
    store->reset();
    const auto facts = describeKey(home.options());
    ASSERT_TRUE(facts) << facts.error().message;
    ASSERT_THAT(facts->older, IsEmpty()) << cut << ": the next start goes on and drops the old key";
    if (rotated) ++rotations;
  }
  EXPECT_GT(rotations, kCuts / 4);
  EXPECT_GT(cutsInside, kCuts / 3) << "the cuts fell where they were meant to";
}

// A commit that fails is undone, so what it had sealed is to be sealed again before the old key may go.
TEST(EngineDone6DataKeyPower, ACommitThatFailsWhileItSealsAnewLosesNoRecord) {
  constexpr std::uint64_t kPlaces = 16;
  constexpr std::int64_t kWebhooks = 40;
  support::HandClock clock;
  FaultyHome home("reseal-fault");
  const auto putOne = [&](store::Store& store, std::int64_t id) {
    model::Webhook webhook;
    webhook.id = {id};
    webhook.url = "https://example.com/hook";
    webhook.events = {"*"};
    webhook.secret = "whsec_" + std::to_string(id);
    return await<void>([&](auto done) { store.putWebhook(webhook, {clock.now().wall, "owner", "x", "x"}, std::move(done)); });
  };
  const auto commitSome = [&](store::Store& store) {
    for (int i = 0; i < 8; ++i)
      (void)await<void>([&](auto done) { store.putSetting("turn", "x", {clock.now().wall, "owner", "x", "x"}, std::move(done)); });
  };
  {
    auto store = home.open(clock);
    ASSERT_TRUE(store) << store.error().message;
    for (std::int64_t id = 1; id <= kWebhooks; ++id) ASSERT_TRUE(putOne(**store, id));
  }
  for (std::uint64_t place = 0; place < kPlaces; ++place) {
    ASSERT_TRUE(rotateDataKey(home.options(), {})) << place;
    home.disk().failAfter(support::PowerCutVfs::Operation::kSync, SQLITE_IOERR_FSYNC, place, 1);
    if (auto store = home.open(clock)) commitSome(**store);
    home.disk().heal();
    auto store = home.open(clock);
    ASSERT_TRUE(store) << place << ": " << store.error().message;
    commitSome(**store);
    const auto config = await<store::StoredConfig>([&](auto done) { (*store)->config(std::move(done)); });
    ASSERT_TRUE(config) << place << ": " << config.error().message;
    for (const auto& webhook : config->webhooks) ASSERT_EQ(webhook.secret, "whsec_" + std::to_string(webhook.id.value)) << place;
    (*store)->close();
    store->reset();
    const auto facts = describeKey(home.options());
    ASSERT_TRUE(facts) << facts.error().message;
    ASSERT_THAT(facts->older, IsEmpty()) << place;
  }
}

TEST_F(EngineDone6LockedStore, AnAddressThatIsASecretIsSealedAndComesBack) {
  auto chat = webhook(1);
  chat.url = "https://hooks.slack.com/services/T0/B0/marked";
  ASSERT_TRUE(put(chat));
  close();
  EXPECT_EQ(stored(1, "config").find("marked"), std::string::npos);
  open();
  EXPECT_EQ(webhooks().at(0).url, chat.url);
  EXPECT_EQ(webhooks().at(0).headers, chat.headers);
  close();
  auto broken = stored(1, "headers");
  broken[15] = static_cast<char>(broken[15] ^ 1);
  overwrite(1, "headers", broken);
  open();
  auto found = webhooks().at(0);
  EXPECT_THAT(found.unreadable, ElementsAre(Field(&base::FieldError::path, "/headers"), Field(&base::FieldError::path, "/url")));
  EXPECT_EQ(found.url, "https://hooks.slack.com/•••");
  EXPECT_FALSE(model::mergeWebhook(found, {{"headers", {{"X-A", "1"}}}})) << "the address would be lost";
  const auto mended = model::mergeWebhook(found, {{"headers", {{"X-A", "1"}}}, {"url", "https://hooks.slack.com/services/T0/B0/new"}});
  ASSERT_TRUE(mended) << mended.error().message;
  ASSERT_TRUE(put(*mended));
  reopen();
  EXPECT_EQ(webhooks().at(0).url, "https://hooks.slack.com/services/T0/B0/new");
  EXPECT_THAT(webhooks().at(0).unreadable, IsEmpty());
}

class EngineBadInputSealedRecords : public SealedRecords {};

TEST_F(EngineBadInputSealedRecords, EveryFlippedBitOfEveryKindOfRecordIsRefusedByNameAndTheOtherWebhooksGoOn) {
  ASSERT_TRUE(put(webhook(1)));
  ASSERT_TRUE(put(webhook(2)));
  close();
  const std::map<std::string, std::string> paths{{"secret", "/secret"}, {"previous_secret", "/previousSecret"}, {"headers", "/headers"}};
  for (const auto& [column, path] : paths) {
    const auto whole = stored(1, column);
    ASSERT_GT(whole.size(), 30U);
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
      auto changed = whole;
      changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
      overwrite(1, column, changed);
      open();
      const auto found = webhooks();
      ASSERT_EQ(found.size(), 2U) << column << bit;
      ASSERT_THAT(found[0].unreadable, ElementsAre(Field(&base::FieldError::path, path))) << column << bit;
      ASSERT_THAT(model::lockedReason(found[0]), testing::AllOf(HasSubstr("Hook 1"), HasSubstr(found[0].id.text())));
      ASSERT_EQ(column == "secret" ? found[0].secret : column == "headers" ? std::string() : found[0].previousSecret, "");
      if (column == "headers") ASSERT_THAT(found[0].headers, IsEmpty());
      expectAsPut(found[1]);
      close();
    }
    overwrite(1, column, whole);
  }
}

TEST_F(EngineBadInputSealedRecords, ARecordOfAnotherRowColumnOrLengthIsRefused) {
  ASSERT_TRUE(put(webhook(1)));
  ASSERT_TRUE(put(webhook(2)));
  close();
  const auto whole = stored(1, "secret");
  for (const auto& value : {stored(2, "secret"), stored(1, "previous_secret"), whole.substr(0, 1), whole.substr(0, whole.size() - 1),
                            whole + "x", std::string("\1\1"), std::string(100, '\0')}) {
    overwrite(1, "secret", value);
    open();
    ASSERT_THAT(webhooks().at(0).unreadable, ElementsAre(Field(&base::FieldError::path, "/secret")));
    close();
  }
}

TEST_F(EngineBadInputSealedRecords, ADamagedRecordStaysAsItIsThroughEditsAndIsReplacedByANewValue) {
  ASSERT_TRUE(put(webhook(1)));
  close();
  auto broken = stored(1, "secret");
  broken[20] = static_cast<char>(broken[20] ^ 4);
  overwrite(1, "secret", broken);
  open();
  auto renamed = webhooks().at(0);
  renamed.name = "Another name";
  ASSERT_TRUE(put(renamed));
  close();
  EXPECT_EQ(stored(1, "secret"), broken);
  open();
  auto mended = webhooks().at(0);
  EXPECT_TRUE(model::isLocked(mended));
  mended.secret = "whsec_new";
  model::makeReadable(mended, "/secret");
  ASSERT_TRUE(put(mended));
  reopen();
  EXPECT_EQ(webhooks().at(0).secret, "whsec_new");
  EXPECT_FALSE(model::isLocked(webhooks().at(0)));
  EXPECT_EQ(webhooks().at(0).headers, webhook(1).headers);
}

}  // namespace
}  // namespace hookline::store_sqlite
