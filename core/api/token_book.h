#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/completion.h"
#include "base/ids.h"
#include "base/time.h"
#include "model/principal.h"
#include "store/store.h"

namespace hookline::api {

/// The API's tokens: in memory for every call, in the store for good. A revoked token is refused from the moment revoke answers.
/// Guesses are limited per address: after kMaxFailures wrong tokens within a minute an address gets kBusy. Thread: any.
class TokenBook {
 public:
  static constexpr int kMaxFailures = 20;

  TokenBook(store::Store& store, base::Ids& ids, const base::Clock& clock, std::vector<model::ApiToken> stored);

  /// `authorization` is the header's value. Errors: kUnauthorized (missing, no Bearer, mistyped, unknown, revoked), kBusy.
  base::Result<model::Principal> authenticate(std::string_view authorization, std::string_view peer);
  /// Takes one event (or `count`) from the token's eventsPerSecond. False: the caller answers 429 with Retry-After 1.
  bool admitEvents(const model::Principal& principal, std::size_t count);

  struct Created {
    model::ApiToken token;
    std::string text;  ///< shown once
  };
  /// Errors: kInvalid (name), kConflict (taken), the store's.
  void create(std::string name, model::Role role, int eventsPerSecond, std::string who, base::Completion<Created> done);
  /// Keeps a token that was made before (the admin token of a file). Errors: kInvalid (not a token).
  void adopt(std::string name, model::Role role, std::string text, base::Completion<model::ApiToken> done);
  void revoke(std::string name, std::string who, base::Completion<void> done);
  std::vector<model::ApiToken> list() const;

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace hookline::api
