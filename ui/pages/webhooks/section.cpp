#include "webhooks_page/section.h"

#include <QCheckBox>
#include <QLineEdit>

namespace hookline::webhooks_page {

FieldBox* Section::addBox(const FieldId& field, const QString& label, QWidget* input) {
  auto* box = new FieldBox(label, input, this);
  boxes_.emplace(field, box);
  connect(box, &FieldBox::left, this, [this, field] { emit left(field); });
  connect(box, &FieldBox::escaped, this, [this, field] { emit escaped(field); });
  return box;
}

QLineEdit* Section::makeLine(const QString& objectName, bool mono) {
  auto* line = new QLineEdit(this);
  line->setObjectName(objectName);
  if (mono) line->setProperty("look", "mono");
  connect(line, &QLineEdit::textEdited, this, &Section::edited);
  return line;
}

QCheckBox* Section::makeTick(const QString& objectName, const QString& label) {
  auto* tick = new QCheckBox(label, this);
  tick->setObjectName(objectName);
  connect(tick, &QCheckBox::clicked, this, &Section::edited);
  return tick;
}

void Section::removeBoxes() {
  for (const auto& [field, box] : boxes_) {
    box->hide();
    box->deleteLater();
  }
  boxes_.clear();
}

}  // namespace hookline::webhooks_page
