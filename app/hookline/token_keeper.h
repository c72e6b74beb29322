#pragma once
#include <QString>
#include <optional>
#include <string>

#include "base/completion.h"
#include "base/time.h"

namespace hookline::desktop {

/// Where the tokens of daemons outlive the window: a place that the person's desktop guards. `daemon` is shell::daemonKey() of its address.
/// Answers come once, later, and never from inside the call; those that still wait when it goes are kCancelled. Thread: the GUI thread,
/// which no call blocks. Errors: kUnavailable (none answers here), kForbidden (the person or the desktop refused), kTimeout (kPatience;
/// a change may happen all the same: outcomeUnknown), kBusy (kMaxWaiting), each with a sentence for a person.
class TokenKeeper {
 public:
  static constexpr base::Millis kPatience{10000};
  static constexpr int kMaxWaiting = 64;

  TokenKeeper() = default;
  TokenKeeper(const TokenKeeper&) = delete;
  TokenKeeper& operator=(const TokenKeeper&) = delete;
  virtual ~TokenKeeper() = default;

  /// Whether it answers now. That it takes a token then is not yet said.
  virtual void ask(base::Completion<void> done) = 0;
  /// Nothing: it has none for that daemon.
  virtual void read(const QString& daemon, base::Completion<std::optional<std::string>> done) = 0;
  /// Over the one before.
  virtual void write(const QString& daemon, const std::string& token, base::Completion<void> done) = 0;
  /// Also when it has none.
  virtual void remove(const QString& daemon, base::Completion<void> done) = 0;
};

}  // namespace hookline::desktop
