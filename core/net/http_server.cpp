#include "net/http_server.h"

#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <filesystem>
#include <thread>

#include "base/encoding.h"
#include "net/server_session.h"
#include "net/server_tls.h"

namespace hookline::net {
namespace {

using namespace internal;
using Errored = boost::system::error_code;

// Connections beyond the limit that are told so at the same time; more than these are closed without a word.
constexpr std::size_t kMaxRefusing = 32;
constexpr base::Millis kLongestSweep{1000};
constexpr base::Millis kShortestSweep{5};
// When no descriptor is left, accepting again at once would spin.
constexpr base::Millis kAcceptPause{100};

/// On Windows SO_REUSEADDR would let two programs share the port; elsewhere it only lets a restart have its old port back.
constexpr bool kReuseAddress = std::filesystem::path::preferred_separator != '\\';

/// Thread: start() and stop() the owner's; everything else runs on its own, the API thread.
class BeastServer final : public HttpServer, private SessionHost {
 public:
  BeastServer(HttpServerOptions serverOptions, Handler serverHandler, base::Log serverLog)
      : SessionHost(std::move(serverOptions), std::move(serverHandler), std::move(serverLog)) {
    queue = std::make_shared<JobQueue>([this] { asio::post(io_, [this] { queue->drain(); }); });
  }
  ~BeastServer() override { stop(base::Millis{0}); }

  base::Status open();

  std::uint16_t port() const override { return port_; }
  std::string url() const override;
  base::Status reloadTls() override;
  std::string certificatePem() const override;
  void post(base::UniqueFunction<void()> job) override { queue->push(std::move(job)); }
  void stop(base::Millis grace) override;

 private:
  base::Status openDoor();
  base::Status listen(const tcp::endpoint& endpoint);
  std::shared_ptr<asio::ssl::context> tls() const {
    const std::scoped_lock lock(tlsMutex_);
    return tls_;
  }
  void run();
  void accept();
  void onAccept(const Errored& error, ServerSocket socket);
  void armSweep();
  void sweep();
  void ended(ServerSession& session) override;
  void beginStop(base::Millis grace);
  void finishStop();
  std::size_t refusing() const;
  ServerSession::Admission admissionOf(const asio::ip::address& peer, const asio::ip::address& own) const;

  // constant after open()
  std::uint16_t port_ = 0;
  base::Millis sweepEvery_{};

  // the API thread's
  std::vector<std::shared_ptr<ServerSession>> sessions_;
  bool sweepArmed_ = false;
  asio::io_context io_{1};
  asio::executor_work_guard<asio::io_context::executor_type> work_{io_.get_executor()};
  asio::basic_socket_acceptor<tcp, asio::io_context::executor_type> acceptor_{io_};
  asio::steady_timer sweepTimer_{io_};
  asio::steady_timer pauseTimer_{io_};  // between accepts, then of the stop's grace

  mutable std::mutex tlsMutex_;
  std::shared_ptr<asio::ssl::context> tls_;  // guarded by tlsMutex_; whether there is one is constant after open()

