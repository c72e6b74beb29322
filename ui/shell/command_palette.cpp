#include "shell/command_palette.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QVBoxLayout>

#include "shell/command_delegate.h"
#include "theme/metrics.h"

namespace hookline::shell {
namespace {

constexpr int kPaletteWidth = 560;
constexpr int kPaletteRows = 10;
constexpr int kPaletteTop = 48;

}  // namespace

CommandPalette::CommandPalette(QWidget* host) : QFrame(host), input_(new QLineEdit(this)), list_(new QListView(this)) {
  setObjectName(QStringLiteral("commandPalette"));
  setProperty("role", "overlay");
  input_->setObjectName(QStringLiteral("commandInput"));
  input_->setAccessibleName(tr("Find a customer, an event, an e-mail, a command"));
  input_->setPlaceholderText(input_->accessibleName());
  input_->setMaxLength(256);
  list_->setObjectName(QStringLiteral("commandList"));
  list_->setAccessibleName(tr("What fits"));
  list_->setModel(&model_);
  list_->setItemDelegate(new CommandDelegate(list_));
  list_->setUniformItemSizes(true);
  list_->setFocusPolicy(Qt::NoFocus);
  list_->setMouseTracking(true);
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(theme::kSpaceSmall, theme::kSpaceSmall, theme::kSpaceSmall, theme::kSpaceSmall);
  column->setSpacing(theme::kSpaceSmall);
  column->addWidget(input_);
  column->addWidget(list_, 1);
  connect(input_, &QLineEdit::textChanged, this, &CommandPalette::onTyped);
  connect(list_, &QListView::clicked, this, &CommandPalette::run);
  input_->installEventFilter(this);
  host->installEventFilter(this);
  hide();
}

void CommandPalette::open(std::vector<Command> commands, LastFor lastFor) {
  if (isHidden()) before_ = QApplication::focusWidget();
  lastFor_ = std::move(lastFor);
  model_.setCommands(std::move(commands));
  input_->clear();
  onTyped({});
  show();
  raise();
  place();
  input_->setFocus(Qt::ShortcutFocusReason);
}

void CommandPalette::add(std::vector<Command> commands) {
  if (isHidden()) return;
  const int row = list_->currentIndex().row();
  model_.addCommands(std::move(commands));
  list_->setCurrentIndex(model_.index(std::clamp(row, 0, std::max(0, model_.rowCount() - 1))));
  place();
}

void CommandPalette::close() {
  if (isHidden()) return;
  const bool focused = isAncestorOf(QApplication::focusWidget());
  hide();
  if (focused && before_ != nullptr && before_->isVisible()) before_->setFocus(Qt::OtherFocusReason);
}

void CommandPalette::onTyped(const QString& typed) {
  model_.setTyped(typed, lastFor_ && !typed.trimmed().isEmpty() ? lastFor_(typed.trimmed()) : std::nullopt);
  selectFirst();
  if (!isHidden()) place();
}

void CommandPalette::selectFirst() { list_->setCurrentIndex(model_.index(0)); }

void CommandPalette::run(const QModelIndex& index) {
  const auto* chosen = model_.at(index.row());
  if (chosen == nullptr) return;
  // Copied: what it does may open the palette anew.
  const auto what = chosen->run;
  close();
  if (what) what();
}

void CommandPalette::move(int step) {
  const int rows = model_.rowCount();
  if (rows == 0) return;
  const int row = std::max(0, list_->currentIndex().row());
  list_->setCurrentIndex(model_.index(std::clamp(row + step, 0, rows - 1)));
}

bool CommandPalette::onKey(QKeyEvent& event) {
  switch (event.key()) {
    case Qt::Key_Escape:
      close();
      return true;
    case Qt::Key_Up:
      move(-1);
      return true;
    case Qt::Key_Down:
      move(1);
      return true;
    case Qt::Key_PageUp:
      move(-kPaletteRows);
      return true;
    case Qt::Key_PageDown:
      move(kPaletteRows);
      return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
      run(list_->currentIndex());
      return true;
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
      return true;  // there is nowhere else to go
    default:
      return false;
  }
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
  if (watched == input_) {
    if (event->type() == QEvent::KeyPress && onKey(*static_cast<QKeyEvent*>(event))) return true;
    // A menu of the field itself takes the focus for a while and gives it back.
    if (event->type() == QEvent::FocusOut && static_cast<QFocusEvent*>(event)->reason() != Qt::PopupFocusReason &&
        static_cast<QFocusEvent*>(event)->reason() != Qt::ActiveWindowFocusReason)
      hide();
  } else if (event->type() == QEvent::Resize && !isHidden()) {
    place();
  }
  return QFrame::eventFilter(watched, event);
}

void CommandPalette::place() {
  const int row = std::max(1, list_->sizeHintForRow(0));
  const int rows = std::clamp(model_.rowCount(), 1, kPaletteRows);
  const int width = std::min(kPaletteWidth, parentWidget()->width() - 2 * theme::kSpace);
  const int height = input_->sizeHint().height() + rows * row + 3 * theme::kSpaceSmall + 4;
  setGeometry((parentWidget()->width() - width) / 2, kPaletteTop, width,
              std::min(height, parentWidget()->height() - kPaletteTop - theme::kSpace));
}

}  // namespace hookline::shell
