#include "webhooks_page/filter_section.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include "models/delivery_words.h"
#include "theme/metrics.h"

namespace hookline::webhooks_page {
namespace {

constexpr std::size_t kPeek = 3;

QString number(std::uint64_t count) { return QLocale().toString(static_cast<qulonglong>(count)); }

/// "evt_1, evt_2, evt_3 and 4 more".
QString peekOf(const std::vector<std::string>& ids) {
  QStringList shown;
  for (std::size_t at = 0; at < ids.size() && at < kPeek; ++at) shown << models::plain(ids[at]);
  if (ids.size() <= kPeek) return shown.join(QStringLiteral(", "));
  return FilterSection::tr("%1 and %2 more").arg(shown.join(QStringLiteral(", ")), number(ids.size() - kPeek));
}

}  // namespace

FilterSection::FilterSection(QWidget* parent)
    : Section(parent),
      input_(new QWidget(this)),
      add_(new QPushButton(tr("Add a condition"), input_)),
      whatIf_(new QLabel(this)),
      which_(new QLabel(this)) {
  input_->setObjectName(QStringLiteral("filter"));
  add_->setObjectName(QStringLiteral("addCondition"));
  add_->setAutoDefault(false);
  whatIf_->setObjectName(QStringLiteral("whatIf"));
  which_->setObjectName(QStringLiteral("whatIfEvents"));
  for (auto* label : {whatIf_, which_}) {
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
  }
  whatIf_->setProperty("role", "secondary");
  which_->setProperty("role", "hint");
  auto* inside = new QVBoxLayout(input_);
  inside->setContentsMargins(0, 0, 0, 0);
  inside->setSpacing(theme::kSpaceSmall);
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(add_);
  buttons->addStretch(1);
  inside->addLayout(buttons);
  box_ = addBox(Field::kFilter, tr("Only events that meet all of these"), input_);
  box_->watch(add_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(theme::kSpaceTiny);
  column->addWidget(box_);
  column->addWidget(whatIf_);
  column->addWidget(which_);
  connect(add_, &QPushButton::clicked, this, [this] {
    if (used_ == model::EventFilter::kMaxConditions) return;
    if (used_ == lines_.size()) makeLine();
    setLine(lines_[used_++], {});
    fit();
    lines_[used_ - 1].path->setFocus(Qt::OtherFocusReason);
  });
  showNoWhatIf({});
  fit();
}

FilterSection::Line& FilterSection::makeLine() {
  const auto at = lines_.size();
  auto* row = new QWidget(input_);
  auto* path = Section::makeLine(QStringLiteral("conditionPath%1").arg(at), true);
  path->setPlaceholderText(tr("data.source", "a place in an event"));
  path->setAccessibleName(tr("Place in the event, condition %1").arg(at + 1));
  auto* op = new QComboBox(row);
  op->setObjectName(QStringLiteral("conditionOp%1").arg(at));
  op->setAccessibleName(tr("Comparison, condition %1").arg(at + 1));
  for (const auto& [word, label] : {std::pair{"eq", tr("is")},
                                    {"ne", tr("is not")},
                                    {"in", tr("is one of")},
                                    {"contains", tr("contains")},
                                    {"gt", tr("is above")},
                                    {"lt", tr("is below")},
                                    {"exists", tr("is there")},
                                    {"matches", tr("matches")}})
    op->addItem(label, QString::fromLatin1(word));
  auto* value = Section::makeLine(QStringLiteral("conditionValue%1").arg(at), true);
  value->setAccessibleName(tr("Value, condition %1").arg(at + 1));
  op->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  auto* away = new QPushButton(tr("Remove"), row);
  away->setObjectName(QStringLiteral("removeCondition%1").arg(at));
  away->setAccessibleName(tr("Remove condition %1").arg(at + 1));
  away->setAutoDefault(false);
  auto* line = new QHBoxLayout(row);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(theme::kSpaceSmall);
  line->addWidget(path, 3);
  line->addWidget(op, 2);
  line->addWidget(value, 3);
  line->addWidget(away);
  static_cast<QVBoxLayout*>(input_->layout())->insertWidget(static_cast<int>(at), row);
  for (auto* part : std::initializer_list<QWidget*>{path, value}) box_->watch(part);
  connect(op, &QComboBox::activated, this, [this, at] {
    const bool exists = lines_[at].op->currentData().toString() == QLatin1String("exists");
    lines_[at].value->setPlaceholderText(exists ? QStringLiteral("true") : QString());
    changed();
  });
  // With its value a condition is whole, though the next field belongs to the filter too.
  connect(value, &QLineEdit::editingFinished, this, &FilterSection::changed);
  connect(away, &QPushButton::clicked, this, [this, at] { remove(at); });
  lines_.push_back({row, path, op, value});
  return lines_.back();
}

void FilterSection::setLine(Line& line, const ConditionLine& condition) {
  line.path->setText(condition.path);
  line.op->setCurrentIndex(std::max(0, line.op->findData(condition.op)));
  line.value->setText(condition.value);
}

void FilterSection::remove(std::size_t at) {
  for (auto next = at; next + 1 < used_; ++next)
    setLine(lines_[next], {lines_[next + 1].path->text(), lines_[next + 1].op->currentData().toString(), lines_[next + 1].value->text()});
  --used_;
  fit();
  changed();
}

void FilterSection::changed() {
  emit edited();
  emit left(Field::kFilter);
}

void FilterSection::fit() {
  for (std::size_t at = 0; at < lines_.size(); ++at) lines_[at].row->setVisible(at < used_);
  box_->setHint(used_ == 0
                    ? tr("Without conditions it takes every event of the types above.")
                    : tr("A place such as data.source; a number, true, or text. Put text that looks like a number into \"quotes\"."));
  add_->setEnabled(used_ < model::EventFilter::kMaxConditions);
}

void FilterSection::show(const WebhookForm& form) {
  used_ = 0;
  for (const auto& condition : form.conditions) {
    if (used_ == lines_.size()) makeLine();
    setLine(lines_[used_++], condition);
  }
  fit();
}

void FilterSection::collect(WebhookForm& form) const {
  form.conditions.clear();
  for (std::size_t at = 0; at < used_; ++at)
    form.conditions.push_back({lines_[at].path->text(), lines_[at].op->currentData().toString(), lines_[at].value->text()});
}

void FilterSection::revert(const FieldId&, const WebhookForm& saved) { show(saved); }

void FilterSection::showWhatIf(const client::WhatIf& outcome, bool saved) {
  whatIf_->setText(whatIfSentence(outcome, saved));
  QStringList which;
  if (!outcome.gained.empty() && saved) which << tr("New: %1.").arg(peekOf(outcome.gained));
  if (!outcome.lost.empty()) which << tr("No longer: %1.").arg(peekOf(outcome.lost));
  which_->setText(which.join(QLatin1Char(' ')));
  whatIf_->show();
  which_->setVisible(!which.isEmpty());
}

void FilterSection::showNoWhatIf(const QString& why) {
  whatIf_->setText(why);
  whatIf_->setVisible(!why.isEmpty());
  which_->hide();
}

QString whatIfSentence(const client::WhatIf& outcome, bool saved) {
  if (outcome.events == 0) return FilterSection::tr("No event came yet, so nothing can be said of the latest ones.");
  const auto of = FilterSection::tr("Of the latest %1 events").arg(number(outcome.events));
  if (!saved) return FilterSection::tr("%1 it would take %2.").arg(of, number(outcome.then));
  if (outcome.gained.empty() && outcome.lost.empty()) return FilterSection::tr("%1 it takes %2.").arg(of, number(outcome.now));
  return FilterSection::tr("%1 it would take %2; as saved it takes %3.").arg(of, number(outcome.then), number(outcome.now));
}

}  // namespace hookline::webhooks_page
