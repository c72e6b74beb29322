#include "api/connect_links.h"

#include <utility>

#include "base/encoding.h"
#include "crypto/signature.h"

namespace hookline::api {
namespace {

using base::Errc;

constexpr std::size_t kCodeBytes = 16;
constexpr char kHowToGetOne[] = " Ask for a new one: `hooklined token create --link` makes it.";

}  // namespace

base::Result<std::string> ConnectLinks::make(Grant grant) {
  auto code = base::toHex(crypto::randomBytes(kCodeBytes));
  const auto now = clock_.now().boot;
  std::scoped_lock lock(mutex_);
  std::erase_if(byHash_, [&grant](const auto& entry) { return !entry.second.used && entry.second.grant.name == grant.name; });
  makeRoom(now);
  if (byHash_.size() >= kMaxKept)
    return base::fail(Errc::kBusy, "There are " + std::to_string(kMaxKept) +
                                       " unused connect links. They become void 15 minutes after they were made; wait for that.");
  byHash_.insert_or_assign(crypto::sha256(code), Entry{std::move(grant), now + kValidFor, false});
  return code;
}

base::Result<ConnectLinks::Grant> ConnectLinks::use(std::string_view code) {
  const auto now = clock_.now().boot;
  std::scoped_lock lock(mutex_);
  const auto found = byHash_.find(crypto::sha256(code));
  if (found == byHash_.end())
    return base::fail(Errc::kUnauthorized,
                      std::string("This connect link is not known here: it is not whole, it is another daemon's, or the daemon was started "
                                  "again since it was made.") +
                          kHowToGetOne);
  auto& entry = found->second;
  if (entry.used) return base::fail(Errc::kConflict, std::string("This connect link was used already; it is good once.") + kHowToGetOne);
  if (now >= entry.until) return base::fail(Errc::kConflict, std::string("This connect link is older than 15 minutes.") + kHowToGetOne);
  entry.used = true;
  return entry.grant;
}

void ConnectLinks::giveBack(std::string_view code) {
  std::scoped_lock lock(mutex_);
  if (const auto found = byHash_.find(crypto::sha256(code)); found != byHash_.end()) found->second.used = false;
}

/// What is only remembered goes first: when its time is over, and before that when there is no room.
void ConnectLinks::makeRoom(base::MonoTime now) {
  std::erase_if(byHash_, [now](const auto& entry) { return now >= entry.second.until + kRememberedFor; });
  if (byHash_.size() < kMaxKept) return;
  std::erase_if(byHash_, [now](const auto& entry) { return entry.second.used || now >= entry.second.until; });
}

}  // namespace hookline::api
