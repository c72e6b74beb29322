#pragma once
#include "api/answers.h"
#include "model/event.h"
#include "store/records.h"

namespace hookline::api::internal {

// What the files of the calls about events share.

/// {id, deliveries: [{id, webhookId}], duplicate?}
OrderedJson acceptedJson(const store::AcceptedEvent& accepted);
/// What is known of an event beside its body.
OrderedJson eventJson(const model::Event& event);

}  // namespace hookline::api::internal
