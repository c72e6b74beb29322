// The demo and its tour, as `./dev run` shows them on a machine without a display; what the summary says is counted again in the store.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "support/program.h"
#include "support/temp_folder.h"

namespace hookline {
namespace {

const std::map<std::string, std::string> kOffscreen{{"QT_QPA_PLATFORM", "offscreen"}};

/// The number that stands after `word` in `text`, or -1.
long long after(const std::string& text, const std::string& word) {
  const auto at = text.find(word);
  return at == std::string::npos ? -1 : std::atoll(text.c_str() + at + word.size());
}

/// The number that stands before `word` in `text`, or -1.
long long before(const std::string& text, const std::string& word) {
  const auto end = text.find(word);
  if (end == std::string::npos) return -1;
  const auto begin = text.find_last_not_of("0123456789", end - 1);
  return std::atoll(text.substr(begin + 1, end - begin - 1).c_str());
}

bool hasPicture(const std::filesystem::path& folder, const std::string& name) {
  for (const auto& file : std::filesystem::directory_iterator(folder))
    if (file.path().filename().string().substr(2) == "-" + name + ".png" && file.file_size() > 5000) return true;
  return false;
}

class Database {
 public:
  explicit Database(const std::filesystem::path& file) {
    if (sqlite3_open_v2(file.c_str(), &db_, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(db_));
  }
  ~Database() { sqlite3_close(db_); }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  long long number(const std::string& sql) const {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(db_));
    const long long value = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : -1;
    sqlite3_finalize(statement);
    return value;
  }

 private:
  sqlite3* db_ = nullptr;
};

TEST(FirstWindowDone1, TheDemosSummaryIsWhatTheStoreHoldsAndEveryPageHasItsPictures) {
  const support::TempFolder folder;
  support::Program app(HOOKLINE_WINDOW_BINARY, {"--demo", "--data-dir", (folder / "data").string(), "--tour", (folder / "tour").string()},
                       kOffscreen);
  std::string said;
  // Each line is waited for by itself; the whole takes longer than one wait may.
  for (auto line = app.readLine(); !line.empty() || said.find("waiting") == std::string::npos; line = app.readLine()) {
    if (line.empty() && said.size() > 100'000) break;
    said += line + "\n";
    if (line.find("connect-dark") != std::string::npos) break;
  }
  ASSERT_EQ(app.wait(), 0) << said << app.err();
  said += app.out();

  const Database database(folder / "data" / "hookline.db");
  const auto count = [&](const std::string& where) { return database.number("SELECT count(*) FROM delivery WHERE " + where); };
  EXPECT_EQ(after(said, "delivered"), count("state = 3")) << said;
  EXPECT_EQ(after(said, "\n  dead"), count("state = 5")) << said;
  EXPECT_EQ(after(said, "waiting"), count("state IN (0, 1, 2)")) << said;
  EXPECT_EQ(before(said, " of them after retries"), count("state = 3 AND tries > 1")) << said;
  EXPECT_GT(before(said, " of them after retries"), 0);
  EXPECT_GT(after(said, "put right"), 0) << said;
  EXPECT_GT(after(said, "\n  dead"), 0) << said;
  EXPECT_EQ(before(said, " events made"), database.number("SELECT count(*) FROM event")) << said;
  EXPECT_EQ(after(said, "events made"), count("true")) << said;

  for (const auto* page : {"overview", "deliveries", "dead_letters", "webhooks", "simulator", "settings", "webhook-slack",
                           "webhook-stand-in", "manual", "manual-api", "manual-search"})
    for (const auto* theme : {"light", "dark"}) EXPECT_TRUE(hasPicture(folder / "tour", std::string(page) + "-" + theme)) << page << theme;
}

TEST(DesktopApp, TheSelfTestDeliversOneEventWithoutAWindow) {
  // No platform plugin is there: a window would end the program.
  const auto ran = support::run(HOOKLINE_WINDOW_BINARY, {"--self-test"}, {{"QT_QPA_PLATFORM", "none-such"}});
  EXPECT_EQ(ran.exitCode, 0) << ran.err;
  EXPECT_NE(ran.out.find("delivered and verified"), std::string::npos) << ran.out;
}

TEST(DesktopApp, TheDemoDoesNotMixItsDataWithAPersons) {
  const support::TempFolder folder;
  std::filesystem::create_directories(folder / "data" / "mine");
  const auto ran = support::run(HOOKLINE_WINDOW_BINARY, {"--demo", "--data-dir", (folder / "data").string()}, kOffscreen);
  EXPECT_EQ(ran.exitCode, 1);
  EXPECT_NE(ran.err.find("is not empty"), std::string::npos) << ran.err;
}

TEST(DesktopApp, WrongWordsAreNamed) {
  const auto ran =
      support::run(HOOKLINE_WINDOW_BINARY, {"--demo", "--connect", "https://hooks.example.com", "--token-file", "t"}, kOffscreen);
  EXPECT_EQ(ran.exitCode, 2);
  EXPECT_NE(ran.err.find("--connect"), std::string::npos);
}

TEST(DaemonDone6Desktop, TheDesktopFileOpensConnectLinksWithTheProgram) {
  std::ifstream file(HOOKLINE_DESKTOP_FILE);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  EXPECT_EQ(std::count(lines.begin(), lines.end(), "MimeType=x-scheme-handler/hookline;"), 1);
  EXPECT_EQ(std::count(lines.begin(), lines.end(), "Exec=hookline %u"), 1);
}

TEST(DaemonDone6Desktop, WordsThatAreNoLinkAreNamedAndALinkNeedsAPerson) {
  const auto word = support::run(HOOKLINE_WINDOW_BINARY, {"connect"}, kOffscreen);
  EXPECT_EQ(word.exitCode, 2);
  EXPECT_NE(word.err.find("\"connect\" is neither an option nor a connect link"), std::string::npos) << word.err;
  const auto demo = support::run(HOOKLINE_WINDOW_BINARY, {"--demo", "hookline://connect?code=x"}, kOffscreen);
  EXPECT_EQ(demo.exitCode, 2);
  EXPECT_NE(demo.err.find("A connect link needs a person"), std::string::npos) << demo.err;
}

}  // namespace
}  // namespace hookline
