#include "shell/window_state.h"

#include <QScreen>
#include <QSettings>
#include <QWidget>

#include "theme/theme.h"

namespace hookline::shell {
namespace {

const QString kGeometry = QStringLiteral("window/geometry");
const QString kPage = QStringLiteral("window/page");
const QString kConnection = QStringLiteral("window/connection");
const QString kTheme = QStringLiteral("look/theme");
const QString kManualGeometry = QStringLiteral("manual/geometry");
constexpr QSize kFirstSize(1360, 860);
constexpr QSize kFirstManualSize(920, 680);

}  // namespace

void WindowState::restoreAs(const QString& key, QSize first, QWidget& window) const {
  if (window.restoreGeometry(settings_.value(key).toByteArray())) return;
  const auto* screen = window.screen();
  window.resize(screen == nullptr ? first : first.boundedTo(screen->availableSize()));
}

void WindowState::restore(QWidget& window) const { restoreAs(kGeometry, kFirstSize, window); }
void WindowState::save(const QWidget& window) { settings_.setValue(kGeometry, window.saveGeometry()); }
void WindowState::restoreManual(QWidget& window) const { restoreAs(kManualGeometry, kFirstManualSize, window); }
void WindowState::saveManual(const QWidget& window) { settings_.setValue(kManualGeometry, window.saveGeometry()); }

QString WindowState::page() const { return settings_.value(kPage).toString(); }
void WindowState::setPage(const QString& word) { settings_.setValue(kPage, word); }
QString WindowState::connection() const { return settings_.value(kConnection).toString(); }
void WindowState::setConnection(const QString& id) { settings_.setValue(kConnection, id); }

void WindowState::restoreTheme(theme::Theme& theme) const { theme.setMode(theme::parseMode(settings_.value(kTheme).toString())); }
void WindowState::saveTheme(const theme::Theme& theme) { settings_.setValue(kTheme, theme::toText(theme.mode())); }

}  // namespace hookline::shell
