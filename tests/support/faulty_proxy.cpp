#include "support/faulty_proxy.h"

#include <QHostAddress>
#include <QTcpSocket>
#include <QTimer>
#include <algorithm>
#include <stdexcept>

namespace hookline::support {
namespace {

constexpr qint64 kEndlessBlock = 256LL * 1024;
constexpr qint64 kEndlessAhead = 1024LL * 1024;

}  // namespace

/// One connection of a client and the one to the core that belongs to it.
class FaultyProxy::Link final : public QObject {
 public:
  Link(QTcpSocket* client, std::uint16_t corePort, ProxyFault fault, QObject* parent)
      : QObject(parent), client_(client), core_(new QTcpSocket(this)), fault_(std::move(fault)) {
    client_->setParent(this);
    client_->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    core_->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    pass_.setSingleShot(true);
    connect(&pass_, &QTimer::timeout, this, &Link::passOn);
    connect(client_, &QTcpSocket::readyRead, this, &Link::onClient);
    connect(client_, &QTcpSocket::bytesWritten, this, [this] { goOn(); });
    connect(client_, &QTcpSocket::disconnected, this, [this] { core_->disconnectFromHost(); });
    if (fault_.answer || fault_.silent) return;
    connect(core_, &QTcpSocket::readyRead, this, [this] {
      if (!pass_.isActive()) pass_.start(fault_.delay);
    });
    connect(core_, &QTcpSocket::disconnected, this, [this] {
      if (!pass_.isActive()) pass_.start(fault_.delay);
    });
    connect(core_, &QTcpSocket::errorOccurred, this, [this] {
      if (core_->state() == QAbstractSocket::UnconnectedState && core_->bytesAvailable() == 0) client_->disconnectFromHost();
    });
    core_->connectToHost(QHostAddress::LocalHost, corePort);
  }

  void cut() {
    pass_.stop();
    core_->abort();
    client_->disconnectFromHost();
  }
  void freeze() { frozen_ = true; }
  const std::string& heard() const { return heard_; }

 private:
  void onClient() {
    const auto bytes = client_->readAll();
    heard_.append(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    if (fault_.silent) return;
    if (!fault_.answer) {
      core_->write(bytes);
      return;
    }
    if (said_ || heard_.find("\r\n\r\n") == std::string::npos) return;
    said_ = true;
    client_->write(fault_.answer->data(), static_cast<qint64>(fault_.answer->size()));
    if (fault_.endless)
      goOn();
    else
      client_->disconnectFromHost();
  }

  void goOn() {
    if (!fault_.endless || !said_) return;
    while (client_->state() == QAbstractSocket::ConnectedState && client_->bytesToWrite() < kEndlessAhead)
      client_->write(QByteArray(kEndlessBlock, 'x'));
  }

  void passOn() {
    if (frozen_) return;
    if (!core_->isOpen()) return client_->disconnectFromHost();
    if (fault_.cutAnswer && core_->bytesAvailable() > 0) return cut();
    auto count = core_->bytesAvailable();
    if (fault_.pieceBytes > 0) count = std::min(count, fault_.pieceBytes);
    if (fault_.cutAfterBytes) count = std::min(count, *fault_.cutAfterBytes - passed_);
    const auto bytes = core_->read(count);
    passed_ += bytes.size();
    client_->write(bytes);
    client_->flush();
    if (fault_.cutAfterBytes && passed_ >= *fault_.cutAfterBytes) return cut();
    if (core_->bytesAvailable() > 0)
      pass_.start(fault_.delay);
    else if (core_->state() == QAbstractSocket::UnconnectedState)
      client_->disconnectFromHost();
  }

  QTcpSocket* client_;
  QTcpSocket* core_;
  const ProxyFault fault_;
  QTimer pass_;
  std::string heard_;
  qint64 passed_ = 0;
  bool said_ = false;
  bool frozen_ = false;
};

FaultyProxy::FaultyProxy(std::uint16_t corePort, ProxyFault fault) : corePort_(corePort), fault_(std::move(fault)) {
  if (!server_.listen(QHostAddress::LocalHost, 0)) throw std::runtime_error(server_.errorString().toStdString());
  QObject::connect(&server_, &QTcpServer::newConnection, &server_, [this] { take(); });
}

FaultyProxy::~FaultyProxy() { qDeleteAll(links_); }

void FaultyProxy::take() {
  while (auto* client = server_.nextPendingConnection()) {
    ++connections_;
    links_.push_back(new Link(client, corePort_, fault_, &server_));
  }
}

std::string FaultyProxy::url() const { return "http://127.0.0.1:" + std::to_string(server_.serverPort()); }

void FaultyProxy::cutAll() {
  for (auto* link : links_) link->cut();
}

void FaultyProxy::freezeAll() {
  for (auto* link : links_) link->freeze();
}

std::vector<std::string> FaultyProxy::heard() const {
  std::vector<std::string> out;
  for (const auto* link : links_) out.push_back(link->heard());
  return out;
}

std::string rawAnswer(int status, const std::string& headers, const std::string& body) {
  return "HTTP/1.1 " + std::to_string(status) + " Answer\r\n" + headers + "Content-Length: " + std::to_string(body.size()) +
         "\r\nConnection: close\r\n\r\n" + body;
}

}  // namespace hookline::support
