#pragma once
#include <QObject>

#include "base/unique_function.h"
#include "hookline/token_keeper.h"

namespace QKeychain {
class Job;
}

namespace hookline::desktop {

/// The key ring of this desktop: the Secret Service or KWallet, the Keychain, the Credential Manager. Entries are of the service
/// "Hookline". Where none answers nothing is kept: there is no file in its place.
class KeyRing final : public TokenKeeper {
 public:
  /// For the entries that outlive the window while it closes.
  static constexpr base::Millis kLastPatience{2000};

  explicit KeyRing(base::Millis patience = kPatience) : patience_(patience) {}

  void ask(base::Completion<void> done) override;
  void read(const QString& daemon, base::Completion<std::optional<std::string>> done) override;
  void write(const QString& daemon, const std::string& token, base::Completion<void> done) override;
  void remove(const QString& daemon, base::Completion<void> done) override;

  /// Runs the event loop until nothing waits any more, at most kLastPatience: a token that was just forgotten shall be gone.
  void finish();

 private:
  using Finished = base::UniqueFunction<void(base::Result<QKeychain::Job*>)>;
  /// Starts `job`, which goes by itself. `finished` gets it when it has ended, well or not; or kTimeout, or kBusy.
  void run(QKeychain::Job* job, const QString& daemon, bool changes, Finished finished);

  const base::Millis patience_;
  QObject waiting_;  ///< has a child for each call that waits
};

}  // namespace hookline::desktop
