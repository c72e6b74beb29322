#pragma once
#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include "support/event_loop.h"

namespace hookline::support {

/// A message bus and a key ring of the test's own, unlocked; the person's are not touched. To be started before anything of this process
/// speaks on the bus. POSIX only.
class PrivateKeyRing {
 public:
  /// Whether this computer has the two programs.
  static bool installed() {
    return !QStandardPaths::findExecutable(QStringLiteral("dbus-daemon")).isEmpty() &&
           !QStandardPaths::findExecutable(QStringLiteral("gnome-keyring-daemon")).isEmpty();
  }
  PrivateKeyRing() = default;
  PrivateKeyRing(const PrivateKeyRing&) = delete;
  PrivateKeyRing& operator=(const PrivateKeyRing&) = delete;
  ~PrivateKeyRing() {
    for (auto* program : {&ring_, &bus_}) {
      program->terminate();
      if (!program->waitForFinished(kPatienceMs)) program->kill();
    }
  }

  /// Sets the environment of this process. False: it did not come up.
  bool start() {
    qputenv("HOME", folder_.path().toUtf8());
    qputenv("XDG_DATA_HOME", folder_.filePath(QStringLiteral("data")).toUtf8());
    qputenv("XDG_RUNTIME_DIR", folder_.path().toUtf8());
    qputenv("XDG_CURRENT_DESKTOP", "GNOME");
    bus_.start(QStringLiteral("dbus-daemon"), {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address"),
                                               QStringLiteral("--address=unix:path=") + folder_.filePath(QStringLiteral("bus"))});
    if (!bus_.waitForReadyRead(kPatienceMs)) return false;
    qputenv("DBUS_SESSION_BUS_ADDRESS", bus_.readLine().trimmed());
    ring_.start(QStringLiteral("gnome-keyring-daemon"),
                {QStringLiteral("--foreground"), QStringLiteral("--unlock"), QStringLiteral("--components=secrets")});
    if (!ring_.waitForStarted(kPatienceMs)) return false;
    ring_.write("a password");
    ring_.closeWriteChannel();
    return spinUntil(
        [] { return QDBusConnection::sessionBus().interface()->isServiceRegistered(QStringLiteral("org.freedesktop.secrets")); });
  }

 private:
  static constexpr int kPatienceMs = 10000;

  const QTemporaryDir folder_;
  QProcess bus_;
  QProcess ring_;
};

}  // namespace hookline::support
