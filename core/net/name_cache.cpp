#include "net/name_cache.h"

#include <algorithm>
#include <utility>

namespace hookline::net::internal {

const std::vector<IpAddress>* NameCache::find(const std::string& host, Steady::time_point now) const {
  const auto found = kept_.find(host);
  return found != kept_.end() && now < found->second.until ? &found->second.addresses : nullptr;
}

bool NameCache::wait(const std::string& host, TransferId id) {
  auto& waiting = waiting_[host];
  waiting.push_back(id);
  return waiting.size() == 1;
}

std::vector<TransferId> NameCache::takeWaiting(const std::string& host) {
  auto node = waiting_.extract(host);
  return node ? std::move(node.mapped()) : std::vector<TransferId>{};
}

void NameCache::keep(const std::string& host, std::vector<IpAddress> vetted, Steady::time_point now) {
  if (kept_.size() >= kMaxKept) std::erase_if(kept_, [now](const auto& entry) { return entry.second.until <= now; });
  if (kept_.size() >= kMaxKept) kept_.clear();
  auto& kept = kept_[host];
  if (!kept.addresses.empty()) {
    // What came first before, because it answered, comes first again if the name still has it.
    const auto same = std::find(vetted.begin(), vetted.end(), kept.addresses.front());
    if (same != vetted.end()) std::rotate(vetted.begin(), same, same + 1);
  }
  kept = {std::move(vetted), now + kKeep};
}

void NameCache::prefer(const std::string& host, const IpAddress& address) {
  const auto found = kept_.find(host);
  if (found == kept_.end()) return;
  auto& addresses = found->second.addresses;
  const auto same = std::find(addresses.begin(), addresses.end(), address);
  if (same != addresses.end()) std::rotate(addresses.begin(), same, same + 1);
}

}  // namespace hookline::net::internal
