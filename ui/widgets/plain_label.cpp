#include "widgets/plain_label.h"

namespace hookline::widgets {

QLabel* plainLabel(const char* role, const QString& text, QWidget* parent, const char* name) {
  auto* label = new QLabel(parent);
  label->setObjectName(QLatin1String(name));
  label->setProperty("role", QLatin1String(role));
  label->setTextFormat(Qt::PlainText);
  label->setText(text);
  return label;
}

QLabel* wrappedLabel(const char* role, const QString& text, QWidget* parent, const char* name) {
  auto* label = plainLabel(role, text, parent, name);
  label->setWordWrap(true);
  return label;
}

}  // namespace hookline::widgets
