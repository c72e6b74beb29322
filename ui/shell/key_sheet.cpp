#include "shell/key_sheet.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "theme/metrics.h"
#include "widgets/plain_label.h"

namespace hookline::shell {
namespace {

/// Keys that a table has while it is focused; pages name more in their menus and tooltips.
std::vector<WindowKeys::Key> tableKeys() {
  return {{QKeySequence(Qt::Key_Return), KeySheet::tr("In a table: open the row")},
          {QKeySequence(Qt::Key_Home), KeySheet::tr("In a table: the first row")},
          {QKeySequence(Qt::Key_End), KeySheet::tr("In a table: the last row")},
          {QKeySequence(QKeySequence::Copy), KeySheet::tr("In a table: copy the chosen rows")}};
}

}  // namespace

KeySheet::KeySheet(const std::vector<WindowKeys::Key>& keys, QWidget* parent) : QDialog(parent) {
  setObjectName(QStringLiteral("keySheet"));
  setWindowTitle(tr("Keys"));
  auto all = keys;
  for (const auto& key : tableKeys()) all.push_back(key);
  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(theme::kSpaceSection);
  grid->setVerticalSpacing(theme::kSpaceSmall);
  int row = 0;
  for (const auto& key : all) {
    grid->addWidget(widgets::plainLabel("mono", key.sequence.toString(QKeySequence::NativeText), this), row, 0);
    grid->addWidget(widgets::plainLabel("secondary", key.what, this), row++, 1);
  }
  grid->setColumnStretch(1, 1);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
  buttons->button(QDialogButtonBox::Close)->setText(tr("Close"));
  buttons->button(QDialogButtonBox::Close)->setIcon({});
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(theme::kSpaceSection, theme::kSpaceSection, theme::kSpaceSection, theme::kSpaceWide);
  column->setSpacing(theme::kSpaceWide);
  column->addWidget(widgets::plainLabel("title", tr("Keys"), this));
  column->addLayout(grid);
  column->addWidget(buttons);
}

}  // namespace hookline::shell
