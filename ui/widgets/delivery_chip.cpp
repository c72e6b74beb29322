#include "widgets/delivery_chip.h"

namespace hookline::widgets {

ChipKind chipKind(models::ShownState state) {
  using models::ShownState;
  switch (state) {
    case ShownState::kDelivered:
      return ChipKind::kGood;
    case ShownState::kRetrying:
      return ChipKind::kWarn;
    case ShownState::kDead:
      return ChipKind::kBad;
    case ShownState::kHeld:
      return ChipKind::kHeld;
    case ShownState::kSending:
      return ChipKind::kBusy;
    case ShownState::kWaiting:
    case ShownState::kCancelled:
      return ChipKind::kQuiet;
  }
  return ChipKind::kQuiet;
}

Chip deliveryChip(const client::Delivery& delivery, base::WallTime now) {
  return {chipKind(models::shownState(delivery.row.state)), models::stateWord(delivery, now)};
}

}  // namespace hookline::widgets
