#include "simulator_page/load_panel.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include "theme/metrics.h"
#include "theme/tool_tip.h"

namespace hookline::simulator_page {
namespace {

constexpr int kNumberWidth = 134;

QString counted(std::uint64_t number) { return QLocale().toString(static_cast<qulonglong>(number)); }

}  // namespace

QString reportSentence(const SendReport& report) {
  auto sentence = LoadPanel::tr("%1 accepted").arg(counted(report.accepted));
  if (report.duplicates > 0) sentence += LoadPanel::tr(", %1 of them known already").arg(counted(report.duplicates));
  if (report.refused > 0) sentence += LoadPanel::tr(", %1 refused").arg(counted(report.refused));
  if (report.unknown > 0)
    sentence += LoadPanel::tr(", of %1 the answer was lost, so they may have been taken").arg(counted(report.unknown));
  if (report.left > 0) sentence += LoadPanel::tr(", %1 not sent").arg(counted(report.left));
  sentence += QLatin1Char('.');
  if (!report.trouble.isEmpty()) return LoadPanel::tr("It ended early: %1 %2").arg(report.trouble, sentence);
  return report.stopped && report.left > 0 ? LoadPanel::tr("Stopped: %1").arg(sentence) : sentence;
}

LoadPanel::LoadPanel(QWidget* parent)
    : QFrame(parent),
      count_(new QSpinBox(this)),
      rate_(new QSpinBox(this)),
      fresh_(new QCheckBox(tr("A new conversation each"), this)),
      start_(new QPushButton(tr("Start load"), this)),
      stop_(new QPushButton(tr("Stop"), this)),
      bar_(new QProgressBar(this)),
      state_(new QLabel(this)) {
  setObjectName(QStringLiteral("loadPanel"));
  setProperty("role", "pane");
  count_->setObjectName(QStringLiteral("loadCount"));
  count_->setAccessibleName(tr("Number of events"));
  count_->setRange(1, static_cast<int>(EventSender::kMaxCount));
  count_->setValue(100);
  count_->setSuffix(tr(" events"));
  rate_->setObjectName(QStringLiteral("loadRate"));
  rate_->setAccessibleName(tr("Events a second"));
  rate_->setRange(1, EventSender::kMaxPerSecond);
  rate_->setValue(20);
  rate_->setSuffix(tr(" a second"));
  fresh_->setObjectName(QStringLiteral("loadFresh"));
  fresh_->setChecked(true);
  start_->setObjectName(QStringLiteral("loadStart"));
  stop_->setObjectName(QStringLiteral("loadStop"));
  bar_->setObjectName(QStringLiteral("loadBar"));
  bar_->setAccessibleName(tr("Progress of the load"));
  bar_->setTextVisible(false);
  state_->setObjectName(QStringLiteral("loadState"));
  state_->setProperty("role", "subtitle");
  state_->setTextFormat(Qt::PlainText);
  state_->setWordWrap(true);
  auto* title = new QLabel(tr("Load"), this);
  title->setProperty("role", "heading");
  auto* row = new QHBoxLayout;
  row->setSpacing(theme::kSpaceSmall);
  row->addWidget(title);
  for (auto* one : {count_, rate_}) {
    one->setFixedWidth(kNumberWidth);
    row->addWidget(one);
  }
  row->addStretch(1);
  row->addWidget(start_);
  row->addWidget(stop_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(theme::kPageMargin, theme::kSpaceSmall, theme::kSpace, theme::kSpaceSmall);
  column->setSpacing(theme::kSpaceTiny + 2);
  column->addLayout(row);
  column->addWidget(fresh_);
  column->addWidget(bar_);
  column->addWidget(state_);
  bar_->hide();
  state_->hide();
  stop_->hide();
  connect(start_, &QPushButton::clicked, this, &LoadPanel::startWanted);
  connect(stop_, &QPushButton::clicked, this, &LoadPanel::stopWanted);
}

std::uint64_t LoadPanel::count() const { return static_cast<std::uint64_t>(count_->value()); }
int LoadPanel::perSecond() const { return rate_->value(); }
bool LoadPanel::newConversations() const { return fresh_->isChecked(); }

void LoadPanel::setReason(const QString& why) {
  reason_ = why;
  refresh();
}

void LoadPanel::setRunning(bool running) {
  running_ = running;
  refresh();
}

void LoadPanel::refresh() {
  start_->setEnabled(reason_.isEmpty() && !running_);
  start_->setToolTip(theme::tipText(reason_));
  start_->setVisible(!running_);
  stop_->setVisible(running_);
  for (QWidget* one : std::initializer_list<QWidget*>{count_, rate_, fresh_}) one->setEnabled(!running_);
}

void LoadPanel::showRunning(const SendReport& report) {
  setRunning(true);
  bar_->setRange(0, static_cast<int>(report.count));
  bar_->setValue(static_cast<int>(report.accepted + report.refused + report.unknown));
  bar_->show();
  state_->setText(tr("%1 of %2 accepted").arg(counted(report.accepted), counted(report.count)));
  state_->show();
}

void LoadPanel::showReport(const SendReport& report) {
  setRunning(false);
  bar_->hide();
  state_->setText(reportSentence(report));
  state_->show();
}

}  // namespace hookline::simulator_page
