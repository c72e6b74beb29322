#include "bare_loop.h"

#include <curl/curl.h>

#include <chrono>
#include <memory>
#include <vector>

#include "bench_events.h"

namespace hookline::bench {
namespace {

using Clock = std::chrono::steady_clock;

struct Slot {
  CURL* easy = nullptr;
  std::string body;
};

std::size_t ignoreBytes(char*, std::size_t size, std::size_t count, void*) { return size * count; }

}  // namespace

LoopResult bareLoop(const std::string& url, std::uint64_t from, std::uint64_t count, int inFlight, bool uuidIds, const std::string& token,
                    double perSecond) {
  LoopResult result;
  CURLM* multi = curl_multi_init();
  curl_slist* headers = curl_slist_append(nullptr, "Content-Type: application/json");
  headers = curl_slist_append(headers, "Expect:");
  if (!token.empty()) headers = curl_slist_append(headers, ("Authorization: Bearer " + token).c_str());
  std::vector<std::unique_ptr<Slot>> slots;
  std::vector<Slot*> idle;
  for (int i = 0; i < inFlight; ++i) {
    auto slot = std::make_unique<Slot>();
    slot->easy = curl_easy_init();
    curl_easy_setopt(slot->easy, CURLOPT_URL, url.c_str());
    curl_easy_setopt(slot->easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(slot->easy, CURLOPT_WRITEFUNCTION, &ignoreBytes);
    curl_easy_setopt(slot->easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(slot->easy, CURLOPT_PRIVATE, static_cast<void*>(slot.get()));
    idle.push_back(slot.get());
    slots.push_back(std::move(slot));
  }
  const auto start = Clock::now();
  std::uint64_t sent = 0;
  while (result.answered + result.failed < count) {
    const double elapsed = std::chrono::duration<double>(Clock::now() - start).count();
    const auto allowed = perSecond > 0 ? static_cast<std::uint64_t>(elapsed * perSecond) : count;
    while (!idle.empty() && sent < count && sent < allowed) {
      Slot* slot = idle.back();
      idle.pop_back();
      slot->body = eventBody(from + sent, uuidIds ? EventIds::kUuid : EventIds::kOrdered);
      curl_easy_setopt(slot->easy, CURLOPT_POSTFIELDS, slot->body.c_str());
      curl_easy_setopt(slot->easy, CURLOPT_POSTFIELDSIZE, static_cast<long>(slot->body.size()));
      curl_multi_add_handle(multi, slot->easy);
      ++sent;
    }
    int running = 0;
    curl_multi_perform(multi, &running);
    int left = 0;
    while (CURLMsg* message = curl_multi_info_read(multi, &left)) {
      Slot* slot = nullptr;
      long status = 0;
      curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, reinterpret_cast<char**>(&slot));
      curl_easy_getinfo(message->easy_handle, CURLINFO_RESPONSE_CODE, &status);
      const bool good = message->data.result == CURLE_OK && status >= 200 && status < 300;
      ++(good ? result.answered : result.failed);
      curl_multi_remove_handle(multi, slot->easy);
      idle.push_back(slot);
    }
    if (idle.empty() || sent == count || sent >= allowed) curl_multi_poll(multi, nullptr, 0, perSecond > 0 ? 1 : 100, nullptr);
  }
  result.seconds = std::chrono::duration<double>(Clock::now() - start).count();
  for (auto& slot : slots) curl_easy_cleanup(slot->easy);
  curl_slist_free_all(headers);
  curl_multi_cleanup(multi);
  return result;
}

}  // namespace hookline::bench
