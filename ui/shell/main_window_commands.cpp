// What the window can do at a person's wish: the palette, the connection menu, stopping and starting.
#include <QActionGroup>
#include <QCoreApplication>
#include <QLocale>
#include <QMenu>

#include "models/delivery_words.h"
#include "models/rights.h"
#include "shell/command_palette.h"
#include "shell/connection_button.h"
#include "shell/connection_menu.h"
#include "shell/key_sheet.h"
#include "shell/main_window.h"
#include "shell/page_catalogue.h"
#include "shell/status_watch.h"
#include "shell/top_bar.h"
#include "shell/window_keys.h"
#include "theme/theme.h"
#include "theme/tool_tip.h"

namespace hookline::shell {

using theme::Icon;
using theme::Theme;

namespace {

struct ThemeChoice {
  Theme::Mode mode;
  const char* name;
  const char* objectName;
};
constexpr ThemeChoice kThemes[] = {{Theme::Mode::kSystem, QT_TRANSLATE_NOOP("MainWindow", "As the system"), "themeSystem"},
                                   {Theme::Mode::kLight, QT_TRANSLATE_NOOP("MainWindow", "Light"), "themeLight"},
                                   {Theme::Mode::kDark, QT_TRANSLATE_NOOP("MainWindow", "Dark"), "themeDark"}};

QString themeName(const ThemeChoice& choice) { return QCoreApplication::translate("MainWindow", choice.name); }

}  // namespace

std::vector<Command> MainWindow::commands() {
  std::vector<Command> all;
  for (const auto page : kPagesInOrder)
    if (attachment_->page(page) != nullptr)
      all.push_back({nameOf(page), keyOf(page).toString(QKeySequence::NativeText), iconOf(page), [this, page] { goTo(page); }});
  // Said rather than left out: who looks for it learns what it takes.
  const auto unless = [this](const QString& why, std::function<void()> run) {
    return why.isEmpty() ? std::move(run) : [this, why] { toast(why); };
  };
  if (attachment_->page(PageId::kSimulator) != nullptr)
    all.push_back({tr("Send event…"), {}, Icon::kSimulator, [this] { show(PageId::kSimulator); }});
  if (const auto why = whyNotNewWebhook(); attachment_->page(PageId::kWebhooks) != nullptr)
    all.push_back({tr("New webhook"), {}, Icon::kPlus, unless(why, [this] { newWebhook(); }), why});
  const auto noSending = whyNotSending();
  if (status_ && status_->allPaused)
    all.push_back({tr("Start sending"), {}, Icon::kPlay, unless(noSending, [this] { startSending(); }), noSending});
  else
    all.push_back({tr("Stop all sending…"), {}, Icon::kPause, unless(noSending, [this] { stopSending(); }), noSending});
  for (const auto& choice : connections())
    if (choice.id != connection().id)
      all.push_back(
          {tr("Switch to %1").arg(nameWithBadge(choice)), tr("connection"), Icon::kExternal, [this, id = choice.id] { switchTo(id); }});
  if (mayBeEdited()) all.push_back({tr("Edit this connection…"), {}, Icon::kSettings, [this] { editConnection(connection().id); }});
  if (canConnectToDaemon()) all.push_back({tr("Connect to a daemon…"), {}, Icon::kExternal, [this] { connectToDaemon(); }});
  if (canOpenConnectLinks()) all.push_back({tr("Paste a connect link"), {}, Icon::kExternal, [this] { pasteConnectLink(); }});
  for (const auto& choice : kThemes)
    if (choice.mode != theme_.mode())
      all.push_back({tr("Colours: %1").arg(themeName(choice)), {}, Icon::kSettings, [this, mode = choice.mode] { setTheme(mode); }});
  all.push_back({tr("Read the page again"), tr("F5"), Icon::kRetry, [this] { attachment_->current()->reload(); }});
  if (hasManual())
    all.push_back({tr("Manual"), QKeySequence(kManualKey).toString(QKeySequence::NativeText), Icon::kInfo, [this] { showManual({}); }});
  all.push_back({tr("Keys"), tr("F1"), Icon::kInfo, [this] { showKeys(); }});
  return all;
}

void MainWindow::openPalette() {
  if (palette_->isOpen()) return palette_->close();
  const bool searchable = attachment_->page(PageId::kDeliveries) != nullptr;
  palette_->open(commands(), [this, searchable](const QString& typed) -> std::optional<Command> {
    if (!searchable) return std::nullopt;
    return Command{tr("Search deliveries for “%1”").arg(typed), {}, Icon::kSearch, [this, typed] {
                     client::DeliveryFilter filter;
                     filter.text = typed.toStdString();
                     showDeliveries(filter);
                   }};
  });
  askForWebhooks();
}

/// They come in while one types already.
void MainWindow::askForWebhooks() {
  if (attachment_->page(PageId::kWebhooks) == nullptr || attachment_->client().state().kind != client::ChannelState::Kind::kOpen) return;
  attachment_->client().webhooks(attachment_.get(), [this](base::Result<std::vector<client::WebhookView>> webhooks) {
    if (!webhooks) return;  // the rest of the palette works without them
    std::vector<Command> more;
    for (const auto& view : *webhooks)
      more.push_back({models::plain(view.webhook.name), tr("webhook"), Icon::kWebhooks, [this, id = view.webhook.id] { showWebhook(id); }});
    palette_->add(std::move(more));
  });
}

void MainWindow::openConnectionMenu() {
  auto* menu = new ConnectionMenu(this);
  menu->setObjectName(QStringLiteral("connectionMenu"));
  menu->setAttribute(Qt::WA_DeleteOnClose);
  menu->setToolTipsVisible(true);
  fillConnectionMenu(*menu);
  auto& button = topBar_->connection();
  menu->popup(button.mapToGlobal(QPoint(0, button.height() + 2)));
}

void MainWindow::fillConnectionMenu(ConnectionMenu& menu) {
  auto* choices = new QActionGroup(&menu);
  for (const auto& choice : connections()) {
    auto* action = menu.addConnection(choice);
    connect(action, &QAction::triggered, this, [this, id = choice.id] {
      if (id != connection().id) switchTo(id);
    });
    action->setObjectName(QStringLiteral("connection_") + choice.id);
    action->setCheckable(true);
    action->setChecked(choice.id == connection().id);
    choices->addAction(action);
  }
  if (mayBeEdited())
    menu.addAction(tr("Edit this connection…"), this, [this] { editConnection(connection().id); })
        ->setObjectName(QStringLiteral("editConnection"));
  if (canConnectToDaemon())
    menu.addAction(tr("Connect to a daemon…"), this, &MainWindow::connectToDaemon)->setObjectName(QStringLiteral("connectToDaemon"));
  menu.addSeparator();
  const bool stopped = status_ && status_->allPaused;
  const auto noSending = whyNotSending();
  auto* sending = stopped ? menu.addAction(tr("Start sending"), this, &MainWindow::startSending)
                          : menu.addAction(tr("Stop all sending…"), this, &MainWindow::stopSending);
  sending->setObjectName(QStringLiteral("sendingAction"));
  sending->setEnabled(noSending.isEmpty());
  sending->setToolTip(theme::tipText(noSending));
  menu.addSeparator();
  auto* view = menu.addMenu(tr("View"));
  auto* themes = new QActionGroup(view);
  for (const auto& choice : kThemes) {
    auto* action = view->addAction(themeName(choice), this, [this, mode = choice.mode] { setTheme(mode); });
    action->setObjectName(QLatin1String(choice.objectName));
    action->setCheckable(true);
    action->setChecked(choice.mode == theme_.mode());
    themes->addAction(action);
  }
  if (hasManual())
    menu.addAction(tr("Manual"), QKeySequence(kManualKey), this, [this] { showManual({}); })->setObjectName(QStringLiteral("manualAction"));
  menu.addAction(tr("Keys"), QKeySequence(Qt::Key_F1), this, &MainWindow::showKeys);
  menu.addAction(tr("Close the window"), QKeySequence(QKeySequence::Quit), this, &QWidget::close);
}

QString MainWindow::whyNotSending() const {
  const auto& client = attachment_->client();
  const auto why = models::whyNot(
      client, "operate",
      tr("You are connected as %1. Only an operator or an admin may start and stop sending.").arg(models::roleWord(client.me().role)));
  return why.isEmpty() && !status_ ? tr("It is being asked whether anything is sent now.") : why;
}

QString MainWindow::whyNotNewWebhook() const {
  const auto& client = attachment_->client();
  return models::whyNot(client, "administer",
                        tr("You are connected as %1. Only an admin may make webhooks.").arg(models::roleWord(client.me().role)));
}

void MainWindow::stopSending() {
  const auto waiting = status_ ? QLocale().toString(static_cast<qulonglong>(status_->waiting)) : QStringLiteral("0");
  Question question;
  question.title = tr("Stop all sending?");
  question.text = tr("Nothing is lost: events are still taken and wait until sending is started again. %1 are waiting now.").arg(waiting);
  question.confirm = tr("Stop sending");
  question.dangerous = true;
  attachment_->prompter().ask(this, question, [this, asked = QPointer<Attachment>(attachment_.get())](bool yes) {
    if (!yes || !asked || asked != attachment_.get()) return;
    asked->client().pauseAll(asked, std::nullopt,
                             [this](base::Result<void> done) { afterSendingChange(tr("Sending could not be stopped"), done); });
  });
}

void MainWindow::startSending() {
  attachment_->client().resumeAll(attachment_.get(),
                                  [this](base::Result<void> done) { afterSendingChange(tr("Sending could not be started"), done); });
}

void MainWindow::afterSendingChange(const QString& failed, const base::Result<void>& done) {
  watch_->askNow();
  if (done) return;
  const auto why = models::plain(done.error().message);
  if (done.error().outcomeUnknown)
    toast(tr("It is not known whether that arrived; looking again. %1").arg(why));
  else
    attachment_->prompter().tell(this, failed, why);
}

Theme::Mode MainWindow::themeMode() const { return theme_.mode(); }

void MainWindow::setTheme(Theme::Mode mode) {
  theme_.setMode(mode);
  state_.saveTheme(theme_);
  tellSettings();
}

void MainWindow::tellSettings() {
  if (auto* settings = attachment_->page(PageId::kSettings)) settings->windowChanged();
}

void MainWindow::showManual(std::optional<model::WebhookKind> kind) {
  if (!hasManual()) return;
  if (manual_ == nullptr) {
    manual_ = options_.manual(this);
    state_.restoreManual(*manual_);
    manual_->follow(&attachment_->client(), connection().name);
  }
  manual_->open(kind);
}

void MainWindow::showKeys() {
  auto* sheet = new KeySheet(keys_->keys(), this);
  sheet->setAttribute(Qt::WA_DeleteOnClose);
  sheet->open();
}

}  // namespace hookline::shell
