#include "theme/portal_look.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QFileInfo>

namespace hookline::theme {
namespace internal {
namespace {

const QString kService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString kPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString kInterface = QStringLiteral("org.freedesktop.portal.Settings");
const QString kGroup = QStringLiteral("org.freedesktop.appearance");
const QString kScheme = QStringLiteral("color-scheme");
const QString kContrast = QStringLiteral("contrast");

/// Without an address Qt would start a bus of its own, which takes time and helps nobody.
bool busIsThere() {
  return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS") ||
         (qEnvironmentVariableIsSet("XDG_RUNTIME_DIR") &&
          QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus")));
}

/// Read wraps its answer in one variant more than it should.
QVariant unwrapped(QVariant value) {
  while (value.canConvert<QDBusVariant>()) value = value.value<QDBusVariant>().variant();
  return value;
}

}  // namespace

PortalLook::PortalLook() {
  if (!busIsThere()) return;
  auto bus = QDBusConnection::sessionBus();
  if (!bus.isConnected()) return;
  bus.connect(kService, kPath, kInterface, QStringLiteral("SettingChanged"), this, SLOT(onSettingChanged(QString, QString, QDBusVariant)));
  ask(kScheme);
  ask(kContrast);
}

void PortalLook::ask(const QString& key) {
  auto call = QDBusMessage::createMethodCall(kService, kPath, kInterface, QStringLiteral("Read"));
  call.setArguments({kGroup, key});
  auto* watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
  connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, key](QDBusPendingCallWatcher* done) {
    const QDBusPendingReply<QDBusVariant> reply = *done;
    if (reply.isValid()) take(key, reply.value().variant());
    done->deleteLater();
  });
}

void PortalLook::onSettingChanged(const QString& group, const QString& key, const QDBusVariant& value) {
  if (group == kGroup) take(key, value.variant());
}

void PortalLook::take(const QString& key, const QVariant& value) {
  bool number = false;
  const auto code = unwrapped(value).toUInt(&number);
  if (!number) return;
  const auto scheme = code == 1 ? Scheme::kDark : code == 2 ? Scheme::kLight : Scheme::kUnknown;
  if (key == kScheme && scheme != scheme_) {
    scheme_ = scheme;
    emit changed();
  } else if (key == kContrast && (code == 1) != highContrast_) {
    highContrast_ = code == 1;
    emit changed();
  }
}

}  // namespace internal

std::unique_ptr<SystemLook> watchSystemLook() { return std::make_unique<internal::PortalLook>(); }

}  // namespace hookline::theme
