#include "shell/main_window.h"

#include <QApplication>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QPointer>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "models/delivery_words.h"
#include "shell/command_palette.h"
#include "shell/page_catalogue.h"
#include "shell/pane_cycle.h"
#include "shell/side_bar.h"
#include "shell/status_line.h"
#include "shell/status_watch.h"
#include "shell/stripes.h"
#include "shell/top_bar.h"
#include "shell/window_keys.h"
#include "theme/theme.h"
#include "widgets/toast.h"

namespace hookline::shell {

using Kind = client::ChannelState::Kind;

namespace {

std::vector<PageId> pagesOf(const WindowOptions& options) {
  std::vector<PageId> pages;
  for (const auto page : kPagesInOrder)
    if (options.pages.contains(page)) pages.push_back(page);
  return pages;
}

}  // namespace

MainWindow::MainWindow(WindowOptions options, theme::Theme& theme, QSettings& settings, const base::Clock& clock, QWidget* parent)
    : QWidget(parent),
      options_(std::move(options)),
      connections_(options_.connections),
      theme_(theme),
      state_(settings),
      topBar_(new TopBar(this)),
      sideBar_(new SideBar(pagesOf(options_), this)),
      stripes_(new Stripes(clock, this)),
      statusLine_(new StatusLine(this)),
      pageArea_(new QWidget(this)),
      keys_(new WindowKeys(*this)),
      palette_(new CommandPalette(this)),
      toast_(new widgets::Toast(this)) {
  setObjectName(QStringLiteral("mainWindow"));
  setMinimumSize(900, 560);
  state_.restoreTheme(theme_);
  build();
  addKeys();
  state_.restore(*this);
  attachFirst();
}

MainWindow::~MainWindow() {
  delete manual_;
  watch_.reset();
  attachment_.reset();
}

void MainWindow::build() {
  auto* right = new QVBoxLayout;
  right->setSpacing(0);
  right->addWidget(stripes_);
  right->addWidget(pageArea_, 1);
  auto* pageLayout = new QVBoxLayout(pageArea_);
  pageLayout->setContentsMargins(0, 0, 0, 0);
  auto* middle = new QHBoxLayout;
  middle->setSpacing(0);
  middle->addWidget(sideBar_);
  middle->addLayout(right, 1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(topBar_);
  column->addLayout(middle, 1);
  column->addWidget(statusLine_);
  topBar_->setSendShown(options_.pages.contains(PageId::kSimulator));
  connect(topBar_, &TopBar::searchWanted, this, &MainWindow::openPalette);
  connect(topBar_, &TopBar::sendWanted, this, [this] { show(PageId::kSimulator); });
  connect(topBar_, &TopBar::connectionWanted, this, &MainWindow::openConnectionMenu);
  connect(sideBar_, &SideBar::chosen, this, [this](PageId page) { goTo(page); });
  connect(stripes_, &Stripes::tryNowWanted, this, [this] { attachment_->client().tryNow(); });
  connect(stripes_, &Stripes::reconnectWanted, this, [this] { switchTo(connection().id); });
  connect(stripes_, &Stripes::tokenWanted, this, [this] { askForDaemon(connection().tokenFor); });
  connect(stripes_, &Stripes::trustWanted, this, &MainWindow::askToTrust);
  connect(stripes_, &Stripes::startWanted, this, &MainWindow::startSending);
  connect(stripes_, &Stripes::leaveDemoWanted, this, [this] {
    if (options_.leaveDemo) options_.leaveDemo();
  });
}

void MainWindow::addKeys() {
  for (const auto page : pagesOf(options_)) keys_->add(keyOf(page), nameOf(page), [this, page] { goTo(page); });
  keys_->add(Qt::CTRL | Qt::Key_K, tr("Find a customer, an event, a command"), [this] { openPalette(); });
  keys_->add(Qt::CTRL | Qt::Key_F, tr("Narrow what the page shows"), [this] { attachment_->current()->focusFilter(); });
  keys_->add(Qt::Key_F5, tr("Read the page again"), [this] { attachment_->current()->reload(); });
  if (options_.pages.contains(PageId::kSettings)) keys_->add(Qt::CTRL | Qt::Key_Comma, tr("Settings"), [this] { goTo(PageId::kSettings); });
  keys_->add(Qt::CTRL | Qt::SHIFT | Qt::Key_O, tr("Switch connection"), [this] { openConnectionMenu(); });
  keys_->add(Qt::Key_F6, tr("Next pane"), [this] { cyclePanes(panes(), 1); });
  keys_->add(Qt::SHIFT | Qt::Key_F6, tr("Pane before"), [this] { cyclePanes(panes(), -1); });
  keys_->add(Qt::Key_F1, tr("This list"), [this] { showKeys(); });
  if (hasManual()) keys_->add(kManualKey, tr("Manual"), [this] { showManual({}); });
  // A question mark that is typed into a field stays one.
  keys_->add(
      QKeySequence(QStringLiteral("?")), {}, [this] { showKeys(); }, false);
  keys_->add(QKeySequence(QKeySequence::Quit), tr("Close the window"), [this] { close(); });
}

// ---- which core

void MainWindow::attach(const ConnectionChoice& wanted) {
  const auto choice = toldApart(wanted, connections_);
  lookedFor_.clear();
  const auto page = attachment_ ? wordOf(attachment_->currentId()) : state_.page();
  palette_->close();
  watch_.reset();
  if (manual_ != nullptr) manual_->follow(nullptr, {});
  attachment_.reset();
  status_.reset();
  sideBar_->clearBadges();
  statusLine_->forget();
  stripes_->reset(choice.demo, !choice.tokenFor.isEmpty());
  topBar_->setChoice(choice);
  topBar_->setIdentity(choice.address);

  attachment_ = std::make_unique<Attachment>(choice, options_, *this, pageArea_);
  watch_ = std::make_unique<StatusWatch>(attachment_->client());
  pageArea_->layout()->addWidget(&attachment_->stack());
  connect(attachment_.get(), &Attachment::badgeChanged, sideBar_, &SideBar::setBadge);
  connect(&attachment_->client(), &client::Client::stateChanged, this, &MainWindow::onState);
  connect(watch_.get(), &StatusWatch::told, this, &MainWindow::onStatus);
  if (manual_ != nullptr) manual_->follow(&attachment_->client(), choice.name);
  state_.setConnection(choice.id);
  auto first = attachment_->currentId();
  for (const auto known : pagesOf(options_))
    if (wordOf(known) == page) first = known;
  arrive(first);
  settleSeen();
  attachment_->open();
}

void MainWindow::onState(const client::ChannelState& state) {
  stripes_->setState(state);
  statusLine_->setState(state);
  stripes_->setWhyNotStart(whyNotSending());
  if (state.kind == Kind::kOpen) showIdentity();
  askAgainIfRefused(state);
}

void MainWindow::showIdentity() {
  const auto& me = attachment_->client().me();
  auto words = models::plain(me.name.empty() ? std::string(model::toText(me.role)) : me.name);
  if (!connection().address.isEmpty()) words = tr("%1 · %2").arg(words, connection().address);
  topBar_->setIdentity(words);
}

void MainWindow::onStatus(const client::Status& status) {
  status_ = status;
  stripes_->setStatus(status);
  stripes_->setWhyNotStart(whyNotSending());
  statusLine_->setStatus(status);
}

// ---- which page

void MainWindow::show(PageId page) { goTo(page); }

void MainWindow::showDeliveries(const client::DeliveryFilter& filter) {
  goTo(PageId::kDeliveries, [filter](Page& page) { page.showFilter(filter); });
}

void MainWindow::showDelivery(model::DeliveryId id) {
  goTo(PageId::kDeliveries, [id](Page& page) { page.showDelivery(id); });
}

void MainWindow::showWebhook(model::WebhookId id) {
  goTo(PageId::kWebhooks, [id](Page& page) { page.showWebhook(id); });
}

void MainWindow::newWebhook() {
  goTo(PageId::kWebhooks, [](Page& page) { page.newWebhook(); });
}

void MainWindow::toast(const QString& sentence) { toast_->say(sentence); }

void MainWindow::goTo(PageId page, const std::function<void(Page&)>& then) {
  auto* wanted = attachment_->page(page);
  if (wanted == nullptr) return;
  if (wanted == attachment_->current()) {
    if (then) then(*wanted);
    return;
  }
  leaveCurrent([this, page, then] {
    arrive(page);
    if (then) then(*attachment_->current());
  });
}

/// The page may answer later, when the window shows another core or is gone.
void MainWindow::leaveCurrent(const std::function<void()>& then) {
  auto* page = attachment_->current();
  if (page == nullptr) return then();
  page->beforeLeaving([window = QPointer<MainWindow>(this), page = QPointer<Page>(page), then] {
    if (window && page && window->attachment_->current() == page) then();
  });
}

/// The page gets the keyboard from the page before it, and from the bare window: a page's own keys work only while it has it.
void MainWindow::arrive(PageId page) {
  auto* before = attachment_->current();
  const bool hadFocus = hasFocus() || (before != nullptr && before->isAncestorOf(QApplication::focusWidget()));
  attachment_->show(page);
  sideBar_->setCurrent(page);
  state_.setPage(wordOf(page));
  setWindowTitle(tr("%1 - %2 - Hookline").arg(nameOf(page), nameWithBadge(connection())));
  if (hadFocus && attachment_->current() != nullptr) focusPane(*attachment_->current());
}

QList<QWidget*> MainWindow::panes() {
  QList<QWidget*> all = {topBar_, sideBar_, stripes_};
  auto* page = attachment_->current();
  if (page == nullptr) return all;
  const auto own = page->panes();
  return own.isEmpty() ? all << page : all << own;
}

// ---- the window itself

void MainWindow::closeEvent(QCloseEvent* event) {
  if (!mayClose_) {
    event->ignore();
    leaveCurrent([this] {
      mayClose_ = true;
      QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
    });
    return;
  }
  mayClose_ = false;
  state_.save(*this);
  if (manual_ != nullptr) {
    state_.saveManual(*manual_);
    manual_->close();
  }
  QWidget::closeEvent(event);
}

/// A window that was just opened has no button in focus that nobody chose; the first Tab goes to the first of them.
void MainWindow::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  if (focusWidget() == nullptr) setFocus(Qt::OtherFocusReason);
  settleSeen();
}

void MainWindow::hideEvent(QHideEvent* event) {
  QWidget::hideEvent(event);
  settleSeen();
}

void MainWindow::changeEvent(QEvent* event) {
  if (event->type() == QEvent::WindowStateChange) settleSeen();
  QWidget::changeEvent(event);
}

/// Nobody looks: nothing is asked for.
void MainWindow::settleSeen() {
  if (!attachment_) return;
  const bool seen = isVisible() && !isMinimized();
  watch_->setSeen(seen);
  attachment_->setSeen(seen);
}

}  // namespace hookline::shell
