#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "base/random.h"
#include "sqlite_home.h"
#include "store_sqlite/ballast.h"
#include "store_sqlite/schema.h"
#include "store_sqlite/schema_v1.h"

namespace hookline::store_sqlite {
namespace {

using base::Errc;
using support::await;
using testing::HasSubstr;

std::string contents(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void runSql(const std::filesystem::path& file, const std::string& sql) {
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(file.string().c_str(), &db), SQLITE_OK);
  char* message = nullptr;
  EXPECT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, &message), SQLITE_OK) << message;
  sqlite3_free(message);
  sqlite3_close(db);
}

std::int64_t countSql(const std::filesystem::path& file, const std::string& sql) {
  sqlite3* db = nullptr;
  EXPECT_EQ(sqlite3_open_v2(file.string().c_str(), &db, SQLITE_OPEN_READONLY, nullptr), SQLITE_OK);
  sqlite3_stmt* rows = nullptr;
  EXPECT_EQ(sqlite3_prepare_v2(db, sql.c_str(), -1, &rows, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
  EXPECT_EQ(sqlite3_step(rows), SQLITE_ROW);
  const auto count = sqlite3_column_int64(rows, 0);
  sqlite3_finalize(rows);
  sqlite3_close(db);
  return count;
}

constexpr model::WebhookId kWebhook{17};
constexpr model::DeliveryId kDelivery{21};

class DatabaseFile : public testing::Test {
 protected:
  /// With a webhook and one delivery to it that is due now.
  void addEvent(store::Store& store) const {
    model::Webhook webhook;
    webhook.id = kWebhook;
    webhook.name = "Sales";
    webhook.url = "https://example.com/";
    webhook.events = {"*"};
    ASSERT_TRUE(await<void>([&](auto done) { store.putWebhook(webhook, {{}, "owner", "webhook.create", "wh"}, std::move(done)); }));
    store::NewEvent event;
    event.seq.value = 20;
    event.event.id = "order-1";
    event.event.type = "lead.captured";
    event.event.body = std::make_shared<const std::string>("{}");
    event.fingerprint = std::string(32, 'f');
    event.acceptedAt = clock_.now().wall;
    event.deliveries.push_back({kDelivery, kWebhook, clock_.now().wall, false});
    ASSERT_TRUE(await<std::vector<store::AcceptedEvent>>([&](auto done) { store.accept({std::move(event)}, std::move(done)); }));
  }
  base::Result<std::unique_ptr<store::Store>> open() { return home_.open(clock_); }
  std::filesystem::path file() const { return home_.options().folder / "hookline.db"; }

  support::HandClock clock_;
  DiskHome home_;
};

TEST_F(DatabaseFile, HoldsNoSecretInClear) {
  auto opened = open();
  ASSERT_TRUE(opened) << opened.error().message;
  auto& store = **opened;
  model::Webhook webhook;
  webhook.id.value = 17;
  webhook.name = "shown-name";
  webhook.url = "https://example.com/";
  webhook.secret = "canary-secret-1";
  webhook.previousSecret = "canary-secret-2";
  webhook.headers = {{"Authorization", "canary-secret-3"}};
  webhook.events = {"*"};
  ASSERT_TRUE(await<void>([&](auto done) { store.putWebhook(webhook, {{}, "owner", "webhook.create", "wh"}, std::move(done)); }));
  std::string written;
  for (const auto& entry : std::filesystem::directory_iterator(home_.options().folder)) written += contents(entry.path());
  EXPECT_THAT(written, HasSubstr("shown-name"));  // so the search can find what is there
  EXPECT_THAT(written, testing::Not(HasSubstr("canary-secret")));
  store.close();
  written = contents(file());
  EXPECT_THAT(written, HasSubstr("shown-name"));
  EXPECT_THAT(written, testing::Not(HasSubstr("canary-secret")));
}

TEST_F(DatabaseFile, IsForItsOwnerAlone) {
  ASSERT_TRUE(open());
  for (const auto& entry : std::filesystem::directory_iterator(home_.options().folder)) {
    const auto others = std::filesystem::perms::group_all | std::filesystem::perms::others_all;
    EXPECT_EQ(entry.status().permissions() & others, std::filesystem::perms::none) << entry.path();
  }
}

TEST_F(DatabaseFile, EngineDone4AFileOfTheFirstVersionKeepsItsRowsAndTakesJobs) {
  std::filesystem::create_directories(file().parent_path());
  runSql(file(),
         std::string("PRAGMA auto_vacuum=INCREMENTAL; BEGIN;") + internal::kSchemaV1 +
             "PRAGMA application_id=1215262571; PRAGMA user_version=1; COMMIT;"
             "INSERT INTO webhook(id, config, deleted_ms) VALUES(3, '{}', 1);"
             "INSERT INTO event(seq, type, simulated, timestamp_ms, accepted_ms, body) VALUES(7, 'lead.captured', 0, 1, 1, x'7b7d');"
             "INSERT INTO delivery(id, event_seq, webhook_id, state, tries, counted, interrupted, once, due_ms, created_ms,"
             " updated_ms) VALUES(8, 7, 3, 5, 1, 1, 0, 0, 1, 1, 1);");
  auto opened = open();
  ASSERT_TRUE(opened) << opened.error().message;
  auto& store = **opened;
  const auto found = await<store::DeliveryDetail>([&](auto done) { store.delivery({8}, std::move(done)); });
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ(found->row.state, model::DeliveryState::kDead);
  EXPECT_EQ(found->eventBody, "{}");
  model::Job job;
  job.id = {99};
  job.kind = model::JobKind::kPurge;
  job.createdAt = clock_.now().wall;
  ASSERT_TRUE(await<model::Job>([&](auto done) { store.createJob(job, {{}, "owner", "job.start", "job"}, std::move(done)); }));
  store::JobStep step;
  step.job = job.id;
  step.to = 8;
  step.last = true;
  step.ids = {{8}};
  const auto stepped = await<store::JobStepped>([&](auto done) { store.stepJob(step, std::move(done)); });
  ASSERT_TRUE(stepped) << stepped.error().message;
  EXPECT_EQ(stepped->job.state, model::JobState::kDone);
  EXPECT_EQ(stepped->job.made, 1u);
}

TEST_F(DatabaseFile, OfANewerVersionIsLeftAloneAndBothVersionsAreNamed) {
  ASSERT_TRUE(open());
  runSql(file(), "PRAGMA user_version=99");
  const auto before = contents(file());
  const auto refused = open();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::kNewerVersion);
  EXPECT_THAT(refused.error().message, HasSubstr("99"));
  EXPECT_THAT(refused.error().message, HasSubstr("version " + std::to_string(internal::newestSchemaVersion())));
  EXPECT_EQ(contents(file()), before);
}

TEST_F(DatabaseFile, OfAnotherProgramIsRefusedAndNotTouched) {
  runSql(file(), "CREATE TABLE recipes(name TEXT); INSERT INTO recipes VALUES('soup')");
  const auto before = contents(file());
  const auto refused = open();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::kInvalid);
  EXPECT_THAT(refused.error().message, HasSubstr("another program"));
  EXPECT_EQ(contents(file()), before);
}

