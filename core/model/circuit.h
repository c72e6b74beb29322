#pragma once
#include "base/time.h"
#include "model/ids.h"

namespace hookline::model {

/// A webhook's breaker as it was when it opened, closed or was tried (delivery.md §3).
struct Circuit {
  WebhookId webhook;
  bool closed = true;
  base::WallTime openUntil{};     ///< while it is not closed: when the next delivery may try; from then on it is half open
  base::WallTime failingSince{};  ///< while it is not closed
};

}  // namespace hookline::model
