#pragma once
#include <QString>
#include <map>
#include <optional>
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

/// The daemons that this window was ever attached to. Their addresses, what they are called and the certificates that a person trusts are
/// kept in the settings; their tokens are kept for this run and never written there. Thread: the GUI thread.
class KnownDaemons {
 public:
  /// Reads what was kept; what cannot be read is as if it was never written. `settings` outlives it.
  explicit KnownDaemons(QSettings& settings);

  std::vector<shell::ConnectionChoice> choices() const;
  /// The same address again is another token for it. Without a label it keeps its own, or is called by its host and has a free colour.
  shell::ConnectionChoice add(const std::string& url, const std::string& token, const std::optional<shell::ConnectionLabel>& label = {});
  /// A known one.
  shell::ConnectionChoice label(const QString& id, const shell::ConnectionLabel& label);
  /// From now on this certificate and no other.
  void trust(const QString& id, const QString& sha256);
  /// Also what of it is kept.
  void forget(const QString& id);
  /// A known one.
  const DaemonChoice& at(const QString& id) const { return byId_.at(id).daemon; }
  bool knows(const QString& id) const { return byId_.contains(id); }
  /// For this run, as one that was typed. A known one.
  void setToken(const QString& id, const std::string& token) { byId_.at(id).daemon.token = token; }
  /// Whether its token may be in the key ring; kept in the settings, so that nobody's key ring is asked in vain. A known one.
  bool mayBeInKeyRing(const QString& id) const { return byId_.at(id).inKeyRing; }
  void setInKeyRing(const QString& id, bool maybe);

 private:
  struct Entry {
    DaemonChoice daemon;
    shell::ConnectionLabel label = {};
    bool inKeyRing = false;
  };
  shell::ConnectionChoice choiceOf(const QString& id) const;
  static Entry read(const QSettings& settings);
  void keep();

  QSettings& settings_;
  std::map<QString, Entry> byId_;
};

}  // namespace hookline::desktop
