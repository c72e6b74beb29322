#pragma once

class QWidget;

namespace hookline::webhooks_page {

/// Tab goes through the widgets below `root` in the order of their layouts, not in that of their making.
void orderTabs(QWidget& root);

}  // namespace hookline::webhooks_page
