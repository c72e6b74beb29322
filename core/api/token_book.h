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
/// Guesses are limited per address: after kMaxFailures wrong tokens within a minute a wrong one gets kBusy. Thread: any.
class TokenBook {
 public:
  static constexpr int kMaxFailures = 20;
  static constexpr base::Millis kFailureWindow{60 * 1000};
  static constexpr std::size_t kMaxAddresses = 10000;  ///< whose failures are counted; beyond them the oldest are forgotten
  static constexpr std::size_t kMaxNameBytes = 64;

  TokenBook(store::Store& store, base::Ids& ids, const base::Clock& clock, std::vector<model::ApiToken> stored);

  /// `authorization` is the header's value. Errors: kUnauthorized (missing, no Bearer, mistyped, unknown, revoked), kBusy.
  base::Result<model::Principal> authenticate(std::string_view authorization, std::string_view peer);
  /// For whatever else may be guessed, in the same count: kBusy when the address has used up its guesses; and that one was wrong.
  base::Status admitGuess(std::string_view peer) const;
  void guessedWrong(std::string_view peer);
  /// Takes one event (or `count`) from the token's eventsPerSecond. False: the caller answers 429 with Retry-After 1.
  /// A call may take more than one second holds: it is admitted while anything is left and the rest is owed.
  bool admitEvents(const model::Principal& principal, std::size_t count);
  /// Whether admitEvents could ever refuse.
  bool limitsEvents(const model::Principal& principal) const;
  /// Whether the principal may still act: false once its token is revoked. For calls that last (the live stream).
  bool stillValid(const model::Principal& principal) const;

  struct Created {
    model::ApiToken token;
    std::string text;  ///< shown once
  };
  /// Whether a token of that name could be made. Errors: kInvalid (name), kConflict (taken).
  base::Status checkNew(const std::string& name) const;
  /// Errors: those of checkNew, the store's.
  void create(std::string name, model::Role role, int eventsPerSecond, std::string who, base::Completion<Created> done);
  /// Keeps a token that was made before (the admin token of a file). The file is right: another token of that name is revoked.
  /// Errors: kInvalid (not a token), the store's.
  void adopt(std::string name, model::Role role, std::string text, base::Completion<model::ApiToken> done);
  /// Errors: kNotFound, the store's.
  void revoke(std::string name, std::string who, base::Completion<void> done);
  std::vector<model::ApiToken> list() const;

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace hookline::api
