#include "core/api/api_stack.h"

namespace hookline::api::testing {
namespace {

TEST(DaemonDone7BackupCalls, ABackupIsMadeInTheDataFolderAndTaken) {
  ApiStack stack;
  const auto file = stack.folder / "data" / "backup.db";
  EXPECT_EQ(stack.get("/api/backup").body["state"], "none");
  EXPECT_EQ(stack.call("POST", "/api/backup").status, 202);
  const auto done = stack.until("/api/backup", [](const json& seen) { return seen["state"] != "running"; });
  ASSERT_EQ(done.body["state"], "done") << done.text;
  EXPECT_EQ(done.body["bytes"], std::filesystem::file_size(file));
  EXPECT_EQ(stack.call("DELETE", "/api/backup").status, 204);
  EXPECT_FALSE(std::filesystem::exists(file));
  EXPECT_EQ(stack.get("/api/backup").body["state"], "none");
}

/// A path would let whoever has a token write where the daemon may.
TEST(DaemonDone7BackupCalls, ACallerNamesNoPath) {
  ApiStack stack;
  const auto elsewhere = stack.folder / "elsewhere.db";
  stack.post("/api/backup", {{"file", elsewhere.string()}, {"path", elsewhere.string()}});
  stack.until("/api/backup", [](const json& seen) { return seen["state"] != "running"; });
  EXPECT_FALSE(std::filesystem::exists(elsewhere));
}

TEST(DaemonDone7BackupCalls, AreAnAdminsAlone) {
  ApiStack stack;
  for (const auto* method : {"GET", "POST", "DELETE"})
    for (const auto role : {model::Role::kProducer, model::Role::kViewer, model::Role::kOperator})
      EXPECT_EQ(stack.call(method, "/api/backup", {}, role).status, 403) << method;
}

TEST(DaemonDone7BackupCalls, AFailureSaysWhy) {
  ApiStack stack;
  std::filesystem::create_directories(stack.folder / "data" / "backup.db" / "in the way");
  EXPECT_EQ(stack.call("POST", "/api/backup").status, 202);
  const auto failed = stack.until("/api/backup", [](const json& seen) { return seen["state"] != "running"; });
  EXPECT_EQ(failed.body["state"], "failed");
  EXPECT_NE(failed.body["error"].get<std::string>().find("backup.db"), std::string::npos) << failed.text;
}

}  // namespace
}  // namespace hookline::api::testing
