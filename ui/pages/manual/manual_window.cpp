#include "manual_page/manual_window.h"

#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "manual_page/chapter_view.h"
#include "manual_page/contents_pane.h"
#include "manual_page/foreign_text.h"
#include "shell/pane_cycle.h"
#include "widgets/empty_state.h"

namespace hookline::manual_page {
namespace {

using State = client::ChannelState::Kind;

constexpr int kContentsWidth = 240;
constexpr int kChapterWidth = 680;
constexpr QSize kLeast(560, 360);

}  // namespace

ManualWindow::ManualWindow(QWidget* parent, std::vector<Chapter> pages) : Manual(parent, Qt::Window), pages_(std::move(pages)) {
  setObjectName(QStringLiteral("manualWindow"));
  setMinimumSize(kLeast);
  build();
  addKeys();
  connect(contents_, &ContentsPane::changed, this, &ManualWindow::showChapter);
  connect(empty_, &widgets::EmptyState::pressed, this, &ManualWindow::help);
  follow(nullptr, {});
}

ManualWindow::~ManualWindow() = default;

void ManualWindow::build() {
  auto* splitter = new QSplitter(Qt::Horizontal, this);
  splitter->setObjectName(QStringLiteral("manualSplitter"));
  splitter->setChildrenCollapsible(false);
  splitter->setHandleWidth(1);
  contents_ = new ContentsPane(splitter);
  stack_ = new QStackedWidget(splitter);
  view_ = new ChapterView(stack_);
  empty_ = new widgets::EmptyState(stack_);
  empty_->setObjectName(QStringLiteral("manualEmpty"));
  stack_->addWidget(empty_);
  stack_->addWidget(view_);
  splitter->addWidget(contents_);
  splitter->addWidget(stack_);
  splitter->setStretchFactor(1, 1);
  splitter->setSizes({kContentsWidth, kChapterWidth});
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(splitter);
}

void ManualWindow::addKeys() {
  const auto key = [this](const QKeySequence& sequence, const std::function<void()>& pressed) {
    connect(new QShortcut(sequence, this), &QShortcut::activated, this, pressed);
  };
  key(Qt::CTRL | Qt::Key_F, [this] { contents_->focusSearch(); });
  key(Qt::Key_F3, [this] { contents_->step(1); });
  key(Qt::SHIFT | Qt::Key_F3, [this] { contents_->step(-1); });
  key(Qt::Key_F5, [this] {
    if (feed_) feed_->read();
  });
  key(Qt::Key_F6, [this] { shell::cyclePanes({contents_, stack_}, 1); });
  key(Qt::SHIFT | Qt::Key_F6, [this] { shell::cyclePanes({contents_, stack_}, -1); });
  key(Qt::Key_Escape, [this] { contents_->searches() ? contents_->clearSearch() : void(close()); });
}

void ManualWindow::follow(client::Client* client, const QString& connection) {
  feed_.reset();
  if (client != nullptr) {
    feed_ = std::make_unique<ManualFeed>(*client);
    connect(feed_.get(), &ManualFeed::changed, this, &ManualWindow::showFeed);
    feed_->setSeen(isVisible());
  }
  setWindowTitle(connection.isEmpty() ? tr("Manual - Hookline") : tr("Manual - %1 - Hookline").arg(connection));
  showFeed();
}

void ManualWindow::open(std::optional<model::WebhookKind> kind) {
  if (kind) contents_->choose(idOf(*kind));
  setWindowState(windowState() & ~Qt::WindowMinimized);
  show();
  raise();
  activateWindow();
  toRead_ = kind.has_value();
  takeFocus();
}

/// Who asked for one chapter reads it; who asked for the manual looks for something.
void ManualWindow::takeFocus() {
  if (stack_->currentWidget() == empty_ && contents_->isHidden())
    empty_->button().setFocus(Qt::OtherFocusReason);
  else if (toRead_ && stack_->currentWidget() == view_)
    view_->setFocus(Qt::OtherFocusReason);
  else
    contents_->focusSearch();
}

void ManualWindow::showEvent(QShowEvent* event) {
  Manual::showEvent(event);
  if (feed_) feed_->setSeen(true);
}

void ManualWindow::hideEvent(QHideEvent* event) {
  Manual::hideEvent(event);
  if (feed_) feed_->setSeen(false);
}

void ManualWindow::showFeed() {
  auto chapters = feed_ ? feed_->chapters() : std::vector<Chapter>{};
  if (!chapters.empty()) chapters.insert(chapters.end(), pages_.begin(), pages_.end());
  contents_->setChapters(std::move(chapters));
  showChapter();
}

void ManualWindow::showChapter() {
  const bool first = contents_->isHidden();
  const auto* chapter = contents_->chapter();
  contents_->setVisible(feed_ && !feed_->chapters().empty());
  if (chapter == nullptr) return showWhyNot();
  view_->show(*chapter);
  view_->mark(contents_->hits(), contents_->hit());
  stack_->setCurrentWidget(view_);
  if (first && isVisible()) takeFocus();
}

/// Why there is no chapter, and what helps.
void ManualWindow::showWhyNot() {
  stack_->setCurrentWidget(empty_);
  const auto helps = tr("The manual is made of what the core says it can send to.");
  if (!feed_) return say(tr("No core is connected."), tr("%1 Choose a connection in the main window.").arg(helps));
  if (!feed_->chapters().empty())
    return say(tr("No chapter holds all of these words."), tr("Look for fewer of them, or for a part of one."), Help::kEndSearch,
               tr("End the search"));
  const auto& state = feed_->client().state();
  const auto why = oneLine(state.reason);
  switch (state.kind) {
    case State::kConnecting:
      return say(tr("The core has not answered yet."), helps);
    case State::kLost:
      return say(tr("The core is not connected."), tr("%1 %2 It appears as soon as the core answers.").arg(why, helps).trimmed(),
                 Help::kTryNow, tr("Try now"));
    case State::kRefused:
    case State::kIncompatible:
    case State::kClosed:
      return say(tr("The core is not connected."),
                 tr("%1 %2 Mend the connection in the main window, or switch to another one.").arg(why, helps).trimmed());
    case State::kOpen:
      break;
  }
  if (!feed_->trouble().isEmpty()) return say(tr("The manual was not read."), feed_->trouble(), Help::kReadAgain, tr("Read again"));
  if (!feed_->everRead()) return say(tr("The manual is being read."), helps);
  say(tr("This core names nothing it can send to."), helps, Help::kReadAgain, tr("Read again"));
}

void ManualWindow::say(const QString& sentence, const QString& detail, Help help, const QString& button) {
  help_ = help;
  empty_->show(theme::Icon::kInfo, sentence, detail, button);
}

void ManualWindow::help() {
  if (help_ == Help::kEndSearch) contents_->clearSearch();
  if (!feed_) return;
  if (help_ == Help::kTryNow) feed_->client().tryNow();
  if (help_ == Help::kReadAgain) feed_->read();
}

}  // namespace hookline::manual_page
