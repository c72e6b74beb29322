#include "widgets/fact_grid.h"

#include <QGridLayout>
#include <QLabel>

#include "theme/metrics.h"

namespace hookline::widgets {
namespace {

constexpr int kNameWidth = 96;

}  // namespace

FactGrid::FactGrid(QWidget* parent) : QWidget(parent), grid_(new QGridLayout(this)) {
  grid_->setContentsMargins(0, 0, 0, 0);
  grid_->setHorizontalSpacing(theme::kSpaceSmall);
  grid_->setVerticalSpacing(theme::kSpaceTiny);
  grid_->setColumnMinimumWidth(0, kNameWidth);
  grid_->setColumnStretch(1, 1);
}

void FactGrid::setFacts(const Facts& facts) {
  for (auto* label : findChildren<QLabel*>(QString(), Qt::FindDirectChildrenOnly)) {
    grid_->removeWidget(label);
    label->hide();
    label->deleteLater();
  }
  int row = 0;
  for (const auto& [name, text] : facts) {
    if (text.isEmpty()) continue;
    auto* key = new QLabel(name, this);
    key->setProperty("role", "subtitle");
    auto* value = new QLabel(this);
    value->setTextFormat(Qt::PlainText);
    value->setText(text);
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    for (auto* label : {key, value}) {
      grid_->addWidget(label, row, label == key ? 0 : 1, Qt::AlignTop);
      label->show();
    }
    ++row;
  }
}

}  // namespace hookline::widgets
