#include "api/token_book.h"

#include <algorithm>
#include <deque>

#include "crypto/api_token.h"
#include "crypto/signature.h"
#include "net/header_rules.h"

namespace hookline::api {
namespace {

using base::Errc;

constexpr base::Micros kTouchEvery{60'000'000};
constexpr std::string_view kScheme = "Bearer ";

bool isName(std::string_view text) {
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
  return !text.empty() && text.size() <= TokenBook::kMaxNameBytes && plain(text.front()) &&
         std::all_of(text.begin(), text.end(), [&](char c) { return plain(c) || c == '.' || c == '-' || c == '_'; });
}

base::Error invalidName() {
  return {Errc::kInvalid,
          "A token's name must be 1 to 64 letters, digits, dots, hyphens and underscores, and begin with a letter or digit.",
          false,
          {{"/name", "must be 1 to 64 letters, digits, dots, hyphens and underscores"}}};
}

struct Entry {
  model::ApiToken token;
  std::optional<base::MonoTime> touched;  ///< when lastUsedAt was last stored by this process
  double left = 0;                        ///< events that may still come; below zero: owed
  base::MonoTime filled{};
};

struct Failures {
  int count = 0;
  base::MonoTime since{};
};

}  // namespace

struct TokenBook::Impl {
  Impl(store::Store& theStore, base::Ids& theIds, const base::Clock& theClock) : store(theStore), ids(theIds), clock(theClock) {}

  store::Store& store;
  base::Ids& ids;
  const base::Clock& clock;

  mutable std::mutex mutex;
  std::map<std::string, Entry> byKid;        // guarded by mutex
  std::map<std::string, Failures> failures;  // guarded by mutex; by address

  void insert(model::ApiToken token) {
    Entry entry;
    entry.left = token.eventsPerSecond;
    entry.filled = clock.now().mono;
    entry.token = std::move(token);
    std::scoped_lock lock(mutex);
    auto kid = entry.token.kid;
    byKid.insert_or_assign(std::move(kid), std::move(entry));
  }

  void erase(model::TokenId id) {
    std::scoped_lock lock(mutex);
    std::erase_if(byKid, [id](const auto& entry) { return entry.second.token.id == id; });
  }

  bool mayGuess(const std::string& peer, base::MonoTime now) const {
    std::scoped_lock lock(mutex);
    const auto found = failures.find(peer);
    return found == failures.end() || found->second.count < kMaxFailures || now - found->second.since >= kFailureWindow;
  }

  void failed(const std::string& peer, base::MonoTime now) {
    std::scoped_lock lock(mutex);
    if (failures.size() >= kMaxAddresses && !failures.contains(peer)) forgetOldest(now);
    auto& one = failures[peer];
    if (one.count == 0 || now - one.since >= kFailureWindow) one = {0, now};
    ++one.count;
  }

  void forgetOldest(base::MonoTime now) {
    std::erase_if(failures, [now](const auto& entry) { return now - entry.second.since >= kFailureWindow; });
    if (failures.size() < kMaxAddresses) return;
    failures.erase(
        std::min_element(failures.begin(), failures.end(), [](const auto& a, const auto& b) { return a.second.since < b.second.since; }));
  }

  Entry* find(model::TokenId id) {
    const auto found = std::find_if(byKid.begin(), byKid.end(), [id](const auto& entry) { return entry.second.token.id == id; });
    return found == byKid.end() ? nullptr : &found->second;
  }

