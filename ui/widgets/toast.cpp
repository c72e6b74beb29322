#include "widgets/toast.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>

#include "theme/metrics.h"

namespace hookline::widgets {

Toast::Toast(QWidget* host) : QFrame(host), label_(new QLabel(this)) {
  setProperty("role", "toast");
  setAttribute(Qt::WA_TransparentForMouseEvents);
  label_->setObjectName(QStringLiteral("toastText"));
  label_->setTextFormat(Qt::PlainText);
  label_->setWordWrap(true);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(theme::kSpaceWide, theme::kSpaceSmall, theme::kSpaceWide, theme::kSpaceSmall);
  row->addWidget(label_);
  hideTimer_.setSingleShot(true);
  hideTimer_.setInterval(kShownMs);
  connect(&hideTimer_, &QTimer::timeout, this, &QWidget::hide);
  host->installEventFilter(this);
  hide();
}

void Toast::say(const QString& sentence) {
  label_->setText(sentence);
  setAccessibleName(sentence);
  show();
  raise();
  place();
  hideTimer_.start();
  QAccessibleEvent event(this, QAccessible::Alert);
  QAccessible::updateAccessibility(&event);
}

QString Toast::sentence() const { return isHidden() ? QString() : label_->text(); }

bool Toast::eventFilter(QObject* watched, QEvent* event) {
  if (watched == parentWidget() && event->type() == QEvent::Resize && !isHidden()) place();
  return QFrame::eventFilter(watched, event);
}

void Toast::place() {
  const auto room = parentWidget()->size();
  const int widest = std::max(120, room.width() - 2 * theme::kSpaceSection);
  const int oneLine = label_->fontMetrics().horizontalAdvance(label_->text()) + 2 * theme::kSpaceWide + 2;
  const int width = std::min(widest, oneLine);
  const int height = std::min(std::max(heightForWidth(width), theme::kControlHeight), room.height());
  const int top = room.height() - height - theme::kStatusBarHeight - theme::kSpaceWide;
  setGeometry((room.width() - width) / 2, std::max(0, top), width, height);
}

}  // namespace hookline::widgets
