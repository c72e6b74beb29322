#include "settings_page/appearance_card.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QRadioButton>
#include <QVBoxLayout>

#include "theme/metrics.h"

namespace hookline::settings_page {

using Mode = theme::Theme::Mode;

AppearanceCard::AppearanceCard(shell::Navigator& navigator, QWidget* parent)
    : Card(tr("Appearance"), parent), navigator_(navigator), modes_(new QButtonGroup(this)) {
  setObjectName(QStringLiteral("appearanceCard"));
  auto* row = new QHBoxLayout;
  row->setSpacing(theme::kSpaceWide);
  const auto add = [this, row](Mode mode, const char* name, const QString& label) {
    auto* button = new QRadioButton(label, this);
    button->setObjectName(QLatin1String(name));
    modes_->addButton(button, static_cast<int>(mode));
    row->addWidget(button);
  };
  add(Mode::kSystem, "modeSystem", tr("As the system"));
  add(Mode::kLight, "modeLight", tr("Light"));
  add(Mode::kDark, "modeDark", tr("Dark"));
  row->addStretch(1);
  body().addLayout(row);
  connect(modes_, &QButtonGroup::idClicked, this, [this](int mode) { navigator_.setTheme(static_cast<Mode>(mode)); });
  refresh();
}

void AppearanceCard::refresh() { modes_->button(static_cast<int>(navigator_.themeMode()))->setChecked(true); }

QList<QWidget*> AppearanceCard::stops() const {
  QList<QWidget*> all;
  for (auto* button : modes_->buttons()) all << button;
  return all;
}

}  // namespace hookline::settings_page
