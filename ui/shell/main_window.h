#pragma once
#include <QWidget>
#include <memory>
#include <optional>

#include "base/time.h"
#include "shell/attachment.h"
#include "shell/command.h"
#include "shell/connect_link.h"
#include "shell/page.h"
#include "shell/window_options.h"
#include "shell/window_state.h"

namespace hookline::widgets {
class Toast;
}

namespace hookline::shell {

class CommandPalette;
class ConnectionMenu;
class SideBar;
class StatusLine;
class StatusWatch;
class Stripes;
class TopBar;
class WindowKeys;

/// The window: which core, which page, what is to be known on every page. It knows no page's inside. Thread: the GUI thread.
class MainWindow final : public QWidget, public Navigator {
  Q_OBJECT
 public:
  /// `theme`, `settings` and `clock` outlive it. It attaches to the connection of last time, else to the first.
  MainWindow(WindowOptions options, theme::Theme& theme, QSettings& settings, const base::Clock& clock, QWidget* parent = nullptr);
  ~MainWindow() override;

  void show(PageId page) override;
  void showDeliveries(const client::DeliveryFilter& filter) override;
  void showDelivery(model::DeliveryId id) override;
  void showWebhook(model::WebhookId id) override;
  void newWebhook() override;
  void toast(const QString& sentence) override;
  void connectToDaemon() override;
  bool canConnectToDaemon() const override { return bool(options_.addDaemon); }
  /// A connect link, from wherever it comes: asks before anything is sent. One that is no good is said to be so.
  void openConnectLink(const QString& text);
  void pasteConnectLink() override;
  bool canOpenConnectLinks() const override { return options_.addDaemon && options_.introduce; }
  QList<ConnectionChoice> connections() const override;
  QString connectionId() const override;
  /// Closes this core's client and makes everything anew for the other.
  void switchTo(const QString& connectionId) override;
  void editConnection(const QString& connectionId) override;
  void forget(const QString& connectionId) override;
  theme::Theme::Mode themeMode() const override;
  void setTheme(theme::Theme::Mode mode) override;
  void showManual(std::optional<model::WebhookKind> kind) override;
  bool hasManual() const override { return bool(options_.manual); }
  using QWidget::show;

  const ConnectionChoice& connection() const { return attachment_->choice(); }
  PageId currentPage() const { return attachment_->currentId(); }

 protected:
  void closeEvent(QCloseEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void build();
  void addKeys();
  void attach(const ConnectionChoice& wanted);
  void onState(const client::ChannelState& state);
  void onStatus(const client::Status& status);
  /// Asks the present page, then goes; `then` for the new page.
  void goTo(PageId page, const std::function<void(Page&)>& then = {});
  void leaveCurrent(const std::function<void()>& then);
  void arrive(PageId page);
  void showIdentity();
  void settleSeen();
  void openPalette();
  std::vector<Command> commands();
  void askForWebhooks();
  void openConnectionMenu();
  void fillConnectionMenu(ConnectionMenu& menu);
  QString whyNotSending() const;
  QString whyNotNewWebhook() const;
  void stopSending();
  void startSending();
  void afterSendingChange(const QString& failed, const base::Result<void>& done);
  void askForDaemon(const QString& address);
  void addDaemon(const NewDaemon& daemon, const QString& pin, bool remember);
  KeyRingDoors::Then orSay(const QString& sentence);
  void lookForToken(const QString& id);
  void tokenLookedFor(const QString& id, bool found);
  void askAgainIfRefused(const client::ChannelState& state);
  void settleNames();
  void linkUsed(const ConnectLink& link, const client::LinkedToken& token);
  void askToTrust();
  void trust(const QString& id, const QString& sha256);
  bool mayBeEdited() const { return connection().saved && options_.label; }
  void tellSettings();
  void showKeys();
  QList<QWidget*> panes();
  const ConnectionChoice* choiceOf(const QString& id) const;
  void attachFirst();

  const WindowOptions options_;
  std::vector<ConnectionChoice> connections_;  // those of the options, and those that were added in this run; not yet told apart
  QString lookedFor_;                          // in the key ring, to be attached to then
  QString fromKeyRing_;                        // its token was, and nobody typed one since
  theme::Theme& theme_;
  WindowState state_;
  TopBar* topBar_;
  SideBar* sideBar_;
  Stripes* stripes_;
  StatusLine* statusLine_;
  QWidget* pageArea_;
  WindowKeys* keys_;
  CommandPalette* palette_;
  widgets::Toast* toast_;
  std::unique_ptr<Attachment> attachment_;
  std::unique_ptr<StatusWatch> watch_;
  std::optional<client::Status> status_;
  Manual* manual_ = nullptr;  // until it is first wished for
  bool mayClose_ = false;
};

}  // namespace hookline::shell
