#pragma once
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "api/route_table.h"
#include "store/store.h"

namespace hookline::api::internal {

/// Calls with an Idempotency-Key (interfaces.md §5): each is carried out once, and its answer kept for 24 h. What did nothing (any
/// answer but a 2xx) is not kept, so that the call can be repeated when the obstacle is gone. Thread: any.
class KeptAnswers {
 public:
  static constexpr std::size_t kMaxKeyBytes = 255;
  /// Answers with a secret are kept whole in memory alone, at most so many; the store keeps them without the secret.
  static constexpr std::size_t kMaxSecretAnswers = 1000;
  static constexpr base::Millis kKeptFor{24 * 3600 * 1000};

  using Work = base::UniqueFunction<void(Call)>;

  /// Carries out `work` with the call, answers the kept answer, or refuses: 409 for another body under the same key, 409 with Retry-After
  /// while the first call still runs, 422 for an unusable key. `context` holds this object.
  static void run(const Context& context, Call call, Work work);

 private:
  std::optional<store::KeptAnswer> secretAnswer(const std::string& key, base::WallTime now);
  void keepSecret(store::KeptAnswer answer);
  void finished(const std::string& key);
  static void begin(const Context& context, Call call, Work work, std::string key, std::string fingerprint);
  static void keep(const Context& context, std::string key, std::string fingerprint, const std::vector<std::string>& secretMembers,
                   Response response, base::Completion<Response> done);

  std::mutex mutex_;
  std::set<std::string> running_;                           // guarded by mutex_
  std::map<std::string, store::KeptAnswer> secretAnswers_;  // guarded by mutex_
  std::deque<std::string> secretOrder_;                     // guarded by mutex_; oldest first
};

}  // namespace hookline::api::internal
