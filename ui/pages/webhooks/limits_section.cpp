#include "webhooks_page/limits_section.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

#include "theme/metrics.h"

namespace hookline::webhooks_page {
namespace {

using model::Ordering;

enum class Order { kNone, kBlock, kSkip };

Order orderOf(const Ordering& ordering) {
  if (ordering.by == Ordering::By::kNone) return Order::kNone;
  return ordering.onDead == Ordering::OnDead::kSkip ? Order::kSkip : Order::kBlock;
}

}  // namespace

LimitsSection::LimitsSection(QWidget* parent)
    : Section(parent),
      perSecond_(makeLine(QStringLiteral("perSecondField"))),
      burst_(makeLine(QStringLiteral("burstField"))),
      order_(new QComboBox(this)),
      gather_(makeLine(QStringLiteral("gatherField"))) {
  order_->setObjectName(QStringLiteral("orderChoice"));
  order_->addItem(tr("Any order"), static_cast<int>(Order::kNone));
  order_->addItem(tr("Keep it, wait for one that did not arrive"), static_cast<int>(Order::kBlock));
  order_->addItem(tr("Keep it, go on without one that did not arrive"), static_cast<int>(Order::kSkip));
  perSecond_->setPlaceholderText(tr("no limit"));
  auto* rate = addBox(Field::kPerSecond, tr("At most a second"), perSecond_);
  auto* burst = addBox(Field::kBurst, tr("After a rest at once"), burst_);
  orderBox_ = addBox(Field::kOrdering, tr("Events of one conversation"), order_);
  gather_->setPlaceholderText(tr("a message for each event"));
  gatherBox_ = addBox(Field::kGather, tr("At most one message in"), gather_);
  gatherBox_->setHint(tr("Such as 30 s. A first event goes at once; what comes within that time is told together, with the count."));
  gatherBox_->hide();
  // A choice is as wide as the form, not as its longest words.
  order_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  auto* row = new QHBoxLayout;
  row->setSpacing(10);
  row->addWidget(rate, 1);
  row->addWidget(burst, 1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(theme::kSpace);
  column->addLayout(row);
  column->addWidget(orderBox_);
  column->addWidget(gatherBox_);
  connect(order_, &QComboBox::activated, this, [this] {
    sayOrder();
    emit edited();
  });
}

void LimitsSection::setIntegration(const client::Integration* integration) {
  gatherBox_->setVisible(integration != nullptr && integration->messages.has_value());
}

void LimitsSection::sayOrder() {
  switch (static_cast<Order>(order_->currentData().toInt())) {
    case Order::kNone:
      return orderBox_->setHint(tr("They go side by side, so a later one can arrive first."));
    case Order::kBlock:
      return orderBox_->setHint(tr("One at a time. When one does not arrive, the later ones wait until it is retried or purged."));
    case Order::kSkip:
      return orderBox_->setHint(tr("One at a time. When one does not arrive, the next one goes."));
  }
}

void LimitsSection::show(const WebhookForm& form) {
  perSecond_->setText(form.perSecond);
  burst_->setText(form.burst);
  gather_->setText(form.gather);
  order_->setCurrentIndex(order_->findData(static_cast<int>(orderOf(form.ordering))));
  sayOrder();
}

void LimitsSection::collect(WebhookForm& form) const {
  form.perSecond = perSecond_->text();
  form.burst = burst_->text();
  form.gather = gather_->text();
  const auto order = static_cast<Order>(order_->currentData().toInt());
  // What "any order" would do with a dead one is kept as it was.
  if (order == Order::kNone)
    form.ordering.by = Ordering::By::kNone;
  else
    form.ordering = {Ordering::By::kConversation, order == Order::kSkip ? Ordering::OnDead::kSkip : Ordering::OnDead::kBlock};
}

void LimitsSection::revert(const FieldId& field, const WebhookForm& saved) {
  if (field.field == Field::kPerSecond) perSecond_->setText(saved.perSecond);
  if (field.field == Field::kBurst) burst_->setText(saved.burst);
  if (field.field == Field::kGather) gather_->setText(saved.gather);
  if (field.field != Field::kOrdering) return;
  order_->setCurrentIndex(order_->findData(static_cast<int>(orderOf(saved.ordering))));
  sayOrder();
}

}  // namespace hookline::webhooks_page
