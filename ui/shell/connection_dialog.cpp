#include "shell/connection_dialog.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include "shell/environment_badge.h"
#include "theme/metrics.h"
#include "theme/theme.h"
#include "widgets/elided_label.h"
#include "widgets/plain_label.h"

namespace hookline::shell {
namespace {

constexpr int kDialogStripe = 3;
constexpr int kDialogWidth = 440;

}  // namespace

ConnectionDialog::ConnectionDialog(const ConnectionChoice& choice, const QString& title, const QString& text, QWidget* owner)
    : QDialog(owner), choice_(choice), body_(new QVBoxLayout), buttons_(new QDialogButtonBox(this)) {
  setObjectName(QStringLiteral("questionDialog"));
  setWindowTitle(tr("%1 - %2").arg(title, nameWithBadge(choice)));
  setAttribute(Qt::WA_DeleteOnClose);
  setMinimumWidth(kDialogWidth);
  body_->setSpacing(theme::kSpaceSmall);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(theme::kSpaceSection, theme::kSpaceWide + kDialogStripe, theme::kSpaceSection, theme::kSpaceWide);
  column->setSpacing(theme::kSpace);
  auto* where = new widgets::ElidedLabel(this);
  where->setObjectName(QStringLiteral("questionConnection"));
  where->setProperty("role", "subtitle");
  where->setElideMode(Qt::ElideMiddle);
  where->setText(tr("On %1").arg(choice.name));
  auto* first = new QHBoxLayout;
  first->setSpacing(theme::kSpaceSmall);
  first->addWidget(where);
  first->addWidget(new EnvironmentBadge(choice.environment, this));
  first->addStretch(1);
  column->addLayout(first);
  column->addWidget(widgets::wrappedLabel("title", title, this, "questionTitle"));
  column->addWidget(widgets::wrappedLabel("body", text, this, "questionText"));
  column->addLayout(body_);
  column->addStretch(1);
  column->addWidget(buttons_);
}

QPushButton* ConnectionDialog::addButton(const QString& objectName, const QString& label, int result, const char* kind) {
  auto* button = buttons_->addButton(label, result == Rejected ? QDialogButtonBox::RejectRole : QDialogButtonBox::ActionRole);
  button->setObjectName(objectName);
  if (kind != nullptr) theme::setLook(*button, "kind", QString::fromLatin1(kind));
  connect(button, &QPushButton::clicked, this, [this, result] { done(result); });
  return button;
}

/// As high as what it says, which wraps.
void ConnectionDialog::showEvent(QShowEvent* event) {
  layout()->activate();
  resize(width(), layout()->totalHeightForWidth(width()));
  QDialog::showEvent(event);
}

void ConnectionDialog::paintEvent(QPaintEvent* event) {
  QDialog::paintEvent(event);
  QPainter(this).fillRect(0, 0, width(), kDialogStripe, stripeOf(choice_.colour));
}

}  // namespace hookline::shell
