#include "support/raw_receiver.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <list>
#include <mutex>
#include <thread>
#include <utility>
// Boost 1.74 uses std::exchange without including its header.
#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <cctype>

namespace hookline::testing {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

class Peer final : public RawPeer {
 public:
  Peer(tcp::socket socket, asio::ssl::context* tls, int number, std::function<void(std::string)> seen)
      : number_(number), seen_(std::move(seen)), socket_(std::move(socket)) {
    boost::system::error_code ignored;
    socket_.set_option(tcp::no_delay(true), ignored);
    if (tls != nullptr) stream_ = std::make_unique<asio::ssl::stream<tcp::socket&>>(socket_, *tls);
  }

  bool handshake() {
    boost::system::error_code error;
    if (stream_) stream_->handshake(asio::ssl::stream_base::server, error);
    return !error;
  }

  std::string readRequest() override {
    while (true) {
      if (const auto size = requestSize(); size > 0) {
        std::string request = pending_.substr(0, size);
        pending_.erase(0, size);
        seen_(request);
        return request;
      }
      if (!readMore()) return {};
    }
  }

  std::string readSome() override {
    if (pending_.empty()) readMore();
    return std::exchange(pending_, {});
  }

  bool write(const std::string& bytes) override {
    boost::system::error_code error;
    if (stream_) {
      asio::write(*stream_, asio::buffer(bytes), error);
    } else {
      asio::write(socket_, asio::buffer(bytes), error);
    }
    return !error;
  }

  void waitForClose() override {
    while (readMore()) pending_.clear();
  }

  bool pause(std::chrono::milliseconds time) override {
    std::unique_lock lock(mutex_);
    return !wakened_.wait_for(lock, time, [this] { return interrupted_; });
  }

  void halfClose() override {
    std::scoped_lock lock(mutex_);
    boost::system::error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
  }

  void reset() override {
    std::scoped_lock lock(mutex_);
    boost::system::error_code ignored;
    socket_.set_option(asio::socket_base::linger(true, 0), ignored);
    socket_.close(ignored);
  }

  void close() override {
    std::scoped_lock lock(mutex_);
    boost::system::error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_both, ignored);
    socket_.close(ignored);
  }

  /// Makes blocked calls return. Thread: any.
  void interrupt() {
    std::scoped_lock lock(mutex_);
    interrupted_ = true;
    wakened_.notify_all();
    boost::system::error_code ignored;
    if (socket_.is_open()) socket_.shutdown(tcp::socket::shutdown_both, ignored);
  }

  int number() const override { return number_; }

 private:
  std::size_t requestSize() const {
    const auto head = pending_.find("\r\n\r\n");
    if (head == std::string::npos) return 0;
    auto lower = pending_.substr(0, head);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const auto length = lower.find("\r\ncontent-length:");
    const std::size_t body = length == std::string::npos ? 0 : std::stoul(lower.substr(length + 17));
    return pending_.size() >= head + 4 + body ? head + 4 + body : 0;
  }

  bool readMore() {
    char buffer[16384];
    boost::system::error_code error;
    const auto count = stream_ ? stream_->read_some(asio::buffer(buffer), error) : socket_.read_some(asio::buffer(buffer), error);
    pending_.append(buffer, count);
    return !error;
  }

  const int number_;
  const std::function<void(std::string)> seen_;
  std::mutex mutex_;
  std::condition_variable wakened_;
  bool interrupted_ = false;  // guarded by mutex_
  tcp::socket socket_;        // opened and closed under mutex_
  std::unique_ptr<asio::ssl::stream<tcp::socket&>> stream_;
  std::string pending_;
};

}  // namespace

struct RawReceiver::Impl {
  Impl(Options given, Script what) : options(std::move(given)), script(std::move(what)) {
    if (!options.tls.certPem.empty()) {
      tls = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
      tls->use_certificate_chain(asio::buffer(options.tls.certPem));
      tls->use_private_key(asio::buffer(options.tls.keyPem), asio::ssl::context::pem);
      if (options.oldTls) {
        // Level 0, or OpenSSL itself would not offer it.
        SSL_CTX_set_security_level(tls->native_handle(), 0);
        SSL_CTX_set_min_proto_version(tls->native_handle(), TLS1_VERSION);
        SSL_CTX_set_max_proto_version(tls->native_handle(), TLS1_VERSION);
      }
    }
    const tcp::endpoint endpoint(asio::ip::make_address(options.host), options.port);
    acceptor.open(endpoint.protocol());
    acceptor.bind(endpoint);
    acceptor.listen();
    port = acceptor.local_endpoint().port();
    thread = std::thread([this] { run(); });
  }

  ~Impl() {
    closing = true;
    boost::system::error_code ignored;
    tcp::socket knock(context);
    knock.connect({asio::ip::make_address(options.host), port}, ignored);
    thread.join();
    {
      std::scoped_lock lock(mutex);
      for (auto& peer : peers) peer->interrupt();
    }
    for (auto& worker : workers) worker.join();
  }

  void run() {
    while (!closing) {
      boost::system::error_code error;
      tcp::socket socket(context);
      acceptor.accept(socket, error);
      if (error || closing) continue;
      std::scoped_lock lock(mutex);
      auto seen = [this](std::string request) {
        std::scoped_lock guard(mutex);
        requests.push_back(std::move(request));
      };
      peers.push_back(std::make_unique<Peer>(std::move(socket), tls.get(), static_cast<int>(peers.size()) + 1, std::move(seen)));
      auto* peer = peers.back().get();
      workers.emplace_back([this, peer] {
        if (peer->handshake()) script(*peer);
        peer->close();
      });
    }
  }

  const Options options;
  const Script script;
  std::unique_ptr<asio::ssl::context> tls;
  asio::io_context context{1};
  tcp::acceptor acceptor{context};
  std::uint16_t port = 0;
  std::atomic<bool> closing = false;
  std::thread thread;
  std::list<std::thread> workers;  // touched by `thread`, and after it ended
  mutable std::mutex mutex;
  std::vector<std::unique_ptr<Peer>> peers;  // guarded by mutex
  std::vector<std::string> requests;         // guarded by mutex
};

RawReceiver::RawReceiver(Options options, Script script) : impl_(std::make_unique<Impl>(std::move(options), std::move(script))) {}
RawReceiver::~RawReceiver() = default;

std::uint16_t RawReceiver::port() const { return impl_->port; }

std::string RawReceiver::url(const std::string& path) const {
  const auto& host = impl_->options.host;
  return (impl_->tls ? "https://" : "http://") + (host.find(':') == std::string::npos ? host : "[" + host + "]") + ":" +
         std::to_string(impl_->port) + path;
}

int RawReceiver::connections() const {
  std::scoped_lock lock(impl_->mutex);
  return static_cast<int>(impl_->peers.size());
}

std::vector<std::string> RawReceiver::requests() const {
  std::scoped_lock lock(impl_->mutex);
  return impl_->requests;
}

std::string httpAnswer(int status, const std::string& body, const std::string& extraHeaders) {
  return "HTTP/1.1 " + std::to_string(status) + " Text\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + extraHeaders + "\r\n" +
         body;
}

void answerOk(RawPeer& peer) {
  while (!peer.readRequest().empty() && peer.write(httpAnswer(200, "ok"))) {
  }
}

}  // namespace hookline::testing
