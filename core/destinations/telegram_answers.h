#pragma once
#include <optional>

#include "destinations/destination.h"

namespace hookline::destinations {

/// What the Bot API's error bodies mean (integrations.md §2, §15). Nothing for an answer that is not in its shape.
std::optional<Judgement> judgeTelegram(const model::HttpResult& result);

}  // namespace hookline::destinations
