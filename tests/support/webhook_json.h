#pragma once
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "model/ids.h"

namespace hookline::support {

/// An active webhook as GET /api/webhooks answers it; `more` replaces what stands here and adds to it (RFC 7396).
inline nlohmann::json webhookJson(std::int64_t id, const std::string& name, const nlohmann::json& more = nlohmann::json::object()) {
  nlohmann::json webhook{{"id", model::WebhookId{id}.text()},
                         {"name", name},
                         {"url", "https://example.com"},
                         {"events", {"*"}},
                         {"kind", "custom"},
                         {"status", {{"state", "active"}, {"since", "2026-11-23T20:00:00.000Z"}}},
                         {"secretCreatedAt", "2026-11-23T20:00:00.000Z"},
                         {"createdAt", "2026-11-23T20:00:00.000Z"},
                         {"updatedAt", "2026-11-23T20:00:00.000Z"}};
  webhook.merge_patch(more);
  return webhook;
}

}  // namespace hookline::support
