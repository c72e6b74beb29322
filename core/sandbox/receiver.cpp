#include "sandbox/receiver.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <string_view>
#include <utility>

#include "base/random.h"
#include "crypto/signature.h"
#include "net/http_server.h"
#include "sandbox/delayed_jobs.h"

namespace hookline::sandbox {
namespace {

constexpr base::Millis kAnswerGrace{1000};
constexpr double kTwoTo53 = 9007199254740992.0;

using State = SignatureVerdict::State;

SignatureVerdict toVerdict(const crypto::Verification& found) {
  return found.valid ? SignatureVerdict{State::kVerified, {}} : SignatureVerdict{State::kInvalid, found.reason};
}

/// A header that is there twice could be read either way by different programs, so it proves nothing.
std::optional<SignatureVerdict> twice(const ReceivedRequest& request, std::string_view name) {
  const auto count = request.headerCount(name);
  if (count < 2) return std::nullopt;
  return SignatureVerdict{State::kInvalid, std::string(name) + " is there " + std::to_string(count) + " times"};
}

SignatureVerdict checkHookline(const std::string& secret, const ReceivedRequest& request) {
  constexpr std::string_view kName = "X-Webhook-Signature";
  // A public key cannot check an HMAC.
  if (secret.empty() || secret.starts_with("whpk_")) return {};
  if (auto fault = twice(request, kName)) return *fault;
  if (request.headerCount(kName) == 0) return {State::kMissing, {}};
  return toVerdict(crypto::verifyGuide(secret, request.header(kName), request.body));
}

SignatureVerdict checkStandard(const std::string& secret, const ReceivedRequest& request, base::WallTime now) {
  if (secret.empty()) return {};
  for (const std::string_view name : {"webhook-id", "webhook-timestamp", "webhook-signature"})
    if (auto fault = twice(request, name)) return *fault;
  if (request.headerCount("webhook-signature") == 0) return {State::kMissing, {}};
  return toVerdict(crypto::verifyStandard(secret, request.header("webhook-id"), request.header("webhook-timestamp"),
                                          request.header("webhook-signature"), request.body, now));
}

SignatureVerdict together(const SignatureVerdict& hookline, const SignatureVerdict& standard) {
  if (hookline.state == State::kInvalid) return {State::kInvalid, "hookline scheme: " + hookline.reason};
  if (standard.state == State::kInvalid) return {State::kInvalid, "standard scheme: " + standard.reason};
  if (hookline.state == State::kVerified || standard.state == State::kVerified) return {State::kVerified, {}};
  if (hookline.state == State::kMissing || standard.state == State::kMissing) return {State::kMissing, {}};
  return {};
}

base::Status judge(const ReceiverOptions& options) {
  if (options.statuses.empty()) return base::fail(base::Errc::kInvalid, "The receiver needs at least one status to answer with.");
  for (const int status : options.statuses)
    if (status < 200 || status > 599)
      return base::fail(base::Errc::kInvalid, "A receiver answers with a status from 200 to 599, not " + std::to_string(status) + ".");
  if (options.delay < base::Millis{0} || options.delay > ReceiverOptions::kMaxDelay)
    return base::fail(base::Errc::kInvalid, "The delay of an answer is 0 to 600000 ms.");
  if (!(options.resetRate >= 0 && options.resetRate <= 1))
    return base::fail(base::Errc::kInvalid, "The reset rate is a share from 0 to 1.");
  return {};
}

net::ServerResponse answerWith(std::optional<int> status) {
  net::ServerResponse response;
  if (!status) {
    response.drop = true;
    return response;
  }
  response.status = *status;
  if (*status == 204 || *status == 304) return response;
  response.headers.push_back({"Content-Type", "application/json"});
  response.body =
      *status < 300 ? R"({"received":true})" : R"({"error":"this receiver was told to answer )" + std::to_string(*status) + "\"}";
  return response;
}

}  // namespace

