#pragma once
#include "base/time.h"
#include "store/store.h"

namespace hookline::bench {

/// Lets go of what a filled store holds, one step at a time with nothing beside it, and prints how long each step kept the writer: from
/// the call to its answer, the flush included, which is what a write behind it waits. Whether it is within 20 ms. The store has a webhook
/// of the number 1.
bool letGo(store::Store& store, const base::Clock& clock);

}  // namespace hookline::bench
