#pragma once
#include <cstdint>
#include <string>

namespace hookline::bench {

enum class EventIds { kOrdered, kUuid };

inline constexpr int kWebhooks = 64;

/// The body of event n: a captured lead of about 300 bytes for one of kWebhooks chatbots, so that each event makes one delivery.
/// kUuid: the producer's own random-looking id; kOrdered: none, Hookline gives one.
std::string eventBody(std::uint64_t n, EventIds ids);
inline std::string chatbotOf(std::uint64_t n) { return "bot_" + std::to_string(n % kWebhooks); }

}  // namespace hookline::bench
