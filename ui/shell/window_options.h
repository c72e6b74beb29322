#pragma once
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "client/channel.h"
#include "shell/connection_choice.h"
#include "shell/page.h"
#include "shell/prompter.h"

namespace hookline::shell {

using PageFactory = std::function<Page*(const PageContext&, QWidget* parent)>;

/// What a window is composed of; app/ and tests fill it.
struct WindowOptions {
  std::vector<ConnectionChoice> connections;  ///< at least one
  /// A channel that is not yet opened.
  std::function<std::unique_ptr<client::Channel>(const ConnectionChoice&)> connect;
  /// Pages that are not here are not shown.
  std::map<PageId, PageFactory> pages;
  /// Empty: real dialogs.
  std::function<std::unique_ptr<Prompter>(const ConnectionChoice&)> prompter = {};
  /// Adds a daemon for this run and answers how it is called from then on; `connect` knows it by then. The same address is the same id.
  /// Empty: no daemon can be added.
  std::function<ConnectionChoice(const QString& url, const QString& token)> addDaemon = {};
  /// What "Exit demo" does; for connections with `demo`.
  std::function<void()> leaveDemo = {};
};

}  // namespace hookline::shell
