#include "settings_page/connections_card.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "settings_page/colour_dot.h"
#include "shell/environment_badge.h"
#include "theme/metrics.h"
#include "theme/tool_tip.h"
#include "widgets/elided_label.h"

namespace hookline::settings_page {

ConnectionsCard::ConnectionsCard(shell::Navigator& navigator, QWidget* parent)
    : Card(tr("Connections"), parent),
      navigator_(navigator),
      rows_(new QWidget(this)),
      connect_(new QPushButton(tr("Connect to a daemon…"), this)),
      paste_(new QPushButton(tr("Paste a connect link"), this)) {
  setObjectName(QStringLiteral("connectionsCard"));
  auto* column = new QVBoxLayout(rows_);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(theme::kSpaceTiny);
  connect_->setObjectName(QStringLiteral("settingsConnect"));
  connect_->setAutoDefault(false);
  body().addWidget(rows_);
  paste_->setObjectName(QStringLiteral("settingsPasteLink"));
  paste_->setAutoDefault(false);
  paste_->setToolTip(theme::tipText(
      tr("“hooklined token create --link” makes one. Where it leads is shown and asked about before anything is sent there.")));
  auto* doors = new QHBoxLayout;
  doors->setSpacing(theme::kSpaceSmall);
  doors->addWidget(connect_);
  doors->addWidget(paste_);
  doors->addStretch(1);
  body().addLayout(doors);
  connect(paste_, &QPushButton::clicked, this, [this] { navigator_.pasteConnectLink(); });
  connect(connect_, &QPushButton::clicked, this, [this] { navigator_.connectToDaemon(); });
  refresh();
}

void ConnectionsCard::refresh() {
  connect_->setVisible(navigator_.canConnectToDaemon());
  paste_->setVisible(navigator_.canOpenConnectLinks());
  const auto connections = navigator_.connections();
  const auto current = navigator_.connectionId();
  if (connections == shown_ && current == current_) return;
  shown_ = connections;
  current_ = current;
  // Later: the button that was pressed may be one of them.
  for (auto* old : lines_) {
    rows_->layout()->removeWidget(old);
    old->hide();
    old->deleteLater();
  }
  lines_.clear();
  lineButtons_.clear();
  for (const auto& choice : shown_) {
    lines_ << row(choice, choice.id == current_);
    rows_->layout()->addWidget(lines_.last());
  }
}

QWidget* ConnectionsCard::row(const shell::ConnectionChoice& choice, bool inUse) {
  auto* line = new QWidget(rows_);
  line->setMinimumHeight(theme::kControlHeight);
  auto* name = new widgets::ElidedLabel(line);
  name->setObjectName(QStringLiteral("connectionName_") + choice.id);
  name->setProperty("role", "strong");
  name->setElideMode(Qt::ElideMiddle);
  name->setText(choice.name);
  auto* address = new widgets::ElidedLabel(line);
  address->setProperty("role", "secondary");
  address->setText(choice.address);
  auto* layout = new QHBoxLayout(line);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(theme::kSpaceSmall);
  layout->addWidget(new ColourDot(choice.colour, line));
  layout->addWidget(name);
  layout->addWidget(new shell::EnvironmentBadge(choice.environment, line));
  layout->addWidget(address, 1);
  if (inUse) {
    auto* word = new QLabel(tr("in use"), line);
    word->setObjectName(QStringLiteral("inUse_") + choice.id);
    word->setProperty("role", "secondary");
    layout->addWidget(word);
  }
  if (choice.saved) {
    auto* edit = addButton(*line, QStringLiteral("edit_") + choice.id, tr("Edit…"), tr("Edit %1").arg(choice.name));
    connect(edit, &QPushButton::clicked, this, [this, id = choice.id] { navigator_.editConnection(id); });
  }
  if (inUse) return line;
  if (choice.saved) {
    auto* forget = addButton(*line, QStringLiteral("forget_") + choice.id, tr("Forget"), tr("Forget %1").arg(choice.name));
    forget->setToolTip(
        tr("Removes its address, its token and the certificate that was trusted from this computer. The daemon itself goes on."));
    connect(forget, &QPushButton::clicked, this, [this, choice] {
      navigator_.toast(tr("%1 is forgotten.").arg(choice.name));
      navigator_.forget(choice.id);
    });
  }
  auto* button = addButton(*line, QStringLiteral("switch_") + choice.id, tr("Switch"), tr("Switch to %1").arg(choice.name));
  connect(button, &QPushButton::clicked, this, [this, id = choice.id] { navigator_.switchTo(id); });
  return line;
}

QPushButton* ConnectionsCard::addButton(QWidget& line, const QString& objectName, const QString& label, const QString& spoken) {
  auto* button = new QPushButton(label, &line);
  button->setObjectName(objectName);
  button->setAccessibleName(spoken);
  button->setAutoDefault(false);
  line.layout()->addWidget(button);
  lineButtons_ << button;
  return button;
}

QList<QWidget*> ConnectionsCard::stops() const { return QList<QWidget*>(lineButtons_) << connect_ << paste_; }

}  // namespace hookline::settings_page
