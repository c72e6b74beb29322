#include "run_steps.h"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>
#include <vector>

#include "base/time.h"

namespace hookline::bench {
namespace {

constexpr std::chrono::minutes kLongestWait{5};

nlohmann::json read(const CallDoor::Answer& answer) { return nlohmann::json::parse(answer.body, nullptr, false); }

}  // namespace

std::string makeWebhooks(CallDoor& door, const std::string& receiverUrl) {
  const auto present = read(door.call("GET", "/api/webhooks", ""));
  if (!present.is_array()) return "the webhooks could not be listed";
  if (present.size() >= kWebhooks) {
    for (const auto& webhook : present) {
      if (webhook.value("chatbotId", "") == "stored") continue;
      const nlohmann::json patch{{"url", receiverUrl}};
      const auto answer = door.call("PATCH", "/api/webhooks/" + webhook.value("id", ""), patch.dump());
      if (answer.status != 200) return "a webhook could not be changed: " + answer.body;
    }
    return {};
  }
  for (int i = 0; i < kWebhooks; ++i) {
    const nlohmann::json webhook{{"name", "Bench " + std::to_string(i)},
                                 {"url", receiverUrl},
                                 {"chatbotId", chatbotOf(static_cast<std::uint64_t>(i))},
                                 {"events", {"*"}}};
    const auto answer = door.call("POST", "/api/webhooks", webhook.dump());
    if (answer.status != 201) return "a webhook could not be made: " + answer.body;
  }
  return {};
}

std::string waitUntilNothingWaits(CallDoor& door) {
  const auto until = std::chrono::steady_clock::now() + kLongestWait;
  while (std::chrono::steady_clock::now() < until) {
    const auto answer = door.call("GET", "/api/status", "");
    const auto status = read(answer);
    if (!status.is_object() || !status.contains("waiting")) return "the status could not be read: " + answer.body;
    if (status["waiting"].get<std::uint64_t>() == 0) return {};
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return "deliveries were still waiting after five minutes";
}

void readLatencies(CallDoor& door, std::uint64_t count, RunResult& result) {
  std::vector<double> latencies;
  std::string cursor;
  while (latencies.size() < count) {
    const auto page = read(door.call("GET", "/api/deliveries?limit=500" + (cursor.empty() ? "" : "&cursor=" + cursor), ""));
    if (!page.is_object() || page["items"].empty()) break;
    for (const auto& row : page["items"]) {
      const auto made = base::parseIso(row.value("createdAt", ""));
      const auto moved = base::parseIso(row.value("updatedAt", ""));
      if (made && moved) latencies.push_back(static_cast<double>((*moved - *made).count()));
    }
    if (!page["next"].is_string()) break;
    cursor = page["next"].get<std::string>();
  }
  if (latencies.empty()) return;
  latencies.resize(std::min<std::size_t>(latencies.size(), count));
  std::sort(latencies.begin(), latencies.end());
  const auto at = [&](double share) { return latencies[static_cast<std::size_t>(share * static_cast<double>(latencies.size() - 1))]; };
  result.p50Ms = at(0.50);
  result.p95Ms = at(0.95);
  result.p99Ms = at(0.99);
}

}  // namespace hookline::bench
