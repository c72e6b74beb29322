#pragma once
#include <iostream>
#include <memory>
#include <utility>
// Boost 1.74 uses std::exchange without including its header.
#include <boost/asio.hpp>

namespace hookline::bench {

template <typename Connection>
void acceptNext(boost::asio::ip::tcp::acceptor& acceptor) {
  acceptor.async_accept([&acceptor](boost::system::error_code error, boost::asio::ip::tcp::socket socket) {
    if (error) return;
    std::make_shared<Connection>(std::move(socket))->read();
    acceptNext<Connection>(acceptor);
  });
}

/// Listens on loopback with one thread and prints the port; a Connection is made of each socket and told to read(). Serves until stdin
/// ends.
template <typename Connection>
int serveLoopback() {
  namespace asio = boost::asio;
  asio::io_context io{1};
  asio::ip::tcp::acceptor acceptor{io, asio::ip::tcp::endpoint{asio::ip::address_v4::loopback(), 0}};
  std::cout << acceptor.local_endpoint().port() << std::endl;
  asio::posix::stream_descriptor input{io, 0};
  char byte = 0;
  input.async_read_some(asio::buffer(&byte, 1), [&io](boost::system::error_code, std::size_t) { io.stop(); });
  acceptNext<Connection>(acceptor);
  io.run();
  return 0;
}

}  // namespace hookline::bench