TEST_F(DatabaseFile, ThatIsNoneIsCorruptAndNotTouched) {
  std::ofstream(file()) << std::string(20000, 'z');
  const auto refused = open();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::kCorrupt);
  EXPECT_THAT(refused.error().message, HasSubstr("hookline.db"));
  EXPECT_EQ(contents(file()), std::string(20000, 'z'));
}

TEST_F(DatabaseFile, WithABrokenInsideIsCorrupt) {
  ASSERT_TRUE(open());
  {
    std::fstream broken(file(), std::ios::in | std::ios::out | std::ios::binary);
    broken.seekp(100);
    broken << std::string(3000, '\x5a');
  }
  const auto refused = open();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::kCorrupt);
}

TEST_F(DatabaseFile, WithoutItsKeyOpensAndMakesNoOther) {
  ASSERT_TRUE(open());
  std::filesystem::remove(home_.options().masterKeyFile);
  EXPECT_TRUE(open());
  EXPECT_FALSE(std::filesystem::exists(home_.options().masterKeyFile));
}

TEST_F(DatabaseFile, ThatIsNewWithAKeyFileThatIsNoneIsLocked) {
  std::ofstream(home_.options().masterKeyFile) << "no key";
  const auto refused = open();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::kLocked);
}

TEST_F(DatabaseFile, InAFolderThatIsNotThereNamesTheFolder) {
  auto options = home_.options();
  options.folder /= "missing";
  const auto refused = openSqliteStore(options, clock_, {});
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("missing"));
}

TEST_F(DatabaseFile, IsTheOnlyFileAfterAClose) {
  auto opened = open();
  ASSERT_TRUE(opened);
  (*opened)->close();
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(home_.options().folder)) names.push_back(entry.path().filename().string());
  EXPECT_THAT(names, testing::ElementsAre("hookline.db"));
}

