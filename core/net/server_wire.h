#pragma once
#include <utility>  // before Asio 1.74, which forgets it

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <optional>

namespace hookline::net::internal {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using ServerSocket = asio::basic_stream_socket<tcp, asio::io_context::executor_type>;

/// One connection's bytes, with or without TLS. Compiles Asio: for the server's own .cpp files. Thread: the API thread.
class ServerWire {
 public:
  /// `tls`: nullptr for plain; must outlive the wire.
  ServerWire(ServerSocket socket, asio::ssl::context* tls) : socket_(std::move(socket)) {
    if (tls != nullptr) tls_.emplace(socket_, *tls);
  }

  bool secure() const { return tls_.has_value(); }
  ServerSocket& socket() { return socket_; }

  template <typename Done>
  void handshake(Done done) {
    tls_->async_handshake(asio::ssl::stream_base::server, std::move(done));
  }
  /// Says goodbye (close_notify) and waits for the other's.
  template <typename Done>
  void farewell(Done done) {
    tls_->async_shutdown(std::move(done));
  }
  template <typename Done>
  void readSome(asio::mutable_buffer into, Done done) {
    if (tls_) {
      tls_->async_read_some(into, std::move(done));
    } else {
      socket_.async_read_some(into, std::move(done));
    }
  }
  template <typename Buffers, typename Done>
  void writeSome(const Buffers& buffers, Done done) {
    if (tls_) {
      tls_->async_write_some(buffers, std::move(done));
    } else {
      socket_.async_write_some(buffers, std::move(done));
    }
  }

 private:
  ServerSocket socket_;
  std::optional<asio::ssl::stream<ServerSocket&>> tls_;
};

}  // namespace hookline::net::internal
