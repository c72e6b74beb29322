#include "settings_page/connections_card.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "settings_page/colour_dot.h"
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
  auto* name = new QLabel(line);
  name->setObjectName(QStringLiteral("connectionName_") + choice.id);
  name->setProperty("role", "strong");
  name->setTextFormat(Qt::PlainText);
  name->setText(choice.name);
  auto* address = new widgets::ElidedLabel(line);
  address->setProperty("role", "secondary");
  address->setText(choice.address);
  auto* layout = new QHBoxLayout(line);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(theme::kSpaceSmall);
  layout->addWidget(new ColourDot(choice.colour, line));
  layout->addWidget(name);
  layout->addWidget(address, 1);
  if (inUse) {
    auto* word = new QLabel(tr("in use"), line);
    word->setObjectName(QStringLiteral("inUse_") + choice.id);
    word->setProperty("role", "secondary");
    layout->addWidget(word);
    return line;
  }
  if (choice.mayBeForgotten) {
    auto* forget = new QPushButton(tr("Forget"), line);
    forget->setObjectName(QStringLiteral("forget_") + choice.id);
    forget->setAccessibleName(tr("Forget %1").arg(choice.name));
    forget->setToolTip(tr("Removes its address and the certificate that was trusted from this computer. The daemon itself goes on."));
    forget->setAutoDefault(false);
    connect(forget, &QPushButton::clicked, this, [this, choice] {
      navigator_.forget(choice.id);
      navigator_.toast(tr("%1 is forgotten.").arg(choice.name));
    });
    layout->addWidget(forget);
    lineButtons_ << forget;
  }
  auto* button = new QPushButton(tr("Switch"), line);
  button->setObjectName(QStringLiteral("switch_") + choice.id);
  button->setAccessibleName(tr("Switch to %1").arg(choice.name));
  button->setAutoDefault(false);
  connect(button, &QPushButton::clicked, this, [this, id = choice.id] { navigator_.switchTo(id); });
  layout->addWidget(button);
  lineButtons_ << button;
  return line;
}

QList<QWidget*> ConnectionsCard::stops() const { return QList<QWidget*>(lineButtons_) << connect_ << paste_; }

}  // namespace hookline::settings_page
