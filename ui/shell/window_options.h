#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "client/channel.h"
#include "shell/connection_choice.h"
#include "shell/manual.h"
#include "shell/page.h"
#include "shell/prompter.h"

namespace hookline::shell {

using PageFactory = std::function<Page*(const PageContext&, QWidget* parent)>;

/// A daemon as a person gives it.
struct NewDaemon {
  QString url;
  QString token;
  /// Empty: as it was, or for one that is new its host and a free colour.
  std::optional<ConnectionLabel> label = {};
};

/// What the window asks of the key ring, where tokens outlive it. Each may be empty: then tokens are kept for this run alone.
/// `then` is called once, later, in the GUI thread: empty when it is done, otherwise a sentence that says why not. It may come when the
/// window has gone.
struct KeyRingDoors {
  using Then = std::function<void(const QString& why)>;

  /// Whether one answers.
  std::function<void(Then)> ask = {};
  /// Takes the token of a saved daemon out of it: `connect` knows it by then.
  std::function<void(const QString& id, Then)> find = {};
  /// Puts the token there that a saved daemon has now, over the one before.
  std::function<void(const QString& id, Then)> keep = {};
  /// Removes it, if it is there.
  std::function<void(const QString& id, Then)> remove = {};
};

/// What a window is composed of; app/ and tests fill it.
struct WindowOptions {
  std::vector<ConnectionChoice> connections;  ///< at least one that needs no token
  /// A channel that is not yet opened.
  std::function<std::unique_ptr<client::Channel>(const ConnectionChoice&)> connect;
  /// Pages that are not here are not shown.
  std::map<PageId, PageFactory> pages;
  /// Makes the manual's window, of the main window's. Empty: there is none.
  std::function<Manual*(QWidget* window)> manual = {};
  /// Empty: real dialogs.
  std::function<std::unique_ptr<Prompter>(const ConnectionChoice&)> prompter = {};
  /// Id of the connection to begin with; empty: that of last time, else the first that needs no token.
  QString startWith = {};
  /// Adds a daemon and answers how it is called from then on; `connect` knows it by then. The same address is the same id. Empty: no daemon
  /// can be added.
  std::function<ConnectionChoice(const NewDaemon&)> addDaemon = {};
  /// Answers how a saved daemon is called from then on. Empty: none is edited.
  std::function<ConnectionChoice(const QString& id, const ConnectionLabel&)> label = {};
  KeyRingDoors keyRing = {};
  /// A channel without a token, for a daemon that a connect link leads to; with `pin` that certificate and no other is believed. Empty:
  /// connect links are not for this window.
  std::function<std::unique_ptr<client::Channel>(const QString& url, const QString& pin)> introduce = {};
  /// From now on the daemon with this id is believed when it shows this certificate, and with no other. Empty: nobody may say so.
  std::function<void(const QString& id, const QString& sha256)> trust = {};
  /// Nothing of it is kept in the settings. For saved daemons; their tokens are removed before.
  std::function<void(const QString& id)> forget = {};
  /// What "Exit demo" does; for connections with `demo`.
  std::function<void()> leaveDemo = {};
};

}  // namespace hookline::shell
