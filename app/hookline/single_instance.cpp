#include "hookline/single_instance.h"

#include <QCryptographicHash>
#include <QLocalSocket>
#include <QTimer>

namespace hookline::desktop {
namespace {

constexpr char kRaise[] = "raise\n";
constexpr char kOpen[] = "open ";
constexpr char kRaised[] = "raised\n";
constexpr int kNameLetters = 32;
/// Nothing that is said here is longer.
constexpr qint64 kMaxBytes = SingleInstance::kMaxLinkBytes + 64;

}  // namespace

QString SingleInstance::nameOf(const std::filesystem::path& dataFolder) {
  std::error_code error;
  auto whole = std::filesystem::weakly_canonical(std::filesystem::absolute(dataFolder, error), error);
  if (error) whole = dataFolder.lexically_normal();
  const auto text = QByteArray::fromStdString(whole.generic_string());
  const auto hash = QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex().left(kNameLetters);
  return QStringLiteral("hookline-") + QString::fromLatin1(hash);
}

SingleInstance::SingleInstance(const std::filesystem::path& dataFolder, QObject* parent) : QObject(parent), server_(this) {
  const auto name = nameOf(dataFolder);
  server_.setSocketOptions(QLocalServer::UserAccessOption);
  server_.setMaxPendingConnections(kMaxWaiting);
  connect(&server_, &QLocalServer::newConnection, this, &SingleInstance::onConnection);
  QLocalServer::removeServer(name);
  // Where it cannot listen a second start says that the folder is in use, and raises nothing.
  server_.listen(name);
}

void SingleInstance::onConnection() {
  while (auto* socket = server_.nextPendingConnection()) {
    connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QLocalSocket::readyRead, this, [this, socket] { hear(*socket); });
    // Whoever says nothing does not stay.
    QTimer::singleShot(kPatienceMs, socket, [socket] { socket->abort(); });
    if (socket->bytesAvailable() > 0) hear(*socket);
  }
}

void SingleInstance::hear(QLocalSocket& socket) {
  if (!socket.canReadLine()) {
    if (socket.bytesAvailable() >= kMaxBytes) socket.abort();
    return;
  }
  const auto line = socket.readLine(kMaxBytes);
  const bool open = line.startsWith(kOpen);
  if (!open && line != kRaise) return socket.abort();
  socket.write(kRaised);
  socket.disconnectFromServer();
  emit raiseWanted();
  if (open) emit linkWanted(QString::fromUtf8(line.mid(static_cast<qsizetype>(std::size(kOpen)) - 1)).trimmed());
}

bool SingleInstance::raiseOther(const std::filesystem::path& dataFolder, const std::string& connectLink) {
  QLocalSocket socket;
  socket.connectToServer(nameOf(dataFolder));
  if (!socket.waitForConnected(kPatienceMs)) return false;
  // What is too long for a link is none; nor is what has a line break, which would be another word here.
  const auto link = QByteArray::fromStdString(connectLink).replace('\n', ' ').left(kMaxLinkBytes);
  socket.write(link.isEmpty() ? QByteArray(kRaise) : kOpen + link + '\n');
  while (!socket.canReadLine())
    if (!socket.waitForReadyRead(kPatienceMs)) return false;
  return socket.readLine(kMaxBytes) == kRaised;
}

}  // namespace hookline::desktop
