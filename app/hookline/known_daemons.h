#pragma once
#include <QString>
#include <map>
#include <string>
#include <vector>

#include "shell/connection_choice.h"

class QSettings;

namespace hookline::desktop {

/// A daemon, and what it takes to attach to it.
struct DaemonChoice {
  std::string url;
  std::string token;
  std::string pinnedSha256 = {};  ///< the one certificate that is trusted there; empty: the system's authorities decide
};

/// The daemons that this window was ever attached to. Their addresses and the certificates that a person trusts are kept in the settings;
/// their tokens are kept for this run and written nowhere. Thread: the GUI thread.
class KnownDaemons {
 public:
  /// Reads what was kept; what cannot be read is as if it was never written. `settings` outlives it.
  explicit KnownDaemons(QSettings& settings);

  std::vector<shell::ConnectionChoice> choices() const;
  /// The same address again is another token for it.
  shell::ConnectionChoice add(const std::string& url, const std::string& token);
  /// From now on this certificate and no other.
  void trust(const QString& id, const QString& sha256);
  /// Also what of it is kept.
  void forget(const QString& id);
  /// A known one.
  const DaemonChoice& at(const QString& id) const { return byId_.at(id).daemon; }

 private:
  struct Entry {
    DaemonChoice daemon;
    shell::ConnectionColour colour;
  };
  shell::ConnectionChoice choiceOf(const QString& id) const;
  shell::ConnectionColour freeColour() const;
  void keep();

  QSettings& settings_;
  std::map<QString, Entry> byId_;
};

}  // namespace hookline::desktop
