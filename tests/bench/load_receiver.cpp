#include "load_receiver.h"

#include <charconv>
#include <memory>
#include <string>
#include <utility>
// Boost 1.74 uses std::exchange without including its header.
#include <boost/asio.hpp>

#include "loopback_server.h"

namespace hookline::bench {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr std::string_view kAnswer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  explicit Connection(tcp::socket socket) : socket_(std::move(socket)) { socket_.set_option(tcp::no_delay(true)); }

  void read() {
    socket_.async_read_some(asio::buffer(piece_), [self = shared_from_this()](boost::system::error_code error, std::size_t count) {
      if (error) return;
      self->buffer_.append(self->piece_, count);
      self->answerWhatIsThere();
    });
  }

 private:
  /// Bytes of the first complete request in the buffer, 0 if it is not complete.
  std::size_t completeRequest() const {
    const auto end = buffer_.find("\r\n\r\n");
    if (end == std::string::npos) return 0;
    std::size_t length = 0;
    for (std::size_t at = 0; at < end;) {
      constexpr std::string_view kName = "content-length:";
      const bool same =
          buffer_.size() - at > kName.size() && std::equal(kName.begin(), kName.end(), buffer_.begin() + static_cast<long>(at),
                                                           [](char a, char b) { return a == (b | (b >= 'A' && b <= 'Z' ? 0x20 : 0)); });
      if (same) {
        auto from = at + kName.size();
        while (buffer_[from] == ' ') ++from;
        std::from_chars(buffer_.data() + from, buffer_.data() + end, length);
        break;
      }
      at = buffer_.find("\r\n", at) + 2;
    }
    const auto whole = end + 4 + length;
    return buffer_.size() >= whole ? whole : 0;
  }

  void answerWhatIsThere() {
    answers_.clear();
    while (const auto whole = completeRequest()) {
      buffer_.erase(0, whole);
      answers_ += kAnswer;
    }
    if (answers_.empty()) return read();
    asio::async_write(socket_, asio::buffer(answers_), [self = shared_from_this()](boost::system::error_code error, std::size_t) {
      if (!error) self->read();
    });
  }

  tcp::socket socket_;
  char piece_[16384] = {};
  std::string buffer_;
  std::string answers_;
};

}  // namespace

int runLoadReceiver() { return serveLoopback<Connection>(); }

}  // namespace hookline::bench
