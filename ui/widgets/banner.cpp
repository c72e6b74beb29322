#include "widgets/banner.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "theme/metrics.h"
#include "theme/theme.h"

namespace hookline::widgets {
namespace {

const char* toText(Banner::Kind kind) {
  switch (kind) {
    case Banner::Kind::kDanger:
      return "danger";
    case Banner::Kind::kWarn:
      return "warn";
    case Banner::Kind::kInfo:
      break;
  }
  return "info";
}

}  // namespace

Banner::Banner(Buttons buttons, QWidget* parent)
    : QFrame(parent), strong_(new QLabel(this)), text_(new QLabel(this)), buttons_(new QHBoxLayout) {
  setProperty("role", "banner");
  setProperty("kind", toText(kind_));
  strong_->setObjectName(QStringLiteral("bannerStrong"));
  strong_->setProperty("part", "strong");
  text_->setObjectName(QStringLiteral("bannerText"));
  for (auto* label : {strong_, text_}) {
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  }
  text_->setWordWrap(true);
  buttons_->setSpacing(theme::kSpaceSmall);
  if (buttons == Buttons::kBeside) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme::kSpace, theme::kSpaceSmall, theme::kSpace, theme::kSpaceSmall);
    row->setSpacing(theme::kSpaceTiny + 1);
    row->addWidget(strong_);
    row->addWidget(text_, 1);
    row->addSpacing(theme::kSpaceSmall);
    row->addLayout(buttons_);
  } else {
    strong_->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::kSpace, theme::kSpaceSmall, theme::kSpace, theme::kSpaceSmall);
    column->setSpacing(theme::kSpaceTiny);
    column->addWidget(strong_);
    column->addWidget(text_);
    column->addSpacing(theme::kSpaceTiny);
    column->addLayout(buttons_);
    buttons_->addStretch(1);
  }
}

void Banner::say(Kind kind, const QString& strong, const QString& text) {
  if (kind == kind_ && strong == strong_->text() && text == text_->text()) return;
  const bool otherMatter = kind != kind_ || strong != strong_->text();
  kind_ = kind;
  strong_->setText(strong);
  strong_->setVisible(!strong.isEmpty());
  text_->setText(text);
  text_->setVisible(!text.isEmpty());
  theme::setLook(*this, "kind", QLatin1String(toText(kind)));
  // The colour of the strong words hangs on the frame's kind.
  theme::setLook(*strong_, "kind", QLatin1String(toText(kind)));
  setAccessibleName((strong + QLatin1Char(' ') + text).trimmed());
  if (otherMatter) {
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
  }
}

QString Banner::strong() const { return strong_->text(); }
QString Banner::text() const { return text_->text(); }

QPushButton* Banner::addButton(const QString& objectName, const QString& label, std::function<void()> pressed, bool primary) {
  auto* button = new QPushButton(label, this);
  button->setObjectName(objectName);
  button->setAutoDefault(false);
  if (primary) button->setProperty("kind", "primary");
  connect(button, &QPushButton::clicked, this, [pressed = std::move(pressed)] { pressed(); });
  // Below, a stretch at the end keeps them to the left.
  const bool below = buttons_->count() > 0 && buttons_->itemAt(buttons_->count() - 1)->spacerItem() != nullptr;
  buttons_->insertWidget(buttons_->count() - (below ? 1 : 0), button);
  return button;
}

void Banner::clearButtons() {
  const auto pressed = findChildren<QPushButton*>(QString(), Qt::FindDirectChildrenOnly);
  for (auto* button : pressed) {
    buttons_->removeWidget(button);
    button->hide();
    button->deleteLater();  // it may be the one whose click led here
  }
}

}  // namespace hookline::widgets
