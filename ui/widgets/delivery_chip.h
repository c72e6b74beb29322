#pragma once
#include "client/types.h"
#include "models/delivery_words.h"
#include "widgets/chip.h"

namespace hookline::widgets {

ChipKind chipKind(models::ShownState state);
/// A delivery's state as a chip; `now` decides about the rest of a wait.
Chip deliveryChip(const client::Delivery& delivery, base::WallTime now);

}  // namespace hookline::widgets
