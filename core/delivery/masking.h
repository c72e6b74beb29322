#pragma once
#include <string_view>

#include "model/delivery.h"
#include "model/webhook.h"

namespace hookline::delivery {

/// Takes the webhook's secret header values and settings, an address that is a secret and the token that it is signed in with out of what
/// is kept and shown of an attempt (delivery.md §5): some services want a secret in the body, and some receivers answer with the request
/// they got.
void maskSecrets(const model::Webhook& webhook, std::string_view token, model::Attempt& attempt);

}  // namespace hookline::delivery
