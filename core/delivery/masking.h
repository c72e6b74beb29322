#pragma once
#include "model/delivery.h"
#include "model/webhook.h"

namespace hookline::delivery {

/// Takes the webhook's secret header values out of what its receiver answered: some answer with the request they got, and answers are
/// kept and shown (delivery.md §5).
void maskEchoes(const model::Webhook& webhook, model::Attempt& attempt);

}  // namespace hookline::delivery