TEST_F(DatabaseFile, EngineDone6HoldsNoSealedValueOfAWebhookThatIsDeleted) {
  auto opened = open();
  ASSERT_TRUE(opened) << opened.error().message;
  auto& store = **opened;
  model::Webhook webhook;
  webhook.id = kWebhook;
  webhook.name = "Sales";
  webhook.url = "https://example.com/";
  webhook.secret = "now";
  webhook.previousSecret = "before";
  webhook.headers = {{"Authorization", "Bearer 1"}};
  webhook.events = {"*"};
  ASSERT_TRUE(await<void>([&](auto done) { store.putWebhook(webhook, {{}, "owner", "webhook.create", "wh"}, std::move(done)); }));
  ASSERT_TRUE(await<void>([&](auto done) { store.deleteWebhook(kWebhook, {{}, "owner", "webhook.delete", "wh"}, std::move(done)); }));
  store.close();
  EXPECT_EQ(countSql(file(), "SELECT count(*) FROM webhook"), 1);
  for (const std::string column : {"secret", "previous_secret", "headers"})
    EXPECT_EQ(countSql(file(), "SELECT count(*) FROM webhook WHERE " + column + " IS NOT NULL"), 0) << column;
}

// What a power cut left of it would give back too little on the day that it is needed.
TEST_F(DatabaseFile, EngineDone8ABallastThatWasCutOffIsMadeAnew) {
  const auto ballast = home_.options().folder / "ballast";
  std::filesystem::create_directories(ballast.parent_path());
  std::ofstream(ballast, std::ios::binary) << "cut";
  auto opened = open();
  ASSERT_TRUE(opened) << opened.error().message;
  addEvent(**opened);
  std::error_code between;
  for (int i = 0; i < 10'000'000 && std::filesystem::file_size(ballast, between) != internal::Ballast::kBytes; ++i)
    std::this_thread::yield();
  EXPECT_EQ(std::filesystem::file_size(ballast, between), internal::Ballast::kBytes);
}

// The lock on the folder keeps a second one out (delivery.md §1); should it ever be lost, nothing may be counted or sent for both.
TEST_F(DatabaseFile, EngineDone8OfTwoStoresOnOneFileTheEarlierHasNoClaimAnyMore) {
  auto earlier = open();
  ASSERT_TRUE(earlier) << earlier.error().message;
  const auto at = clock_.now().wall;
  addEvent(**earlier);
  const auto claim = [&](store::Store& store, base::WallTime due) {
    auto granted = await<std::vector<model::DeliveryId>>([&](auto done) { store.claim({{kDelivery, due}}, std::move(done)); });
    EXPECT_TRUE(granted) << granted.error().message;
    return granted && granted->size() == 1;
  };
  const auto record = [&](store::Store& store, int n) {
    store::AttemptRecord made;
    made.deliveryId = kDelivery;
    made.webhookId = kWebhook;
    made.next = model::DeliveryState::kDelivered;
    made.tries = made.counted = made.attempt.n = made.attempt.tryNumber = n;
    made.recordedAt = clock_.now().wall;
    auto kept = await<store::Recorded>(
        [&](auto done) { store.record(std::make_shared<const store::AttemptRecord>(std::move(made)), std::move(done)); });
    EXPECT_TRUE(kept) << kept.error().message;
    return kept && kept->applied;
  };
  ASSERT_TRUE(claim(**earlier, at));
  clock_.advance(base::Millis{1000});
  auto later = open();
  ASSERT_TRUE(later) << later.error().message;
  ASSERT_TRUE(claim(**later, clock_.now().wall));
  EXPECT_FALSE(claim(**earlier, clock_.now().wall)) << "no repeat of its own claim: this one is the other's";
  EXPECT_FALSE(record(**earlier, 2)) << "kept as an attempt, and changes no state";
  EXPECT_TRUE(record(**later, 3));
}

/// A step that lets things go holds the writer for 20 ms at most, with what it has to carry over from the log.
class DatabaseLog : public DatabaseFile {
 protected:
  /// Leaves more than 5 MiB in the log.
  void fillLog(store::Store& store) const {
    base::SeededRandom random(1);
    std::vector<store::NewEvent> events(90);
    for (std::size_t i = 0; i < events.size(); ++i) {
      events[i].seq.value = static_cast<std::int64_t>(i + 1);
      events[i].event.id = std::to_string(i);
      events[i].event.type = "lead.captured";
      std::string body(64 * 1024, ' ');
      for (auto& byte : body) byte = static_cast<char>(random.next());  // nothing makes it smaller
      events[i].event.body = std::make_shared<const std::string>(std::move(body));
      events[i].fingerprint = std::string(32, 'f');
      events[i].acceptedAt = clock_.now().wall;
    }
    ASSERT_TRUE(await<std::vector<store::AcceptedEvent>>([&](auto done) { store.accept(std::move(events), std::move(done)); }));
  }
  void expectCarriedOver(store::Store& store) const {
    // That happens after the answer and before the next write.
    ASSERT_TRUE(await<void>([&](auto done) { store.putSetting("color", "blue", {{}, "owner", "settings", ""}, std::move(done)); }));
    EXPECT_GT(std::filesystem::file_size(file()), 5u * 1024 * 1024);
  }
};

