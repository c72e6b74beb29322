#pragma once
#include <utility>  // before Asio 1.74, which forgets it

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <map>
#include <string>
#include <string_view>

namespace hookline::support {

/// An answer as it was on the wire. Header names are in lower case; of several with one name the last stays.
struct RawResponse {
  int status = 0;  ///< 0: there was no readable answer
  std::map<std::string, std::string> headers;
  std::string body;  ///< chunks joined
};

/// A client that sends exactly the bytes it is told, on a plain socket, and reads what comes. Every wait ends after kPatience.
/// Thread: one.
class RawClient {
 public:
  /// `from`: the own address that it calls from; empty: the system's choice.
  explicit RawClient(std::uint16_t port, const std::string& host = "127.0.0.1", const std::string& from = "");

  /// False: the other end is gone.
  bool send(std::string_view bytes);
  /// Reads until `end` is in what came; gives everything up to and with it. Empty: it never came.
  std::string readUntil(std::string_view end);
  /// Reads one answer. `head`: it answers HEAD and so has no body, whatever its length says.
  RawResponse readResponse(bool head = false);
  /// Reads until the other end is done.
  std::string readAll();

  enum class End { kClosed, kReset, kStillOpen };
  /// Reads to the end and says how it came.
  End readEnd();
  /// Whether at least one byte comes, or is here.
  bool readSome();
  /// What was read and not yet given out.
  const std::string& pending() const { return pending_; }

  void finishSending();
  void close();
  boost::asio::ip::tcp::socket& socket() { return socket_; }

  static constexpr std::chrono::seconds kPatience{20};

 private:
  bool fill();
  std::string takeFront(std::size_t count);

  boost::asio::io_context io_;
  boost::asio::ip::tcp::socket socket_{io_};
  std::string pending_;
  End end_ = End::kStillOpen;
};

}  // namespace hookline::support
