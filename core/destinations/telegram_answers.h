#pragma once
#include <optional>
#include <string_view>

#include "destinations/destination.h"

namespace hookline::destinations {

/// What the Bot API's error bodies mean (integrations.md §2, §15). Nothing for an answer that is not in its shape.
std::optional<Judgement> judgeTelegram(const model::HttpResult& result);

// The steps of a test send: two reads, by the names of their methods. The first is also the checkpoint that says it is done.
inline constexpr std::string_view kGetMe = "getMe";
inline constexpr std::string_view kGetChat = "getChat";

inline constexpr std::string_view kGetUpdates = "getUpdates";

/// The answer to one of them, or to the look-up of chats when it failed: says which setting is to be mended.
std::optional<Judgement> judgeTelegramTest(std::string_view step, const model::HttpResult& result);

}  // namespace hookline::destinations
