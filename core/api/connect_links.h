#pragma once
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "model/principal.h"

namespace hookline::api {

/// The one-time codes of connect links (interfaces.md §1). They are in memory alone, and of a code only its hash: a code is good for
/// kValidFor at most, which is worth no row on disk. A restart makes them void. Thread: any.
class ConnectLinks {
 public:
  static constexpr std::chrono::minutes kValidFor{15};
  static constexpr std::chrono::hours kRememberedFor{1};  ///< that a code was used or is too old can be said for so long
  static constexpr std::size_t kMaxKept = 100;            ///< of those that wait for somebody, and those that are remembered

  /// What the code is exchanged for: the token is made then, so an unused link leaves nothing behind.
  struct Grant {
    std::string name;
    model::Role role = model::Role::kViewer;
    int eventsPerSecond = 0;  ///< 0: no limit
    std::string madeBy;
  };

  /// `clock` outlives it.
  explicit ConnectLinks(const base::Clock& clock) : clock_(clock) {}

  /// A code for `grant`, 32 letters and digits. An earlier one for the same name is void then. Errors: kBusy (kMaxKept wait).
  base::Result<std::string> make(Grant grant);
  /// What the code is good for; nobody else can use it from now on. Errors: kUnauthorized (there is none such), kConflict (used,
  /// or too old), each with a sentence.
  base::Result<Grant> use(std::string_view code);
  /// Nothing came of use(): as long as it is valid the code can be used again.
  void giveBack(std::string_view code);

 private:
  struct Entry {
    Grant grant;
    base::MonoTime until{};  ///< of the clock that also runs while the computer sleeps
    bool used = false;
  };
  void makeRoom(base::MonoTime now);

  const base::Clock& clock_;
  std::mutex mutex_;
  std::map<std::string, Entry> byHash_;  // guarded by mutex_
};

}  // namespace hookline::api
