#include "webhooks_page/header_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>

#include "theme/metrics.h"
#include "theme/tool_tip.h"
#include "widgets/elided_label.h"
#include "widgets/status_chip.h"

namespace hookline::webhooks_page {
namespace {

void allow(QPushButton* button, const QString& whyNot, const QString& tip) {
  button->setEnabled(whyNot.isEmpty());
  button->setToolTip(whyNot.isEmpty() ? tip : theme::tipText(whyNot));
}

}  // namespace

HeaderBar::HeaderBar(QWidget* parent)
    : QFrame(parent),
      title_(new widgets::ElidedLabel(this)),
      chip_(new widgets::StatusChip(this)),
      unsaved_(new QLabel(this)),
      test_(new QPushButton(tr("Send test"), this)),
      pause_(new QPushButton(tr("Pause"), this)),
      resume_(new QPushButton(tr("Resume"), this)),
      more_(new QPushButton(tr("More"), this)),
      revert_(new QPushButton(tr("Revert"), this)),
      save_(new QPushButton(tr("Save"), this)),
      pauseMenu_(new QMenu(pause_)) {
  setProperty("role", "pageHeader");
  setFixedHeight(theme::kPageHeaderHeight);
  title_->setObjectName(QStringLiteral("webhookTitle"));
  title_->setProperty("role", "title");
  chip_->setObjectName(QStringLiteral("webhookState"));
  unsaved_->setObjectName(QStringLiteral("unsavedMark"));
  unsaved_->setProperty("role", "subtitle");
  test_->setObjectName(QStringLiteral("sendTest"));
  pause_->setObjectName(QStringLiteral("pauseWebhook"));
  resume_->setObjectName(QStringLiteral("resumeWebhook"));
  more_->setObjectName(QStringLiteral("moreActions"));
  revert_->setObjectName(QStringLiteral("revertWebhook"));
  save_->setObjectName(QStringLiteral("saveWebhook"));
  save_->setProperty("kind", "primary");
  for (auto* button : {test_, pause_, resume_, more_, revert_, save_}) button->setAutoDefault(false);
  addPause(tr("Until I resume it"), 0);
  addPause(tr("For 15 minutes"), 15);
  addPause(tr("For 1 hour"), 60);
  addPause(tr("For 4 hours"), 240);
  addPause(tr("Until tomorrow, 08:00"), -1);
  pause_->setMenu(pauseMenu_);
  auto* menu = new QMenu(more_);
  duplicate_ = menu->addAction(tr("Duplicate\tCtrl+D"));
  duplicate_->setObjectName(QStringLiteral("duplicateWebhook"));
  delete_ = menu->addAction(tr("Delete…"));
  delete_->setObjectName(QStringLiteral("deleteWebhook"));
  menu->setToolTipsVisible(true);
  more_->setMenu(menu);

  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(theme::kPageMargin, 0, theme::kPageMargin, 0);
  row->setSpacing(10);
  row->addWidget(title_);
  row->addWidget(chip_);
  row->addWidget(unsaved_);
  row->addStretch(1);
  for (auto* button : {test_, pause_, resume_, more_, revert_, save_}) row->addWidget(button);

  connect(test_, &QPushButton::clicked, this, &HeaderBar::testWished);
  connect(resume_, &QPushButton::clicked, this, &HeaderBar::resumeWished);
  connect(revert_, &QPushButton::clicked, this, &HeaderBar::revertWished);
  connect(save_, &QPushButton::clicked, this, &HeaderBar::saveWished);
  connect(duplicate_, &QAction::triggered, this, &HeaderBar::duplicateWished);
  connect(delete_, &QAction::triggered, this, &HeaderBar::deleteWished);
  showNothing({});
}

void HeaderBar::addPause(const QString& label, int minutes) {
  auto* action = pauseMenu_->addAction(label);
  action->setObjectName(QStringLiteral("pause%1").arg(minutes));
  connect(action, &QAction::triggered, this, [this, minutes] { emit pauseWished(minutes); });
}

void HeaderBar::showNothing(const QString& title) {
  title_->setText(title);
  for (auto* widget : std::initializer_list<QWidget*>{chip_, unsaved_, test_, pause_, resume_, more_, revert_, save_}) widget->hide();
}

void HeaderBar::showWebhook(const Shown& shown) {
  title_->setText(shown.title);
  chip_->setChip(shown.chip);
  chip_->setVisible(shown.exists);
  unsaved_->setText(shown.unsaved);
  unsaved_->setVisible(!shown.unsaved.isEmpty());
  for (auto* button : {test_, more_, revert_, save_}) button->show();
  pause_->setVisible(!shown.stopped);
  resume_->setVisible(shown.stopped);
  const auto notThere = shown.exists ? QString() : tr("Save it first.");
  allow(test_, shown.whyNotTest, tr("Sends one test event now (Ctrl+Enter)"));
  allow(pause_, notThere.isEmpty() ? shown.whyNotOperate : notThere, tr("Events for it wait until it is resumed"));
  allow(resume_, shown.whyNotOperate, tr("Sends what waits, and all that comes"));
  const auto notDirty = shown.dirty ? QString() : tr("Nothing was changed.");
  allow(revert_, notDirty, tr("Takes back what was changed since it was saved"));
  allow(save_, !shown.whyNotEdit.isEmpty() ? shown.whyNotEdit : shown.exists ? notDirty : QString(), tr("Ctrl+S"));
  duplicate_->setEnabled(shown.exists && shown.whyNotEdit.isEmpty());
  delete_->setEnabled(shown.exists && shown.whyNotEdit.isEmpty());
  for (auto* action : {duplicate_, delete_}) action->setToolTip(shown.whyNotEdit.isEmpty() ? notThere : theme::tipText(shown.whyNotEdit));
}

}  // namespace hookline::webhooks_page
