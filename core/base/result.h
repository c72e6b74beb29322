#pragma once
#include <string>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace hookline::base {

/// The closed set of things that can go wrong. The comment is what a caller does about it.
enum class Errc {
  kMalformed,       ///< not readable at all (bad JSON, bad UTF-8): mend the text
  kInvalid,         ///< readable but refused by a rule; `details` names each field
  kUnauthorized,    ///< no token or a wrong one
  kForbidden,       ///< the role is too low, or the address guard refuses
  kNotFound,        ///< no such thing
  kConflict,        ///< clashes with what is stored (same event id, other body; two holders of one name)
  kPrecondition,    ///< it was changed meanwhile (If-Match): read it again
  kTooLarge,        ///< over a named size limit
  kUnsupported,     ///< a media type or method that is not served
  kNotImplemented,  ///< promised for later
  kBusy,            ///< a bounded queue is full: try again soon
  kFull,            ///< the disk or a configured limit is full: make room first
  kIo,              ///< the store could not do it; see outcomeUnknown
  kUnavailable,     ///< stopping, closed or not yet open
  kCancelled,       ///< the other side went away before it answered
  kTimeout,         ///< no answer in time
  kLocked,          ///< secrets cannot be opened (key missing or wrong)
  kCorrupt,         ///< stored bytes fail their check
  kNewerVersion,    ///< written by a newer Hookline: update
  kInUse,           ///< another process owns it; the message names it
  kInternal,        ///< our own bug
};

/// One field of a request that does not validate: `path` is a JSON pointer ("/url").
struct FieldError {
  std::string path;
  std::string message;
  bool operator==(const FieldError&) const = default;
};

/// `message` is one sentence for a person: what happened, and what helps.
/// `outcomeUnknown`: it may have happened all the same (a commit whose answer was lost); repeat with the same id.
struct Error {
  Errc code = Errc::kInternal;
  std::string message;
  bool outcomeUnknown = false;
  std::vector<FieldError> details;
};

template <typename T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
 public:
  using Base = tl::expected<T, Error>;
  using Base::Base;
  Result(Base b) : Base(std::move(b)) {}  // NOLINT(google-explicit-constructor)
};

using Status = Result<void>;

inline tl::unexpected<Error> fail(Errc code, std::string message) {
  return tl::unexpected<Error>(Error{code, std::move(message), false, {}});
}
inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

}  // namespace hookline::base
