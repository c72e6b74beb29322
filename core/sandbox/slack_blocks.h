#pragma once
#include <nlohmann/json.hpp>

namespace hookline::sandbox::internal {

/// Whether Slack takes a message's or an attachment's `blocks`: at most 50 of the kinds section, header, divider, context, actions, image,
/// markdown and rich_text. Members and limits are those of integrations.md §3 and, where it says nothing, of the types that Slack
/// publishes for its client library. All lengths are characters; all markdown of one message together has at most 12,000.
bool areSlackBlocks(const nlohmann::json& blocks);

}  // namespace hookline::sandbox::internal
