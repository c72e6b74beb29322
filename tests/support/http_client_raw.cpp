#include "support/http_client_raw.h"

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <charconv>

namespace hookline::support {

namespace asio = boost::asio;

namespace {

RawResponse parseHead(std::string_view head) {
  RawResponse response;
  const auto lineEnd = head.find("\r\n");
  if (!head.starts_with("HTTP/1.1 ") || lineEnd < 12) return response;
  std::from_chars(head.data() + 9, head.data() + 12, response.status);
  head.remove_prefix(lineEnd + 2);
  while (!head.starts_with("\r\n")) {
    const auto end = head.find("\r\n");
    const auto line = head.substr(0, end);
    const auto colon = line.find(": ");
    if (colon == std::string_view::npos) return {};
    std::string name(line.substr(0, colon));
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    response.headers[name] = line.substr(colon + 2);
    head.remove_prefix(end + 2);
  }
  return response;
}

}  // namespace

RawClient::RawClient(std::uint16_t port, const std::string& host, const std::string& from) {
  const asio::ip::tcp::endpoint end{asio::ip::make_address(host), port};
  socket_.open(end.protocol());
  if (!from.empty()) socket_.bind({asio::ip::make_address(from), 0});
  socket_.connect(end);
}

bool RawClient::send(std::string_view bytes) {
  boost::system::error_code ec;
  asio::write(socket_, asio::buffer(bytes.data(), bytes.size()), ec);
  return !ec;
}

bool RawClient::fill() {
  std::array<char, 65536> bytes;
  std::size_t came = 0;
  bool finished = false;
  boost::system::error_code ec;
  socket_.async_read_some(asio::buffer(bytes), [&](const boost::system::error_code& error, std::size_t count) {
    finished = true;
    ec = error;
    came = count;
  });
  io_.restart();
  io_.run_for(kPatience);
  if (!finished) {
    socket_.cancel();
    io_.restart();
    io_.run();
    return false;
  }
  pending_.append(bytes.data(), came);
  if (ec) end_ = ec == asio::error::eof ? End::kClosed : End::kReset;
  return !ec;
}

std::string RawClient::takeFront(std::size_t count) {
  auto front = pending_.substr(0, count);
  pending_.erase(0, count);
  return front;
}

std::string RawClient::readUntil(std::string_view end) {
  std::size_t from = 0;
  for (;;) {
    if (const auto at = pending_.find(end, from); at != std::string::npos) return takeFront(at + end.size());
    from = pending_.size() - std::min(pending_.size(), end.size() - 1);
    if (!fill()) return {};
  }
}

RawResponse RawClient::readResponse(bool head) {
  auto response = parseHead(readUntil("\r\n\r\n"));
  if (head || response.status == 0 || response.status == 204 || response.status < 200) return response;
  if (const auto length = response.headers.find("content-length"); length != response.headers.end()) {
    const auto wanted = std::stoul(length->second);
    while (pending_.size() < wanted && fill()) {
    }
    response.body = takeFront(wanted);
  } else if (response.headers.count("transfer-encoding") > 0) {
    for (;;) {
      const auto line = readUntil("\r\n");
      const auto size = line.empty() ? 0 : std::stoul(line, nullptr, 16);
      while (pending_.size() < size + 2 && fill()) {
      }
      response.body += takeFront(size);
      if (takeFront(2) != "\r\n") response.status = 0;
      if (size == 0) break;
    }
  } else {
    response.body = readAll();
  }
  return response;
}

std::string RawClient::readAll() {
  while (fill()) {
  }
  return takeFront(pending_.size());
}

RawClient::End RawClient::readEnd() {
  while (end_ == End::kStillOpen && fill()) {
  }
  return end_;
}

bool RawClient::readSome() { return !pending_.empty() || fill(); }

void RawClient::finishSending() {
  boost::system::error_code ignored;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
}

void RawClient::close() {
  boost::system::error_code ignored;
  socket_.close(ignored);
}

}  // namespace hookline::support