  std::mutex stopMutex_;
  std::thread thread_;  // guarded by stopMutex_
};

base::Status BeastServer::open() {
  if (!options.host.empty()) {
    if (auto listening = openDoor(); !listening) return listening;
  }
  thread_ = std::thread([this] { run(); });
  return {};
}

base::Status BeastServer::openDoor() {
  Errored ec;
  const auto address = asio::ip::make_address(options.host, ec);
  if (ec) {
    return base::fail(base::Errc::kInvalid,
                      base::printable(options.host) + " is not an address to listen on. Give a literal one such as 127.0.0.1 or ::1.");
  }
  if (!options.tlsCertFile.empty() || !options.tlsKeyFile.empty()) {
    auto tls = makeServerTls(options.tlsCertFile, options.tlsKeyFile);
    if (!tls) return base::fail(std::move(tls.error()));
    const std::scoped_lock lock(tlsMutex_);
    tls_ = std::move(*tls);
  }
  if (auto listening = listen({address, options.port}); !listening) return listening;
  sweepEvery_ = std::clamp(std::min(options.headerTimeout, options.idleTimeout) / 4, kShortestSweep, kLongestSweep);
  accept();
  return {};
}

base::Status BeastServer::listen(const tcp::endpoint& endpoint) {
  Errored ec;
  acceptor_.open(endpoint.protocol(), ec);
  if (!ec && kReuseAddress) acceptor_.set_option(asio::socket_base::reuse_address(true), ec);
  if (!ec) acceptor_.bind(endpoint, ec);
  if (!ec) acceptor_.listen(asio::socket_base::max_listen_connections, ec);
  if (!ec) port_ = acceptor_.local_endpoint(ec).port();
  if (!ec) return {};
  const auto where = "Port " + std::to_string(endpoint.port()) + " on " + options.host;
  if (ec == asio::error::address_in_use) {
    return base::fail(base::Errc::kInUse, where + " is taken by another program. Choose another with --listen, or port 0 for a free one.");
  }
  if (ec == boost::system::errc::permission_denied) {
    return base::fail(base::Errc::kForbidden, where + " may not be used by this user. Choose a port from 1024 up with --listen.");
  }
  if (ec == boost::system::errc::address_not_available || ec == asio::error::address_family_not_supported) {
    return base::fail(base::Errc::kInvalid, options.host + " is not an address of this machine. Choose one with --listen.");
  }
  return base::fail(base::Errc::kIo, where + " cannot be listened on: " + ec.message() + ".");
}

std::string BeastServer::url() const {
  if (options.host.empty()) return {};
  const bool v6 = options.host.find(':') != std::string::npos;
  return (tls() ? "https://" : "http://") + (v6 ? "[" + options.host + "]" : options.host) + ":" + std::to_string(port_);
}

base::Status BeastServer::reloadTls() {
  if (!tls()) return base::fail(base::Errc::kInvalid, "The API is served over plain http: there is no certificate to read again.");
  auto fresh = makeServerTls(options.tlsCertFile, options.tlsKeyFile);
  if (!fresh) return base::fail(std::move(fresh.error()));
  const std::scoped_lock lock(tlsMutex_);
  tls_ = std::move(*fresh);
  return {};
}

std::string BeastServer::certificatePem() const {
  const auto present = tls();
  return present ? chainPem(*present) : std::string();
}

void BeastServer::run() {
  queue->adoptThread();
  for (bool done = false; !done;) {
    try {
      io_.run();
      done = true;
    } catch (const std::exception& e) {
      log.error("The API thread met an exception and goes on.", {{"what", e.what()}});
    }
  }
  queue->close();
}

void BeastServer::accept() {
  acceptor_.async_accept([this](const Errored& error, ServerSocket socket) { onAccept(error, std::move(socket)); });
}

void BeastServer::onAccept(const Errored& error, ServerSocket socket) {
  if (stopping || error == asio::error::operation_aborted) return;
  if (error == asio::error::connection_aborted) return accept();
  if (error) {
    log.warning("A connection cannot be accepted; trying again.", {{"reason", error.message()}});
    pauseTimer_.expires_after(kAcceptPause);
    pauseTimer_.async_wait([this](const Errored& cancelled) {
      if (!cancelled && !stopping) accept();
    });
    return;
  }
  Errored ec;
  auto address = socket.remote_endpoint(ec).address();
  const auto own = socket.local_endpoint(ec).address();
  const auto admission = admissionOf(address, own);
  if (!ec && !(admission != ServerSession::Admission::kServe && refusing() >= kMaxRefusing)) {
    if (address.is_v6() && address.to_v6().is_v4_mapped()) address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
    socket.set_option(tcp::no_delay(true), ec);
    SessionHost& host = *this;
    auto session = std::make_shared<ServerSession>(host, std::move(socket), tls(), address.to_string(), admission);
    session->slot = sessions_.size();
    sessions_.push_back(session);
    armSweep();
    session->start();
  }
  accept();
}

ServerSession::Admission BeastServer::admissionOf(const asio::ip::address& peer, const asio::ip::address& own) const {
  const auto& ranges = options.onlyFrom;
  const auto address = IpAddress::parse(peer.to_string());
  const auto holds = [&](const AddressRange& range) { return address && range.contains(*address); };
  // Who calls from the address that is called sits on this machine.
  const bool welcome = ranges.empty() || peer == own || std::any_of(ranges.begin(), ranges.end(), holds);
  if (!welcome) return ServerSession::Admission::kForbidden;
  const bool full = sessions_.size() - refusing() >= options.maxConnections;
  return full ? ServerSession::Admission::kTooMany : ServerSession::Admission::kServe;
}

std::size_t BeastServer::refusing() const {
  return static_cast<std::size_t>(std::count_if(sessions_.begin(), sessions_.end(), [](const auto& s) { return s->refused(); }));
}

/// One timer for all connections, and none while there are none.
void BeastServer::armSweep() {
  if (std::exchange(sweepArmed_, true)) return;
  sweepTimer_.expires_after(sweepEvery_);
  sweepTimer_.async_wait([this](const Errored& error) {
    sweepArmed_ = false;
    if (!error) sweep();
  });
}

void BeastServer::sweep() {
  const auto now = ServerSession::Clock::now();
  const auto all = sessions_;  // a tick may end its connection
  for (const auto& session : all) session->tick(now);
  if (!sessions_.empty()) armSweep();
}

void BeastServer::ended(ServerSession& session) {
  const auto slot = session.slot;
  const auto dying = std::exchange(sessions_[slot], std::move(sessions_.back()));
  sessions_.pop_back();
  if (slot < sessions_.size()) sessions_[slot]->slot = slot;
  if (stopping && sessions_.empty()) finishStop();
}

void BeastServer::stop(base::Millis grace) {
  std::scoped_lock lock(stopMutex_);
  if (!thread_.joinable()) return;
  queue->push([this, grace] { beginStop(grace); });
  thread_.join();
}

void BeastServer::beginStop(base::Millis grace) {
  stopping = true;
  Errored ignored;
  acceptor_.close(ignored);
  pauseTimer_.cancel();
  const auto all = sessions_;
  for (const auto& session : all) {
    if (grace > base::Millis{0}) {
      session->finishSoon();
    } else {
      session->abort();
    }
  }
  if (sessions_.empty()) return finishStop();
  pauseTimer_.expires_after(grace);
  pauseTimer_.async_wait([this](const Errored& error) {
    if (error) return;
    const auto late = sessions_;
    for (const auto& session : late) session->abort();
  });
}

void BeastServer::finishStop() {
  pauseTimer_.cancel();
  sweepTimer_.cancel();
  work_.reset();
}

}  // namespace

base::Result<std::unique_ptr<HttpServer>> HttpServer::start(HttpServerOptions options, Handler handler, base::Log log) {
  try {
    auto server = std::make_unique<BeastServer>(std::move(options), std::move(handler), std::move(log));
    if (auto opened = server->open(); !opened) return base::fail(std::move(opened.error()));
    return std::unique_ptr<HttpServer>(std::move(server));
  } catch (const std::exception& e) {
    return base::fail(base::Errc::kInternal, std::string("The HTTP server cannot start: ") + e.what() + ".");
  }
}

}  // namespace hookline::net
