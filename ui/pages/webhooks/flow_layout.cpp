#include "webhooks_page/flow_layout.h"

#include <QWidget>
#include <algorithm>

#include "theme/metrics.h"

namespace hookline::webhooks_page {
namespace {

constexpr int kGap = theme::kCornerRadius;

}  // namespace

FlowLayout::FlowLayout(QWidget* parent) : QLayout(parent) { setContentsMargins(0, 0, 0, 0); }
FlowLayout::~FlowLayout() = default;

void FlowLayout::addItem(QLayoutItem* item) { items_.emplace_back(item); }

QLayoutItem* FlowLayout::itemAt(int index) const {
  return index >= 0 && index < count() ? items_[static_cast<std::size_t>(index)].get() : nullptr;
}

QLayoutItem* FlowLayout::takeAt(int index) {
  if (index < 0 || index >= count()) return nullptr;
  auto* item = items_[static_cast<std::size_t>(index)].release();
  items_.erase(items_.begin() + index);
  invalidate();
  return item;
}

void FlowLayout::insertWidget(int index, QWidget* widget) {
  addWidget(widget);
  std::rotate(items_.begin() + index, items_.end() - 1, items_.end());
  invalidate();
}

int FlowLayout::heightForWidth(int width) const { return lay(QRect(0, 0, width, 0), false); }

QSize FlowLayout::minimumSize() const {
  QSize size;
  for (const auto& item : items_) size = size.expandedTo(item->minimumSize());
  return size;
}

void FlowLayout::setGeometry(const QRect& place) {
  QLayout::setGeometry(place);
  lay(place, true);
}

int FlowLayout::lay(const QRect& place, bool really) const {
  int x = place.left();
  int y = place.top();
  int lineHeight = 0;
  for (const auto& item : items_) {
    const auto wish = item->sizeHint();
    // What wants all the room it can get takes the rest of its line.
    const int least = item->expandingDirections().testFlag(Qt::Horizontal) ? item->minimumSize().width() : wish.width();
    if (x > place.left() && x + least > place.right() + 1) {
      x = place.left();
      y += lineHeight + kGap;
      lineHeight = 0;
    }
    const int room = place.right() + 1 - x;
    const int width = least == wish.width() ? std::min(wish.width(), room) : std::max(least, room);
    if (really) item->setGeometry(QRect(x, y, width, wish.height()));
    x += width + kGap;
    lineHeight = std::max(lineHeight, wish.height());
  }
  return y + lineHeight - place.top();
}

}  // namespace hookline::webhooks_page
