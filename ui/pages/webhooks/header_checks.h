#pragma once
#include <QString>
#include <optional>
#include <vector>

#include "webhooks_page/webhook_form.h"

namespace hookline::webhooks_page {

struct HeaderProblem {
  int row = 0;
  QString text;
};

/// The first header that cannot be sent. `saved`: the webhook as the core has it, null for one to be made. Lines without a name and a
/// value are no headers yet.
std::optional<HeaderProblem> checkHeaders(const std::vector<PairLine>& headers, const model::Webhook* saved);

}  // namespace hookline::webhooks_page
