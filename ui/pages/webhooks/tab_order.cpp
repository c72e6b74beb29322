#include "webhooks_page/tab_order.h"

#include <QLayout>
#include <QScrollArea>
#include <QSplitter>
#include <QWidget>

namespace hookline::webhooks_page {
namespace {

void collect(QWidget* widget, QList<QWidget*>& found);

void collect(QLayout* layout, QList<QWidget*>& found) {
  for (int at = 0; at < layout->count(); ++at) {
    auto* item = layout->itemAt(at);
    if (item->widget()) collect(item->widget(), found);
    if (item->layout()) collect(item->layout(), found);
  }
}

void collect(QWidget* widget, QList<QWidget*>& found) {
  if ((static_cast<int>(widget->focusPolicy()) & Qt::TabFocus) != 0) found << widget;
  if (auto* area = qobject_cast<QScrollArea*>(widget)) {
    collect(area->widget(), found);
  } else if (auto* splitter = qobject_cast<QSplitter*>(widget)) {
    for (int at = 0; at < splitter->count(); ++at) collect(splitter->widget(at), found);
  } else if (widget->layout()) {
    collect(widget->layout(), found);
  }
}

}  // namespace

void orderTabs(QWidget& root) {
  QList<QWidget*> found;
  collect(&root, found);
  for (qsizetype at = 1; at < found.size(); ++at) QWidget::setTabOrder(found[at - 1], found[at]);
}

}  // namespace hookline::webhooks_page
