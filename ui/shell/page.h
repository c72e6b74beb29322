#pragma once
#include <QKeySequence>
#include <QList>
#include <QString>
#include <QWidget>
#include <functional>
#include <optional>

#include "client/client.h"
#include "shell/connection_choice.h"
#include "shell/prompter.h"
#include "theme/theme.h"

namespace hookline::shell {

/// The pages there are, in the order of the side bar (ui.md §0). Receiver, Alerts and Conversation come with their issues.
enum class PageId { kOverview, kDeliveries, kDeadLetters, kWebhooks, kSimulator, kSettings };

/// How a page sends the person to another one, and what of the window a page may show and change.
class Navigator {
 public:
  Navigator() = default;
  Navigator(const Navigator&) = delete;
  Navigator& operator=(const Navigator&) = delete;
  virtual ~Navigator() = default;

  virtual void show(PageId page) = 0;
  virtual void showDeliveries(const client::DeliveryFilter& filter) = 0;
  /// Opens Deliveries with this one selected and its inspector open.
  virtual void showDelivery(model::DeliveryId id) = 0;
  virtual void showWebhook(model::WebhookId id) = 0;
  /// Opens the editor for a new webhook.
  virtual void newWebhook() = 0;
  /// A sentence in the status bar's place for a few seconds ("5 queued again").
  virtual void toast(const QString& sentence) = 0;

  /// Asks for a daemon's address and token, then attaches to it.
  virtual void connectToDaemon() {}
  /// Whether there is a way to do that.
  virtual bool canConnectToDaemon() const { return false; }
  /// Takes a connect link from the clipboard: asks, then attaches to the daemon that it leads to.
  virtual void pasteConnectLink() {}
  virtual bool canOpenConnectLinks() const { return false; }
  /// The cores that this window can be attached to, and the id of the one that it is.
  virtual QList<ConnectionChoice> connections() const { return {}; }
  virtual QString connectionId() const { return {}; }
  /// Once the present page may be left: another core, with pages of its own. One whose token is not known is asked for it first. Unknown:
  /// nothing.
  virtual void switchTo(const QString& /*connectionId*/) {}
  /// A saved daemon: asks what it shall be called and how it is told from others.
  virtual void editConnection(const QString& /*connectionId*/) {}
  /// A saved daemon that is not in use: it is gone at once, and its token from the key ring.
  virtual void forget(const QString& /*connectionId*/) {}
  virtual theme::Theme::Mode themeMode() const { return theme::Theme::Mode::kSystem; }
  /// At once, and kept for the next start.
  virtual void setTheme(theme::Theme::Mode) {}

  /// The manual of destinations, in a window of its own: the chapter of the kind; nothing: where it was read last.
  virtual void showManual(std::optional<model::WebhookKind> /*kind*/) {}
  virtual bool hasManual() const { return false; }
};

/// What a page is made with. Pages live as long as one attachment: the shell makes them anew for each client, so that an answer of one
/// core cannot reach a page of another. References outlive the page.
struct PageContext {
  client::Client& client;
  Prompter& prompter;
  Navigator& navigator;
  QString connection = {};  ///< what the window calls this core ("Production"), for questions that must name it; may be empty
};

/// One page of the window. Its objectName is fixed ("deliveriesPage"), as are those of all widgets a test or a person's script may want.
class Page : public QWidget {
  Q_OBJECT
 public:
  using QWidget::QWidget;

  /// The page became the visible one, or stopped being it: a hidden page keeps what it shows and asks for nothing.
  virtual void shown() {}
  virtual void hidden() {}
  /// Whether it may be left now; a dirty editor asks first (Save, Discard, Stay) and calls `leave` when it may.
  virtual void beforeLeaving(const std::function<void()>& leave) { leave(); }

  // Where the Navigator's wishes arrive, after shown(). A page takes those that are its own.
  virtual void showFilter(const client::DeliveryFilter&) {}  ///< Deliveries
  virtual void showDelivery(model::DeliveryId) {}            ///< Deliveries
  virtual void showWebhook(model::WebhookId) {}              ///< Webhooks
  virtual void newWebhook() {}                               ///< Webhooks

  /// Settings: the window's connections or colours are others now.
  virtual void windowChanged() {}

  /// F5: reads again what it shows.
  virtual void reload() {}
  /// Ctrl+F: puts the cursor where it is narrowed.
  virtual void focusFilter() {}
  /// What F6 goes through, in order; none: the page is one pane.
  virtual QList<QWidget*> panes() { return {}; }

 signals:
  /// The number beside its name in the side bar; 0 hides it. `alarming`: something to act on.
  void badgeChanged(int count, bool alarming);
};

}  // namespace hookline::shell
