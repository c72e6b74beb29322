#include "shell/key_sheet.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "theme/metrics.h"

namespace hookline::shell {
namespace {

/// Keys that a table has while it is focused; pages name more in their menus and tooltips.
std::vector<WindowKeys::Key> tableKeys() {
  return {{QKeySequence(Qt::Key_Return), KeySheet::tr("In a table: open the row")},
          {QKeySequence(Qt::Key_Home), KeySheet::tr("In a table: the first row")},
          {QKeySequence(Qt::Key_End), KeySheet::tr("In a table: the last row")},
          {QKeySequence(QKeySequence::Copy), KeySheet::tr("In a table: copy the chosen rows")}};
}

QLabel* plainLabel(const QString& text, const char* role, QWidget* parent) {
  auto* label = new QLabel(parent);
  label->setTextFormat(Qt::PlainText);
  label->setProperty("role", QLatin1String(role));
  label->setText(text);
  return label;
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
    grid->addWidget(plainLabel(key.sequence.toString(QKeySequence::NativeText), "mono", this), row, 0);
    grid->addWidget(plainLabel(key.what, "secondary", this), row++, 1);
  }
  grid->setColumnStretch(1, 1);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
  buttons->button(QDialogButtonBox::Close)->setText(tr("Close"));
  buttons->button(QDialogButtonBox::Close)->setIcon({});
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(theme::kSpaceSection, theme::kSpaceSection, theme::kSpaceSection, theme::kSpaceWide);
  column->setSpacing(theme::kSpaceWide);
  column->addWidget(plainLabel(tr("Keys"), "title", this));
  column->addLayout(grid);
  column->addWidget(buttons);
}

}  // namespace hookline::shell
