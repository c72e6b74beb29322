#include "bare_loop.h"

#include <curl/curl.h>

#include <algorithm>
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
  Clock::time_point sentAt;
};

std::size_t ignoreBytes(char*, std::size_t size, std::size_t count, void*) { return size * count; }

/// The slots of one loop, with what they share.
class Slots {
 public:
  explicit Slots(const Load& load) : load_(load), headers_(curl_slist_append(nullptr, "Content-Type: application/json")) {
    headers_ = curl_slist_append(headers_, "Expect:");
    if (!load.token.empty()) headers_ = curl_slist_append(headers_, ("Authorization: Bearer " + load.token).c_str());
    for (int i = 0; i < load.inFlight; ++i) {
      auto slot = std::make_unique<Slot>();
      slot->easy = curl_easy_init();
      curl_easy_setopt(slot->easy, CURLOPT_URL, load.url.c_str());
      curl_easy_setopt(slot->easy, CURLOPT_HTTPHEADER, headers_);
      curl_easy_setopt(slot->easy, CURLOPT_WRITEFUNCTION, &ignoreBytes);
      curl_easy_setopt(slot->easy, CURLOPT_NOSIGNAL, 1L);
      curl_easy_setopt(slot->easy, CURLOPT_PRIVATE, static_cast<void*>(slot.get()));
      idle_.push_back(slot.get());
      slots_.push_back(std::move(slot));
    }
  }
  Slots(const Slots&) = delete;
  Slots& operator=(const Slots&) = delete;
  ~Slots() {
    for (auto& slot : slots_) curl_easy_cleanup(slot->easy);
    curl_slist_free_all(headers_);
    curl_multi_cleanup(multi_);
  }

  bool idle() const { return !idle_.empty(); }
  void send(std::uint64_t n) {
    Slot* slot = idle_.back();
    idle_.pop_back();
    if (!load_.get) {
      slot->body = eventBody(load_.from + n, load_.uuidIds ? EventIds::kUuid : EventIds::kOrdered);
      curl_easy_setopt(slot->easy, CURLOPT_POSTFIELDS, slot->body.c_str());
      curl_easy_setopt(slot->easy, CURLOPT_POSTFIELDSIZE, static_cast<long>(slot->body.size()));
    }
    slot->sentAt = Clock::now();
    curl_multi_add_handle(multi_, slot->easy);
  }
  void collect(LoopResult& result) {
    int running = 0;
    curl_multi_perform(multi_, &running);
    int left = 0;
    while (CURLMsg* message = curl_multi_info_read(multi_, &left)) {
      Slot* slot = nullptr;
      long status = 0;
      curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, reinterpret_cast<char**>(&slot));
      curl_easy_getinfo(message->easy_handle, CURLINFO_RESPONSE_CODE, &status);
      const bool good = message->data.result == CURLE_OK && status >= 200 && status < 300;
      ++(good ? result.answered : result.failed);
      took_.push_back(std::chrono::duration<double, std::milli>(Clock::now() - slot->sentAt).count());
      curl_multi_remove_handle(multi_, slot->easy);
      idle_.push_back(slot);
    }
  }
  void wait(int milliseconds) { curl_multi_poll(multi_, nullptr, 0, milliseconds, nullptr); }
  double p99Ms() {
    if (took_.empty()) return 0;
    const auto at = took_.begin() + static_cast<std::ptrdiff_t>(static_cast<double>(took_.size() - 1) * 0.99);
    std::nth_element(took_.begin(), at, took_.end());
    return *at;
  }

 private:
  const Load& load_;
  CURLM* multi_ = curl_multi_init();
  curl_slist* headers_;
  std::vector<std::unique_ptr<Slot>> slots_;
  std::vector<Slot*> idle_;
  std::vector<double> took_;
};

}  // namespace

LoopResult bareLoop(const Load& load) {
  LoopResult result;
  Slots slots(load);
  const auto start = Clock::now();
  std::uint64_t sent = 0;
  while (result.answered + result.failed < load.count) {
    const double elapsed = std::chrono::duration<double>(Clock::now() - start).count();
    const auto allowed = load.perSecond > 0 ? static_cast<std::uint64_t>(elapsed * load.perSecond) : load.count;
    while (slots.idle() && sent < load.count && sent < allowed) slots.send(sent++);
    slots.collect(result);
    if (!slots.idle() || sent == load.count || sent >= allowed) slots.wait(load.perSecond > 0 ? 1 : 100);
  }
  result.seconds = std::chrono::duration<double>(Clock::now() - start).count();
  result.p99Ms = slots.p99Ms();
  return result;
}

}  // namespace hookline::bench
