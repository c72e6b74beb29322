#include "net/curl_transport.h"

#include <algorithm>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "net/curl_pump.h"
#include "net/header_rules.h"
#include "net/name_cache.h"

namespace hookline::net {

using internal::CurlPump;
using internal::CurlTransfer;
using internal::Steady;
using model::NetFault;

namespace {

/// libcurl counts its users itself and may be started from any thread (7.84 and later).
class CurlLibrary {
 public:
  CurlLibrary() : code_(curl_global_init(CURL_GLOBAL_DEFAULT)) {}
  ~CurlLibrary() {
    if (code_ == CURLE_OK) curl_global_cleanup();
  }
  CurlLibrary(const CurlLibrary&) = delete;
  CurlLibrary& operator=(const CurlLibrary&) = delete;
  bool good() const { return code_ == CURLE_OK; }

 private:
  CURLcode code_;
};

/// Where the resolver leaves its answers; it may outlive the transport. Thread: any.
struct Answers {
  struct Answer {
    std::string host;
    base::Result<std::vector<IpAddress>> addresses;
  };
  std::mutex mutex;
  std::vector<Answer> waiting;  // guarded by mutex
};

struct Refusal {
  NetFault fault;
  std::string text;
};

/// Everything that can be judged before a name is looked up.
base::Result<Url> checkTarget(const model::HttpRequest& request, Refusal& refusal) {
  auto url = parseUrl(request.url);
  auto guard = url ? checkHostName(url->host) : base::Status{};
  if (guard && url) guard = checkPort(url->port);
  const auto headers = checkHeaders(request.headers);
  if (!url) {
    refusal = {NetFault::kBadUrl, url.error().message};
  } else if (!guard) {
    refusal = {NetFault::kForbiddenAddress, guard.error().message};
  } else if (!headers) {
    refusal = {NetFault::kForbiddenHeader, headers.error().message};
  } else if (!isToken(request.method) || request.method == "CONNECT" || request.method == "TRACE") {
    refusal = {NetFault::kInternal, "The method \"" + request.method + "\" cannot be sent."};
  } else {
    return url;
  }
  return base::fail(base::Errc::kInvalid, refusal.text);
}

NetFault faultOf(const base::Error& lookup) {
  return lookup.code == base::Errc::kNotFound ? NetFault::kNoSuchName : NetFault::kResolverDown;
}

}  // namespace

struct CurlTransport::Impl {
  Impl(Options given, Resolver& service) : options(std::move(given)), resolver(service) {}
  ~Impl() {
    for (auto& [id, transfer] : live) pump->remove(*transfer);
  }

  std::unique_ptr<CurlTransfer> acquire();
  void connect(CurlTransfer& transfer, std::vector<IpAddress> addresses);
  void look(CurlTransfer& transfer);
  void refuse(CurlTransfer& transfer, NetFault fault, std::string text);
  void takeAnswers();
  void expireLookups();
  void collect();
  void settle(CurlTransfer& transfer, CURLcode code);
  void finish(Finished finished);
  base::Micros untilLookupExpires(base::Micros patience) const;

