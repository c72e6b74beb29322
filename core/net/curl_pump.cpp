#include "net/curl_pump.h"

#include <algorithm>
#include <utility>

namespace hookline::net::internal {

void Waker::wake() {
  if (pending_.exchange(true)) return;
  std::scoped_lock lock(mutex_);
  if (multi_ != nullptr) curl_multi_wakeup(multi_);
}

std::unique_ptr<CurlPump> CurlPump::create(long maxConnections) {
  std::unique_ptr<CurlPump> pump(new CurlPump(maxConnections));
  pump->current_.multi = pump->makeMulti();
  if (!pump->current_.multi) return nullptr;
  pump->waker_->multi_ = pump->current_.multi.get();
  return pump;
}

CurlPump::~CurlPump() {
  std::scoped_lock lock(waker_->mutex_);
  waker_->multi_ = nullptr;
}

CurlPump::Multi CurlPump::makeMulti() const {
  Multi multi(curl_multi_init());
  if (!multi) return nullptr;
  curl_multi_setopt(multi.get(), CURLMOPT_PIPELINING, static_cast<long>(CURLPIPE_NOTHING));
  curl_multi_setopt(multi.get(), CURLMOPT_MAX_TOTAL_CONNECTIONS, maxConnections_);
  curl_multi_setopt(multi.get(), CURLMOPT_MAXCONNECTS, maxConnections_);
  return multi;
}

bool CurlPump::add(CurlTransfer& transfer) {
  if (curl_multi_add_handle(current_.multi.get(), transfer.easy()) != CURLM_OK) return false;
  transfer.home = current_.multi.get();
  ++current_.running;
  return true;
}

CurlPump::Pool& CurlPump::poolOf(const CurlTransfer& transfer) {
  if (transfer.home == current_.multi.get()) return current_;
  return *std::find_if(old_.begin(), old_.end(), [&](const Pool& pool) { return pool.multi.get() == transfer.home; });
}

void CurlPump::remove(CurlTransfer& transfer) {
  if (transfer.home == nullptr) return;
  auto& pool = poolOf(transfer);
  curl_multi_remove_handle(pool.multi.get(), transfer.easy());
  --pool.running;
  transfer.home = nullptr;
}

void CurlPump::performOne(Pool& pool, std::vector<Ended>& ended) {
  int running = 0;
  curl_multi_perform(pool.multi.get(), &running);
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(pool.multi.get(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    const CURLcode code = message->data.result;
    char* owner = nullptr;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &owner);
    auto* transfer = reinterpret_cast<CurlTransfer*>(owner);
    remove(*transfer);
    ended.push_back({transfer, code});
  }
}

void CurlPump::perform(std::vector<Ended>& ended) {
  performOne(current_, ended);
  if (old_.empty()) return;
  for (auto& pool : old_) performOne(pool, ended);
  std::erase_if(old_, [](const Pool& pool) { return pool.running == 0; });
}

void CurlPump::wait(base::Micros patience) {
  if (!old_.empty()) patience = std::min<base::Micros>(patience, kOldPatience);
  const auto rounded = std::chrono::ceil<base::Millis>(patience);
  curl_multi_poll(current_.multi.get(), nullptr, 0, static_cast<int>(std::clamp<std::int64_t>(rounded.count(), 0, 1000000)), nullptr);
  waker_->pending_ = false;
}

void CurlPump::flush() {
  auto fresh = makeMulti();
  if (!fresh) return;  // without memory nothing new connects either, and each request is judged again before it is sent
  Pool old{std::exchange(current_.multi, std::move(fresh)), std::exchange(current_.running, 0)};
  {
    std::scoped_lock lock(waker_->mutex_);
    waker_->multi_ = current_.multi.get();
    if (waker_->pending_) curl_multi_wakeup(waker_->multi_);
  }
  if (old.running > 0) old_.push_back(std::move(old));
}

}  // namespace hookline::net::internal
