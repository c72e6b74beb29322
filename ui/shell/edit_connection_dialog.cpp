#include "shell/edit_connection_dialog.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "shell/connect_checks.h"
#include "shell/label_form.h"
#include "theme/metrics.h"
#include "theme/theme.h"
#include "widgets/elided_label.h"

namespace hookline::shell {
namespace {

constexpr int kWidth = 460;

}  // namespace

EditConnectionDialog::EditConnectionDialog(const ConnectionChoice& choice, QWidget* owner) : QDialog(owner), form_(new LabelForm(this)) {
  setObjectName(QStringLiteral("editConnectionDialog"));
  setWindowTitle(tr("Edit connection"));
  setFixedWidth(kWidth);
  form_->setHost(hostOf(choice.tokenFor));
  form_->setLabel(labelOf(choice));
  auto* title = new QLabel(tr("Edit connection"), this);
  title->setProperty("role", "title");
  auto* address = new widgets::ElidedLabel(this);
  address->setProperty("role", "secondary");
  address->setText(choice.address);
  auto* hint = new QLabel(
      tr("The name, colour and environment stand on every page and in every question. They are kept on this computer alone."), this);
  hint->setProperty("role", "hint");
  hint->setWordWrap(true);
  auto* buttons = new QDialogButtonBox(this);
  auto* save = buttons->addButton(tr("Save"), QDialogButtonBox::ActionRole);
  save->setObjectName(QStringLiteral("saveConnectionButton"));
  theme::setLook(*save, "kind", "primary");
  save->setDefault(true);
  auto* cancel = buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
  cancel->setObjectName(QStringLiteral("cancelEditButton"));
  cancel->setAutoDefault(false);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(theme::kSpaceSection, theme::kSpaceWide, theme::kSpaceSection, theme::kSpaceWide);
  column->setSpacing(theme::kSpace);
  for (auto* part :
       {static_cast<QWidget*>(title), static_cast<QWidget*>(address), static_cast<QWidget*>(form_), static_cast<QWidget*>(hint)})
    column->addWidget(part);
  column->addStretch(1);
  column->addWidget(buttons);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(save, &QPushButton::clicked, this, [this] {
    const auto label = form_->label();
    accept();
    emit saved(label);
  });
}

/// As high as what it says, which wraps.
void EditConnectionDialog::showEvent(QShowEvent* event) {
  layout()->activate();
  resize(width(), layout()->totalHeightForWidth(width()));
  QDialog::showEvent(event);
}

}  // namespace hookline::shell