  std::optional<model::ApiToken> named(std::string_view name) const {
    std::scoped_lock lock(mutex);
    for (const auto& [kid, entry] : byKid)
      if (entry.token.name == name) return entry.token;
    return std::nullopt;
  }
};

TokenBook::TokenBook(store::Store& store, base::Ids& ids, const base::Clock& clock, std::vector<model::ApiToken> stored)
    : impl_(std::make_shared<Impl>(store, ids, clock)) {
  for (auto& token : stored) impl_->insert(std::move(token));
}

base::Result<model::Principal> TokenBook::authenticate(std::string_view authorization, std::string_view peer) {
  if (authorization.empty()) return base::fail(Errc::kUnauthorized, "Send a token: Authorization: Bearer hl_…");
  if (authorization.size() <= kScheme.size() || !net::sameHeaderName(authorization.substr(0, kScheme.size()), kScheme))
    return base::fail(Errc::kUnauthorized, "The Authorization header must be: Bearer hl_…");
  const auto now = impl_->clock.now();
  // Told only to those who are wrong: several callers may share an address (a proxy, one computer), and a right token is no guess.
  const auto refused = [&](base::Error error) -> base::Result<model::Principal> {
    if (auto may = admitGuess(peer); !may) return base::fail(may.error());
    guessedWrong(peer);
    return base::fail(std::move(error));
  };
  const auto text = authorization.substr(kScheme.size());
  const auto kid = crypto::tokenKid(text);
  if (!kid) return refused(kid.error());
  std::string hash;
  {
    std::scoped_lock lock(impl_->mutex);
    if (const auto found = impl_->byKid.find(*kid); found != impl_->byKid.end()) hash = found->second.token.hash;
  }
  if (hash.empty() || !crypto::tokenMatches(text, hash))
    return refused({Errc::kUnauthorized, "The token is unknown or was revoked.", false, {}});
  std::optional<model::TokenId> touch;
  model::Principal principal;
  {
    std::scoped_lock lock(impl_->mutex);
    const auto found = impl_->byKid.find(*kid);
    if (found == impl_->byKid.end()) return base::fail(Errc::kUnauthorized, "The token is unknown or was revoked.");
    auto& entry = found->second;
    principal = {entry.token.name, entry.token.role, entry.token.id};
    if (!entry.touched || now.mono - *entry.touched >= kTouchEvery) {
      entry.touched = now.mono;
      entry.token.lastUsedAt = now.wall;
      touch = entry.token.id;
    }
  }
  if (touch) impl_->store.touchToken(*touch, now.wall);
  return principal;
}

base::Status TokenBook::admitGuess(std::string_view peer) const {
  if (impl_->mayGuess(std::string(peer), impl_->clock.now().mono)) return {};
  return base::fail(Errc::kBusy, "Too many wrong tokens came from this address; try again in a minute.");
}

void TokenBook::guessedWrong(std::string_view peer) { impl_->failed(std::string(peer), impl_->clock.now().mono); }

bool TokenBook::admitEvents(const model::Principal& principal, std::size_t count) {
  if (!principal.token) return true;
  const auto now = impl_->clock.now().mono;
  std::scoped_lock lock(impl_->mutex);
  auto* entry = impl_->find(principal.token);
  if (!entry || entry->token.eventsPerSecond <= 0) return true;
  const double perSecond = entry->token.eventsPerSecond;
  const double seconds = std::chrono::duration<double>(now - entry->filled).count();
  entry->left = std::min(perSecond, entry->left + seconds * perSecond);
  entry->filled = now;
  if (entry->left < 1) return false;
  entry->left -= static_cast<double>(count);
  return true;
}

bool TokenBook::limitsEvents(const model::Principal& principal) const {
  std::scoped_lock lock(impl_->mutex);
  const auto* entry = impl_->find(principal.token);
  return entry && entry->token.eventsPerSecond > 0;
}

bool TokenBook::stillValid(const model::Principal& principal) const {
  if (!principal.token) return true;
  std::scoped_lock lock(impl_->mutex);
  return impl_->find(principal.token) != nullptr;
}

base::Status TokenBook::checkNew(const std::string& name) const {
  if (!isName(name)) return base::fail(invalidName());
  if (!impl_->named(name)) return {};
  return base::fail(Errc::kConflict, "There is a token named " + name + " already; revoke it first or choose another name.");
}

void TokenBook::create(std::string name, model::Role role, int eventsPerSecond, std::string who, base::Completion<Created> done) {
  if (auto fine = checkNew(name); !fine) return std::move(done)(base::fail(fine.error()));
  auto fresh = crypto::generateToken();
  const auto now = impl_->clock.now().wall;
  model::ApiToken token{{impl_->ids.next()}, std::move(name), fresh.kid, fresh.hash, role, eventsPerSecond, now, std::nullopt};
  auto kept = token;
  store::AuditEntry entry{now, std::move(who), "token.create", token.name};
  impl_->store.putToken(std::move(kept), std::move(entry),
                        base::Completion<void>([impl = impl_, token = std::move(token), text = std::move(fresh.text),
                                                done = std::move(done)](base::Status stored) mutable {
                          if (!stored) return std::move(done)(base::fail(stored.error()));
                          impl->insert(token);
                          std::move(done)(Created{std::move(token), std::move(text)});
                        }));
}

void TokenBook::adopt(std::string name, model::Role role, std::string text, base::Completion<model::ApiToken> done) {
  if (!isName(name)) return std::move(done)(base::fail(invalidName()));
  const auto kid = crypto::tokenKid(text);
  if (!kid) return std::move(done)(base::fail(Errc::kInvalid, kid.error().message));
  const auto old = impl_->named(name);
  if (old && old->kid == *kid && crypto::tokenMatches(text, old->hash) && old->role == role) return std::move(done)(*old);
  const auto now = impl_->clock.now().wall;
  model::ApiToken token{{impl_->ids.next()}, name, *kid, crypto::sha256(text), role, 0, now, std::nullopt};
  auto put = [impl = impl_, now, token = std::move(token), done = std::move(done)]() mutable {
    auto kept = token;
    store::AuditEntry entry{now, "hookline", "token.adopt", token.name};
    impl->store.putToken(std::move(kept), std::move(entry),
                         base::Completion<void>([impl, token = std::move(token), done = std::move(done)](base::Status stored) mutable {
                           if (!stored) return std::move(done)(base::fail(stored.error()));
                           impl->insert(token);
                           std::move(done)(std::move(token));
                         }));
  };
  if (!old) return put();
  impl_->store.revokeToken(
      std::move(name), {now, "hookline", "token.revoke", old->name},
      base::Completion<model::ApiToken>([impl = impl_, id = old->id, put = std::move(put)](base::Result<model::ApiToken> revoked) mutable {
        if (revoked) impl->erase(id);
        put();
      }));
}

void TokenBook::revoke(std::string name, std::string who, base::Completion<void> done) {
  const auto now = impl_->clock.now().wall;
  store::AuditEntry entry{now, std::move(who), "token.revoke", name};
  impl_->store.revokeToken(
      std::move(name), std::move(entry),
      base::Completion<model::ApiToken>([impl = impl_, done = std::move(done)](base::Result<model::ApiToken> revoked) mutable {
        if (!revoked) return std::move(done)(base::fail(revoked.error()));
        impl->erase(revoked->id);
        std::move(done)(base::Status{});
      }));
}

std::vector<model::ApiToken> TokenBook::list() const {
  std::vector<model::ApiToken> tokens;
  {
    std::scoped_lock lock(impl_->mutex);
    for (const auto& [kid, entry] : impl_->byKid) tokens.push_back(entry.token);
  }
  std::sort(tokens.begin(), tokens.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return tokens;
}

}  // namespace hookline::api
