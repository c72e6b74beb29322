#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "net/curl_transfer.h"

namespace hookline::net::internal {

/// Names that are being looked up, with who waits for them, and for a moment the addresses that passed the guard. That is safe
/// against rebinding: what is kept is the vetted address itself, and only that address is connected to. Thread: one owner.
class NameCache {
 public:
  /// The kept addresses, or null.
  const std::vector<IpAddress>* find(const std::string& host, Steady::time_point now) const;
  /// Notes who waits. True: nobody asked yet, start the look-up.
  bool wait(const std::string& host, TransferId id);
  /// Who waited, in order. They wait no longer.
  std::vector<TransferId> takeWaiting(const std::string& host);
  void keep(const std::string& host, std::vector<IpAddress> vetted, Steady::time_point now);
  /// An address that answered is tried first the next time.
  void prefer(const std::string& host, const IpAddress& address);
  void forget(const std::string& host) { kept_.erase(host); }
  void forgetAll() { kept_.clear(); }

  static constexpr base::Millis kKeep{3000};
  static constexpr std::size_t kMaxKept = 1024;

 private:
  struct Kept {
    std::vector<IpAddress> addresses;
    Steady::time_point until;
  };
  std::unordered_map<std::string, Kept> kept_;
  std::unordered_map<std::string, std::vector<TransferId>> waiting_;
};

}  // namespace hookline::net::internal