TEST_F(DatabaseLog, EngineDone5AfterAStepThatTidiesLittleOfItWaitsToBeCarriedOver) {
  auto opened = open();
  ASSERT_TRUE(opened);
  auto& store = **opened;
  fillLog(store);
  ASSERT_TRUE(await<store::Retained>([&](auto done) { store.retain({}, std::move(done)); }));
  expectCarriedOver(store);
}

TEST_F(DatabaseLog, EngineDone4AfterAStepOfAPurgeToo) {
  auto opened = open();
  ASSERT_TRUE(opened);
  auto& store = **opened;
  fillLog(store);
  model::Job job;
  job.id.value = 1000;
  job.kind = model::JobKind::kPurge;
  job.state = model::JobState::kRunning;
  ASSERT_TRUE(await<model::Job>([&](auto done) { store.createJob(job, {{}, "owner", "job.start", ""}, std::move(done)); }));
  store::JobStep step;
  step.job = job.id;
  const auto stepped = await<store::JobStepped>([&](auto done) { store.stepJob(std::move(step), std::move(done)); });
  ASSERT_TRUE(stepped);
  ASSERT_TRUE(stepped->applied);
  expectCarriedOver(store);
}

TEST_F(DatabaseFile, EngineDone5KeepsNoAttemptOfAnEventThatWent) {
  auto opened = open();
  ASSERT_TRUE(opened) << opened.error().message;
  auto& store = **opened;
  addEvent(store);
  ASSERT_TRUE(await<std::vector<model::DeliveryId>>([&](auto done) { store.claim({{kDelivery, clock_.now().wall}}, std::move(done)); }));
  auto made = std::make_shared<store::AttemptRecord>();
  made->deliveryId = kDelivery;
  made->webhookId = kWebhook;
  made->next = model::DeliveryState::kDelivered;
  made->tries = made->attempt.n = made->attempt.tryNumber = 1;
  made->attempt.responseBody = "what a person was told";
  ASSERT_TRUE(await<store::Recorded>([&](auto done) { store.record(made, std::move(done)); }));
  store::RetentionStep rules;
  rules.eventsBefore = clock_.now().wall + base::Millis{1};
  ASSERT_EQ(await<store::Retained>([&](auto done) { store.retain(rules, std::move(done)); })->events, 1U);
  store.close();
  for (const std::string table : {"attempt", "delivery", "event"}) EXPECT_EQ(countSql(file(), "SELECT count(*) FROM " + table), 0) << table;
}

TEST_F(DatabaseFile, EngineDone5KeepsNothingOfADeliveryWhoseResultComesAfterItIsGone) {
  auto opened = open();
  ASSERT_TRUE(opened) << opened.error().message;
  auto& store = **opened;
  addEvent(store);
  ASSERT_TRUE(await<std::vector<model::DeliveryId>>([&](auto done) { store.claim({{kDelivery, clock_.now().wall}}, std::move(done)); }));
  ASSERT_TRUE(await<model::DeliveryRow>([&](auto done) { store.cancel(kDelivery, clock_.now().wall, std::move(done)); }));
  store::RetentionStep rules;
  rules.eventsBefore = clock_.now().wall + base::Millis{1};
  ASSERT_EQ(await<store::Retained>([&](auto done) { store.retain(rules, std::move(done)); })->events, 1U);
  auto late = std::make_shared<store::AttemptRecord>();
  late->deliveryId = kDelivery;
  late->webhookId = kWebhook;
  late->next = model::DeliveryState::kDelivered;
  late->attempt.n = late->attempt.tryNumber = 1;
  late->attempt.responseBody = "nobody will see this";
  const auto kept = await<store::Recorded>([&](auto done) { store.record(late, std::move(done)); });
  ASSERT_TRUE(kept) << kept.error().message;
  EXPECT_FALSE(kept->applied);
  store.close();
  EXPECT_EQ(countSql(file(), "SELECT count(*) FROM attempt"), 0);
}

}  // namespace
}  // namespace hookline::store_sqlite
