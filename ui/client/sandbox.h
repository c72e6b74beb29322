#pragma once
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "model/webhook.h"

namespace hookline::client {

// The stand-ins that a core can run on its own computer (interfaces.md §5, /api/sandbox), as values.

/// What makes a webhook of a kind send to its stand-in.
struct StandIn {
  std::string url;                                     ///< the webhook's address; empty: it follows from the settings
  nlohmann::json settings = nlohmann::json::object();  ///< by name, secrets too: they open nothing but the stand-in
};

struct Sandbox {
  bool running = false;
  std::string url;                                 ///< where they listen: "http://127.0.0.1:8789"; empty: they do not run
  std::map<model::WebhookKind, StandIn> standIns;  ///< none while they do not run
  std::set<model::WebhookKind> kinds;              ///< that there is a stand-in for; empty: the core names them only while they run

  /// Whether there is a stand-in for the kind, or will be when they are started, as far as the core says it.
  bool serves(model::WebhookKind kind) const { return running ? standIns.contains(kind) : kinds.empty() || kinds.contains(kind); }
};

/// Something that a webhook brought about at a stand-in.
struct StandInRecord {
  std::string collection;  ///< what the stand-in calls its kind: "messages", "tickets"
  std::string title;       ///< of a message that has one
  std::string text;        ///< of a message that has one
  std::string json;        ///< the whole record
  bool operator==(const StandInRecord&) const = default;
};

}  // namespace hookline::client
