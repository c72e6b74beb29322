#pragma once
#include <QMetaType>
#include <QRect>
#include <optional>
#include <vector>

#include "widgets/chip.h"
#include "widgets/table_delegate.h"

class QPainter;

namespace hookline::overview_page {

/// How a webhook fared over a window: the share of attempts that arrived in each of its equal parts, oldest first.
struct RateStrip {
  std::vector<std::optional<double>> rates;  ///< 0..1; nothing: nothing was tried then
  widgets::ChipKind kind = widgets::ChipKind::kQuiet;
};

/// The line of a strip in the colour of its kind: full height is all, where nothing was tried there is no line, and where there never is
/// one, a grey ground line.
void paintStrip(QPainter& painter, const QRect& place, const RateStrip& strip);

/// A table's cells, of which some are strips: those whose `role` holds one.
class StripDelegate final : public widgets::TableDelegate {
  Q_OBJECT
 public:
  StripDelegate(int role, QObject* parent) : TableDelegate(parent), role_(role) {}

 protected:
  void paintContent(QPainter& painter, const QRect& place, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

 private:
  const int role_;
};

}  // namespace hookline::overview_page

Q_DECLARE_METATYPE(hookline::overview_page::RateStrip)
