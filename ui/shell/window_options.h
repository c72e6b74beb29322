#pragma once
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "client/channel.h"
#include "shell/connection_choice.h"
#include "shell/manual.h"
#include "shell/page.h"
#include "shell/prompter.h"

namespace hookline::shell {

using PageFactory = std::function<Page*(const PageContext&, QWidget* parent)>;

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
  std::function<ConnectionChoice(const QString& url, const QString& token)> addDaemon = {};
  /// A channel without a token, for a daemon that a connect link leads to; with `pin` that certificate and no other is believed. Empty:
  /// connect links are not for this window.
  std::function<std::unique_ptr<client::Channel>(const QString& url, const QString& pin)> introduce = {};
  /// From now on the daemon with this id is believed when it shows this certificate, and with no other. Empty: nobody may say so.
  std::function<void(const QString& id, const QString& sha256)> trust = {};
  /// Nothing of it is kept. For connections that may be forgotten.
  std::function<void(const QString& id)> forget = {};
  /// What "Exit demo" does; for connections with `demo`.
  std::function<void()> leaveDemo = {};
};

}  // namespace hookline::shell