  const Options options;
  Resolver& resolver;
  CurlLibrary library;
  internal::TransferRules rules;
  std::unique_ptr<CurlPump> pump;
  const std::shared_ptr<Answers> answers = std::make_shared<Answers>();
  internal::NameCache names;
  std::unordered_map<TransferId, std::unique_ptr<CurlTransfer>> live;
  std::vector<std::unique_ptr<CurlTransfer>> free;
  std::vector<TransferId> looking;  // wait for a name
  std::vector<CurlPump::Ended> ended;
  std::vector<Finished> ready;
};

std::unique_ptr<CurlTransfer> CurlTransport::Impl::acquire() {
  if (free.empty()) return CurlTransfer::create(rules);
  auto transfer = std::move(free.back());
  free.pop_back();
  return transfer;
}

void CurlTransport::Impl::finish(Finished finished) {
  const auto found = live.find(finished.id);
  if (free.size() < options.maxConnections) free.push_back(std::move(found->second));
  live.erase(found);
  ready.push_back(std::move(finished));
}

void CurlTransport::Impl::refuse(CurlTransfer& transfer, NetFault fault, std::string text) {
  finish(transfer.finishEarly(fault, std::move(text), Steady::now()));
}

void CurlTransport::Impl::look(CurlTransfer& transfer) {
  const auto& host = transfer.url().host;
  if (const auto* kept = names.find(host, Steady::now())) {
    connect(transfer, *kept);
    return;
  }
  looking.push_back(transfer.id());
  if (!names.wait(host, transfer.id())) return;
  auto answered = [host, box = answers, waker = pump->waker()](base::Result<std::vector<IpAddress>> result) {
    {
      std::scoped_lock lock(box->mutex);
      box->waiting.push_back({host, std::move(result)});
    }
    waker->wake();
  };
  resolver.resolve(host, base::Completion<std::vector<IpAddress>>(std::move(answered)));
}

void CurlTransport::Impl::takeAnswers() {
  std::vector<Answers::Answer> taken;
  {
    std::scoped_lock lock(answers->mutex);
    taken.swap(answers->waiting);
  }
  for (auto& answer : taken) {
    const auto waiting = names.takeWaiting(answer.host);
    // One bad address poisons all: a name that also points inside is somebody's trick or mistake.
    const auto good = [this](const IpAddress& address) { return checkAddress(address, rules.policy).has_value(); };
    if (answer.addresses && std::all_of(answer.addresses->begin(), answer.addresses->end(), good))
      names.keep(answer.host, *answer.addresses, Steady::now());
    for (const auto id : waiting) {
      const auto found = live.find(id);
      if (found == live.end() || std::erase(looking, id) == 0) continue;
      if (!answer.addresses) {
        refuse(*found->second, faultOf(answer.addresses.error()), answer.addresses.error().message);
      } else if (const auto* kept = names.find(answer.host, Steady::now())) {
        connect(*found->second, *kept);
      } else {
        connect(*found->second, *answer.addresses);
      }
    }
  }
}

void CurlTransport::Impl::connect(CurlTransfer& transfer, std::vector<IpAddress> addresses) {
  bool loopback = true;
  for (const auto& address : addresses) {
    if (auto status = checkAddress(address, rules.policy); !status) {
      refuse(transfer, NetFault::kForbiddenAddress, status.error().message);
      return;
    }
    loopback = loopback && address.isLoopback();
  }
  if (!transfer.url().isHttps() && !loopback && !transfer.allowHttp()) {
    refuse(transfer, NetFault::kPlainHttp, "Plain http is only used to this computer; use https, or allow http for this webhook.");
    return;
  }
  const auto now = Steady::now();
  transfer.setAddresses(std::move(addresses), now);
  if (!transfer.pinNext(now)) {
    refuse(transfer, NetFault::kConnectTimeout, "No time was left to connect after the name was looked up.");
  } else if (!pump->add(transfer)) {
    refuse(transfer, NetFault::kInternal, "libcurl could not take the request; the computer may be out of memory.");
  }
}

base::Micros CurlTransport::Impl::untilLookupExpires(base::Micros patience) const {
  const auto now = Steady::now();
  for (const auto id : looking) {
    const auto left = std::chrono::ceil<base::Micros>(live.at(id)->deadline() - now);
    patience = std::min(patience, std::max(left, base::Micros{}));
  }
  return patience;
}

void CurlTransport::Impl::expireLookups() {
  if (looking.empty()) return;
  const auto now = Steady::now();
  std::vector<TransferId> late;
  std::erase_if(looking, [&](TransferId id) {
    const bool over = live.at(id)->deadline() <= now;
    if (over) late.push_back(id);
    return over;
  });
  for (const auto id : late) refuse(*live.at(id), NetFault::kResolverDown, "No name server answered within the request's time.");
}

void CurlTransport::Impl::settle(CurlTransfer& transfer, CURLcode code) {
  const auto* address = transfer.address();
  if (transfer.canTryAnother(code) && transfer.pinNext(Steady::now())) {
    if (pump->add(transfer)) return;
    code = CURLE_OUT_OF_MEMORY;
  }
  if (!transfer.url().isIpLiteral()) {
    if (code == CURLE_OK && address != nullptr) names.prefer(transfer.url().host, *address);
    // The name may point elsewhere by now; the next try asks again.
    if (code == CURLE_COULDNT_CONNECT || code == CURLE_OPERATION_TIMEDOUT) names.forget(transfer.url().host);
  }
  finish(transfer.finish(code));
}

void CurlTransport::Impl::collect() {
  pump->perform(ended);
  for (const auto& end : ended) settle(*end.transfer, end.code);
  ended.clear();
}

CurlTransport::CurlTransport(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
CurlTransport::~CurlTransport() = default;

base::Result<std::unique_ptr<CurlTransport>> CurlTransport::create(Options options, Resolver& resolver) {
  auto impl = std::make_unique<Impl>(std::move(options), resolver);
  if (!impl->library.good()) return base::fail(base::Errc::kInternal, "libcurl could not be started.");
  auto trust = internal::TlsTrust::create(impl->options.caBundle);
  if (!trust) return base::fail(trust.error());
  impl->rules = {impl->options.policy, impl->options.userAgent, std::move(*trust), impl->options.responseLimitBytes};
  impl->pump = CurlPump::create(static_cast<long>(impl->options.maxConnections));
  if (!impl->pump) return base::fail(base::Errc::kInternal, "libcurl could not be started; memory or descriptors may be used up.");
  return std::unique_ptr<CurlTransport>(new CurlTransport(std::move(impl)));
}

void CurlTransport::send(TransferId id, model::HttpRequest request) {
  auto& impl = *impl_;
  const auto early = [&](NetFault fault, std::string text) {
    Finished finished{id, {}};
    finished.result.fault = fault;
    finished.result.faultText = std::move(text);
    impl.ready.push_back(std::move(finished));
  };
  if (impl.live.size() >= kMaxInFlight) return early(NetFault::kInternal, "Too many requests are under way at once.");
  if (impl.live.contains(id)) return early(NetFault::kInternal, "A request with the same number is still under way.");
  Refusal refusal{};
  auto url = checkTarget(request, refusal);
  if (!url) return early(refusal.fault, std::move(refusal.text));
  auto made = impl.acquire();
  if (!made) return early(NetFault::kInternal, "libcurl is out of memory.");

  auto& transfer = *impl.live.emplace(id, std::move(made)).first->second;
  transfer.begin(id, std::move(request), std::move(*url), Steady::now());
  if (const auto& literal = transfer.url().address) {
    impl.connect(transfer, {*literal});
  } else {
    impl.look(transfer);
  }
}

void CurlTransport::cancel(TransferId id) {
  auto& impl = *impl_;
  const auto found = impl.live.find(id);
  if (found == impl.live.end()) return;
  auto& transfer = *found->second;
  std::erase(impl.looking, id);
  impl.pump->remove(transfer);
  impl.refuse(transfer, NetFault::kCancelled, "stopped by Hookline");
}

std::vector<Finished> CurlTransport::poll(base::Micros patience) {
  auto& impl = *impl_;
  impl.takeAnswers();
  impl.expireLookups();
  impl.collect();
  if (impl.ready.empty()) {
    impl.pump->wait(impl.untilLookupExpires(patience));
    impl.takeAnswers();
    impl.expireLookups();
    impl.collect();
  }
  return std::exchange(impl.ready, {});
}

void CurlTransport::wake() { impl_->pump->waker()->wake(); }

std::size_t CurlTransport::inFlight() const { return impl_->live.size(); }

void CurlTransport::setPolicy(AddressPolicy policy) {
  auto& impl = *impl_;
  impl.rules.policy = policy;
  impl.names.forgetAll();
  impl.pump->flush();
}

}  // namespace hookline::net
