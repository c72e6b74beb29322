#pragma once
#include <cstddef>
#include <vector>

#include "model/ids.h"

namespace hookline::delivery {

/// Deliveries of one webhook that go as one message (model::Webhook::digestWindow). They hold one slot together; each is claimed and
/// recorded by itself, so nothing that is promised of a delivery changes.
struct Digest {
  std::vector<model::DeliveryId> members;  ///< as they became ready; of what is sent, the first one's id is the exchange's
  std::size_t unclaimed = 0;               ///< claims that the store has not answered
  std::size_t unrecorded = 0;              ///< with the last record the slot is free

  /// What waits beyond goes with the next message.
  static constexpr std::size_t kMostMembers = 500;
};

}  // namespace hookline::delivery
