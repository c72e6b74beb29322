#pragma once
#include "client/types.h"

namespace hookline::client {

/// Whether a delivery that the stream tells of belongs to a list that is narrowed like this: the core's own rules for the fields of the
/// filter, and for `text` whether it stands in one of the row's own texts, either case.
bool matches(const DeliveryFilter& filter, const Delivery& delivery);

}  // namespace hookline::client
