#include "bench_events.h"

#include "base/encoding.h"
#include "base/random.h"

namespace hookline::bench {
namespace {

std::string uuidOf(std::uint64_t n) {
  base::SeededRandom random(n * 2 + 1);
  std::string bytes;
  for (int word = 0; word < 2; ++word)
    for (auto bits = random.next(), i = std::uint64_t{0}; i < 8; ++i, bits >>= 8U) bytes.push_back(static_cast<char>(bits & 255U));
  std::string text = base::toHex(bytes);
  for (const std::size_t at : {8U, 13U, 18U, 23U}) text.insert(at, "-");
  return text;
}

}  // namespace

std::string eventBody(std::uint64_t n, EventIds ids) {
  std::string body = "{";
  if (ids == EventIds::kUuid) body += R"("id":")" + uuidOf(n) + R"(",)";
  return body + R"("type":"lead.captured","timestamp":"2026-11-23T20:00:00.000Z","chatbotId":")" + chatbotOf(n) +
         R"(","conversationId":"conv_)" + std::to_string(n / 7) + R"(","data":{"email":"person)" + std::to_string(n) +
         R"(@example.com","name":"Ada Example","source":"pricing page","conversationSummary":"Asked for the price of fifty seats and a call next week."}})";
}

}  // namespace hookline::bench
