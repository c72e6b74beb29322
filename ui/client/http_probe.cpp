#include "client/http_probe.h"

#include <QNetworkProxy>
#include <utility>

namespace hookline::client::internal {
namespace {

constexpr std::size_t kEnoughBytes = 12;  // "HTTP/1.1 200"

bool isHttp(const std::string& bytes) {
  constexpr std::string_view kBegin = "HTTP/1.";
  const std::string_view seen = bytes;
  if (seen.substr(0, kBegin.size()) != kBegin.substr(0, seen.size())) return false;
  // A status line that was cut short is HTTP all the same.
  return seen.size() < kEnoughBytes || seen.substr(9, 3).find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

HttpProbe::HttpProbe(const HttpTarget& target) : target_(target) {
  if (target_.loopback()) socket_.setProxy(QNetworkProxy::NoProxy);
  socket_.setReadBufferSize(4096);
  patience_.setSingleShot(true);
  connect(&patience_, &QTimer::timeout, this, &HttpProbe::finish);
  connect(&socket_, &QTcpSocket::readyRead, this, &HttpProbe::onBytes);
  connect(&socket_, &QTcpSocket::connected, this,
          [this] { socket_.write(QByteArray::fromStdString("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")); });
  // Later: an error may be told before connectToHost returned.
  connect(&socket_, &QTcpSocket::errorOccurred, &patience_, [this] { patience_.start(0); });
}

HttpProbe::~HttpProbe() { stop(); }

void HttpProbe::look(Found found) {
  asking_.push_back(std::move(found));
  if (asking_.size() > 1) return;
  seen_.clear();
  if (target_.secure()) {
    patience_.start(0);
    return;
  }
  patience_.start(kPatience);
  socket_.connectToHost(QString::fromStdString(target_.host()), target_.port());
}

void HttpProbe::stop() {
  asking_.clear();
  patience_.stop();
  socket_.abort();
}

void HttpProbe::onBytes() {
  seen_ += socket_.read(static_cast<qint64>(kEnoughBytes) * 5).toStdString();
  if (seen_.size() >= kEnoughBytes) finish();
}

void HttpProbe::finish() {
  if (asking_.empty()) return;
  if (socket_.isOpen()) seen_ += socket_.readAll().toStdString();
  const auto asking = std::exchange(asking_, {});
  const auto seen = isHttp(seen_) ? std::string() : std::exchange(seen_, {});
  patience_.stop();
  socket_.abort();
  for (const auto& found : asking) found(seen);
}

}  // namespace hookline::client::internal