struct Receiver::Impl {
  Impl(ReceiverOptions given, const base::Clock& theClock, Listener theListener)
      : options(std::move(given)), clock(theClock), listener(std::move(theListener)), chance(options.seed) {}

  /// What becomes of the next request.
  struct Decision {
    std::string secret;
    std::optional<int> status;  ///< none: drop the connection
    base::Millis delay{};
  };

  /// The chance is drawn for every request, so that it does not depend on the rest.
  Decision decide() {
    const double drawn = static_cast<double>(chance.next() >> 11) / kTwoTo53;
    std::scoped_lock lock(mutex);
    Decision decision{options.secret, std::nullopt, options.delay};
    if (drawn < options.resetRate) return decision;
    decision.status = options.statuses[std::min(answered, options.statuses.size() - 1)];
    ++answered;
    return decision;
  }

  base::Status change(const ReceiverChange& change) {
    std::scoped_lock lock(mutex);
    auto changed = options;
    if (change.secret) changed.secret = *change.secret;
    if (change.statuses) changed.statuses = *change.statuses;
    if (change.delay) changed.delay = *change.delay;
    if (auto fine = judge(changed); !fine) return fine;
    options = std::move(changed);
    if (change.statuses) answered = 0;
    return {};
  }

  bool delays() {
    std::scoped_lock lock(mutex);
    return options.delay > base::Millis{0};
  }

  void handle(net::ServerRequest incoming, base::Completion<net::ServerResponse> done) {
    const auto decision = decide();
    ReceivedRequest request;
    request.at = clock.now().wall;
    request.method = std::move(incoming.method);
    request.path = std::move(incoming.target);
    request.headers = std::move(incoming.headers);
    request.body = std::move(incoming.body);
    request.status = decision.status;
    request.hookline = checkHookline(decision.secret, request);
    request.standard = checkStandard(decision.secret, request, request.at);
    request.signature = together(request.hookline, request.standard);
    if (listener) listener(request);
    if (decision.delay == base::Millis{0}) return std::move(done)(answerWith(request.status));
    if (!later) later = std::make_unique<internal::DelayedJobs>();
    later->add(decision.delay, [status = request.status, done = std::move(done)]() mutable { std::move(done)(answerWith(status)); });
  }

  std::mutex mutex;
  ReceiverOptions options;   // guarded by mutex once it runs
  std::size_t answered = 0;  // guarded by mutex
  const base::Clock& clock;
  const Listener listener;
  base::SeededRandom chance;                     // the server's thread alone
  std::unique_ptr<internal::DelayedJobs> later;  // made on the server's thread
  std::unique_ptr<net::HttpServer> server;
};

base::Result<std::unique_ptr<Receiver>> Receiver::start(ReceiverOptions options, const base::Clock& clock, Listener listener) {
  if (auto fine = judge(options); !fine) return base::fail(fine.error());
  auto impl = std::make_unique<Impl>(std::move(options), clock, std::move(listener));
  net::HttpServerOptions http;
  http.host = impl->options.host;
  http.port = impl->options.port;
  http.bodyLimitBytes = impl->options.bodyLimitBytes;
  http.serverName = "Hookline receiver";
  auto server = net::HttpServer::start(
      std::move(http),
      [self = impl.get()](net::ServerRequest request, base::Completion<net::ServerResponse> done) {
        self->handle(std::move(request), std::move(done));
      },
      impl->options.log);
  if (!server) return base::fail(server.error());
  impl->server = std::move(*server);
  return std::unique_ptr<Receiver>(new Receiver(std::move(impl)));
}

Receiver::Receiver(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Receiver::~Receiver() { stop(); }

base::Status Receiver::change(const ReceiverChange& change) { return impl_->change(change); }

std::string Receiver::url() const { return impl_->server->url(); }

std::uint16_t Receiver::port() const { return impl_->server->port(); }

void Receiver::stop() {
  // Who waits for a delayed answer would use up the grace: those connections end at once.
  const bool delays = impl_->delays();
  impl_->server->stop(delays ? base::Millis{0} : kAnswerGrace);
}

}  // namespace hookline::sandbox
