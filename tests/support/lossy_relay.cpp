#include "support/lossy_relay.h"

#include <array>
#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <thread>
#include <utility>  // before Asio 1.74, which forgets it
// The rest of Asio.
#include <boost/asio.hpp>

#include "base/random.h"

namespace hookline::support {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

/// One connection with its other half. Kept alive by its own operations.
class Link : public std::enable_shared_from_this<Link> {
 public:
  Link(tcp::socket near, const LossyRelay::Options& options, base::SeededRandom& random, std::atomic<int>& cuts)
      : near_(std::move(near)), far_(near_.get_executor()), options_(options), random_(random), cuts_(cuts) {
    if (random_.below(1000) < static_cast<std::uint64_t>(options_.cutRate * 1000))
      left_ = static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(options_.mostCutBytes)));
  }

  void start() {
    far_.async_connect({asio::ip::make_address("127.0.0.1"), options_.toPort},
                       [self = shared_from_this()](boost::system::error_code error) {
                         if (error) return self->end();
                         self->pass(self->near_, self->far_, self->toFar_);
                         self->pass(self->far_, self->near_, self->toNear_);
                       });
  }

 private:
  using Piece = std::array<char, 4096>;

  void pass(tcp::socket& from, tcp::socket& to, Piece& piece) {
    from.async_read_some(asio::buffer(piece),
                         [self = shared_from_this(), &from, &to, &piece](boost::system::error_code error, std::size_t size) {
                           if (error) return self->end();
                           self->later(from, to, piece, size);
                         });
  }

  void later(tcp::socket& from, tcp::socket& to, Piece& piece, std::size_t size) {
    auto timer = std::make_shared<asio::steady_timer>(near_.get_executor());
    timer->expires_after(std::chrono::milliseconds(random_.below(static_cast<std::uint64_t>(options_.mostDelayMs) + 1)));
    timer->async_wait([self = shared_from_this(), timer, &from, &to, &piece, size](boost::system::error_code) {
      const auto allowed =
          self->left_ ? std::min<std::int64_t>(*self->left_, static_cast<std::int64_t>(size)) : static_cast<std::int64_t>(size);
      const bool cut = self->left_ && allowed < static_cast<std::int64_t>(size);
      if (self->left_) *self->left_ -= allowed;
      asio::async_write(to, asio::buffer(piece, static_cast<std::size_t>(allowed)),
                        [self, &from, &to, &piece, cut](boost::system::error_code error, std::size_t) {
                          if (cut) ++self->cuts_;
                          if (error || cut) return self->end();
                          self->pass(from, to, piece);
                        });
    });
  }

  void end() {
    boost::system::error_code ignored;
    near_.close(ignored);
    far_.close(ignored);
  }

  tcp::socket near_;
  tcp::socket far_;
  const LossyRelay::Options& options_;
  base::SeededRandom& random_;
  std::atomic<int>& cuts_;
  std::optional<std::int64_t> left_;  ///< bytes until it is broken off; none: it is not
  Piece toFar_{};
  Piece toNear_{};
};

}  // namespace

struct LossyRelay::Impl {
  explicit Impl(Options given) : options(given), random(given.seed), acceptor(io, {asio::ip::make_address("127.0.0.1"), 0}) {
    accept();
    thread = std::thread([this] { io.run(); });
  }
  ~Impl() {
    io.stop();
    thread.join();
  }

  void accept() {
    acceptor.async_accept([this](boost::system::error_code error, tcp::socket socket) {
      if (error) return;
      std::make_shared<Link>(std::move(socket), options, random, cuts)->start();
      accept();
    });
  }

  const Options options;
  base::SeededRandom random;  // the thread's alone
  std::atomic<int> cuts{0};
  asio::io_context io;
  tcp::acceptor acceptor;
  std::thread thread;
};

LossyRelay::LossyRelay(Options options) : impl_(std::make_unique<Impl>(options)) {}
LossyRelay::~LossyRelay() = default;

std::string LossyRelay::url() const { return "http://127.0.0.1:" + std::to_string(impl_->acceptor.local_endpoint().port()) + "/hook"; }
int LossyRelay::cuts() const { return impl_->cuts.load(); }

}  // namespace hookline::support
