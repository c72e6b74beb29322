#include "widgets/copy_button.h"

#include <QClipboard>
#include <QGuiApplication>

#include "theme/icon.h"

namespace hookline::widgets {
namespace {

constexpr int kShownMs = 2000;

}  // namespace

CopyButton::CopyButton(const QString& label, std::function<QString()> source, QWidget* parent, bool iconOnly)
    : QPushButton(parent), label_(label), source_(std::move(source)), iconOnly_(iconOnly) {
  setAutoDefault(false);
  setAccessibleName(label_);
  if (iconOnly_) setProperty("kind", "quiet");
  restoreTimer_.setSingleShot(true);
  restoreTimer_.setInterval(kShownMs);
  connect(&restoreTimer_, &QTimer::timeout, this, &CopyButton::restore);
  connect(this, &QPushButton::clicked, this, &CopyButton::copy);
  restore();
}

void CopyButton::copy() {
  const auto text = source_ ? source_() : QString();
  if (text.isEmpty()) return;
  QGuiApplication::clipboard()->setText(text);
  // The width stays, so that nothing beside it moves.
  setMinimumWidth(width());
  if (iconOnly_)
    setIcon(theme::icon(theme::Icon::kCheck));
  else
    setText(tr("Copied"));
  setToolTip(tr("Copied"));
  restoreTimer_.start();
  emit copied();
}

void CopyButton::restore() {
  if (iconOnly_)
    setIcon(theme::icon(theme::Icon::kCopy));
  else
    setText(label_);
  setToolTip(iconOnly_ ? label_ : QString());
  setMinimumWidth(0);
}

}  // namespace hookline::widgets
