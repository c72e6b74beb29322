#include "simulator_page/sent_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include "models/delivery_words.h"
#include "theme/metrics.h"
#include "widgets/data_table.h"
#include "widgets/delivery_chip.h"

namespace hookline::simulator_page {
namespace {

QString many(std::uint64_t number, const QString& one, const QString& several) {
  return number == 1 ? one : several.arg(QLocale().toString(static_cast<qulonglong>(number)));
}

}  // namespace

SentPanel::SentPanel(SentModel& model, QWidget* parent)
    : QWidget(parent),
      model_(model),
      sentence_(new QLabel(this)),
      numbers_(new QLabel(this)),
      show_(new QPushButton(tr("Show deliveries"), this)),
      table_(new widgets::DataTable(tr("Where the events went"), this)) {
  sentence_->setObjectName(QStringLiteral("sentSentence"));
  sentence_->setProperty("role", "heading");
  numbers_->setObjectName(QStringLiteral("sentNumbers"));
  numbers_->setProperty("role", "subtitle");
  for (auto* label : {sentence_, numbers_}) {
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
  }
  show_->setObjectName(QStringLiteral("showDeliveries"));
  table_->setObjectName(QStringLiteral("sentTable"));
  table_->setModel(&model_);
  using Column = widgets::TableDelegate::Column;
  table_->setColumns({{Column::kText, 112}, {Column::kText, 104}, {Column::kText, 106}, {Column::kSecondary, 60}}, SentModel::kNote);
  table_->cells().setChips(SentModel::kState, [this](const QModelIndex& index) -> std::optional<widgets::Chip> {
    const auto* delivery = model_.at(index.row());
    const auto kind = delivery ? widgets::chipKind(models::shownState(delivery->row.state)) : widgets::ChipKind::kQuiet;
    return widgets::Chip{kind, index.data().toString()};
  });
  auto* row = new QHBoxLayout;
  row->setContentsMargins(theme::kSpaceWide, theme::kSpace, theme::kSpace, theme::kSpaceSmall);
  row->setSpacing(theme::kSpaceSmall);
  auto* words = new QVBoxLayout;
  words->setSpacing(theme::kSpaceTiny);
  words->addWidget(sentence_);
  words->addWidget(numbers_);
  row->addLayout(words, 1);
  row->addWidget(show_, 0, Qt::AlignTop);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addLayout(row);
  column->addWidget(table_, 1);
  connect(&model_, &SentModel::totalsChanged, this, &SentPanel::refresh);
  connect(table_, &widgets::DataTable::opened, this, [this](const QModelIndex& index) {
    if (const auto id = model_.idAt(index.row())) emit opened(*id);
  });
  refresh();
}

void SentPanel::refresh() {
  const auto& totals = model_.totals();
  show_->setEnabled(totals.deliveries > 0);
  show_->setToolTip(totals.deliveries > 0 ? QString() : tr("Nothing was sent from here yet."));
  if (totals.events == 0) {
    sentence_->setText(tr("Where it went"));
    numbers_->setText(tr("Nothing was sent from here yet."));
    return;
  }
  auto sentence = many(totals.events, tr("1 event"), tr("%1 events")) + QStringLiteral(", ") +
                  (totals.deliveries == 0 ? tr("no delivery") : many(totals.deliveries, tr("1 delivery"), tr("%1 deliveries")));
  QStringList states;
  const QLocale locale;
  const auto say = [&states, &locale](std::uint64_t number, const QString& text) {
    if (number > 0) states << text.arg(locale.toString(static_cast<qulonglong>(number)));
  };
  say(totals.arrived, tr("%1 arrived"));
  say(totals.onTheWay, tr("%1 on the way"));
  say(totals.failed, tr("%1 did not arrive"));
  say(totals.lostSight, tr("%1 not followed any more"));
  if (!states.isEmpty()) sentence += QStringLiteral(": ") + states.join(QStringLiteral(", "));
  sentence_->setText(sentence);
  numbers_->setText(totals.slowest.count() > 0 ? tr("Since this page was opened. Slowest: %1").arg(models::tookWord(totals.slowest))
                                               : tr("Since this page was opened."));
}

}  // namespace hookline::simulator_page
