#include <filesystem>
#include <system_error>

#include "api/answers.h"
#include "api/backup_desk.h"
#include "api/calls.h"
#include "api/router_state.h"

namespace hookline::api::internal {

bool BackupDesk::begin() {
  const std::scoped_lock lock(mutex_);
  if (sight_.state == State::kRunning) return false;
  sight_ = {State::kRunning, 0, {}};
  return true;
}

void BackupDesk::end(const base::Result<std::uint64_t>& answer) {
  const std::scoped_lock lock(mutex_);
  if (answer)
    sight_ = {State::kDone, *answer, {}};
  else
    sight_ = {State::kFailed, 0, answer.error().message};
}

bool BackupDesk::clear() {
  const std::scoped_lock lock(mutex_);
  if (sight_.state == State::kRunning) return false;
  sight_ = {};
  return true;
}

BackupDesk::Sight BackupDesk::look() const {
  const std::scoped_lock lock(mutex_);
  return sight_;
}

namespace {

using model::Permission;

std::string_view toText(BackupDesk::State state) {
  switch (state) {
    case BackupDesk::State::kNone:
      return "none";
    case BackupDesk::State::kRunning:
      return "running";
    case BackupDesk::State::kDone:
      return "done";
    case BackupDesk::State::kFailed:
      return "failed";
  }
  return "none";
}

OrderedJson sight(const Context& context) {
  const auto seen = context->backups.look();
  OrderedJson body{{"state", toText(seen.state)}};
  if (seen.state == BackupDesk::State::kRunning) {
    const auto progress = context->services.store.storeFigures().backup.value_or(store::BackupProgress{});
    body["pages"] = progress.pages;
    body["copied"] = progress.copied;
  }
  if (seen.state == BackupDesk::State::kDone) body["bytes"] = seen.bytes;
  if (seen.state == BackupDesk::State::kFailed) body["error"] = seen.error;
  return body;
}

/// Into the data folder, under a name of the core's own: a caller names no path, so nobody on the network can make it write elsewhere. Who
/// may take it from there may read that folder.
void start(const Context& context, Call call) {
  if (!context->backups.begin())
    return call.refuse({base::Errc::kConflict, "A backup is under way: wait for its end, or stop it first.", false, {}});
  context->services.store.audit(context->audit(call.who(), "backup.start", ""));
  context->services.store.backup(context->services.backupFile, base::Completion<std::uint64_t>([context](base::Result<std::uint64_t> made) {
                                   context->backups.end(made);
                                 }));
  call.answer(jsonAnswer(202, sight(context)));
}

void look(const Context& context, Call call) { call.answer(jsonAnswer(200, sight(context))); }

/// Stops one that runs; of one that is done, removes what was not taken.
void drop(const Context& context, Call call) {
  if (!context->backups.clear()) {
    context->services.store.stopBackup();
  } else {
    std::error_code ignored;
    std::filesystem::remove(context->services.backupFile, ignored);
  }
  context->services.store.audit(context->audit(call.who(), "backup.drop", ""));
  call.answer(emptyAnswer());
}

}  // namespace

void addBackupCalls(std::vector<RouteEntry>& routes) {
  routes.push_back({"GET", "/api/backup", Permission::kAdminister, BodyKind::kNone, look, {}});
  routes.push_back({"POST", "/api/backup", Permission::kAdminister, BodyKind::kNone, start, {}});
  routes.push_back({"DELETE", "/api/backup", Permission::kAdminister, BodyKind::kNone, drop, {}});
}

}  // namespace hookline::api::internal
