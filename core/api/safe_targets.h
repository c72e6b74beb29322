#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "model/webhook.h"

namespace hookline::api {

// Which webhooks simulated events may reach (interfaces.md §3): those marked `test: true` and those on loopback, which takes in the
// built-in receiver and the stand-ins. Thread: any.

/// What a simulation will send.
struct SimulatedEvents {
  std::string chatbotId;
  std::vector<std::string> types;  ///< that may come; empty: any
};

/// Whether the webhook might get one of the events and is no safe target. Its filter is not looked at: what it might let pass counts.
bool isUnsafeTarget(const model::Webhook& webhook, const SimulatedEvents& events);

/// Name and host, "Sales (hooks.example.com)", never a whole URL: it may hold a secret.
std::string targetText(const model::Webhook& webhook);

/// "These webhooks would take the events and are no safe targets: …", with what helps. `otherChatbot` and `real` name what the caller
/// would change, "--chatbot" or "chatbotId".
std::string unsafeTargetsText(const std::vector<std::string>& targets, std::string_view otherChatbot, std::string_view real);

}  // namespace hookline::api
