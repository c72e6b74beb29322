#pragma once
#include <QLabel>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTimer>
#include <QtTest>
#include <algorithm>

#include "hookline/window_setup.h"
#include "hostile_daemon.h"
#include "shell/main_window.h"
#include "support/event_loop.h"
#include "theme/system_look.h"

namespace hookline::desktop_test {

/// A window on that daemon; and a clock that only ticks while the event loop runs.
struct HostileDesk {
  explicit HostileDesk(const HostileDaemon& daemon)
      : window(desktop::windowOptions(nullptr, desktop::DaemonChoice{daemon.url(), "hl_secretsecretsecret"}, settings), theme, settings,
               clock) {
    QObject::connect(&tick, &QTimer::timeout, &tick, [this] { ++ticks; });
    tick.start(std::chrono::milliseconds{10});
    window.resize(1360, 860);
    window.MainWindow::show(shell::PageId::kDeliveries);
    window.show();
  }

  /// The event loop went on while it was waited.
  bool becomes(const std::function<bool()>& done) {
    const int before = ticks;
    return support::spinUntil([&] { return done() && ticks > before; });
  }
  bool goesOnFor(int more) {
    const int before = ticks;
    return support::spinUntil([&] { return ticks >= before + more; });
  }
  /// Some label in sight holds these words.
  bool says(const QString& words) const {
    const auto labels = window.findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(),
                       [&](const QLabel* label) { return label->isVisible() && label->text().contains(words); });
  }
  bool comesToSay(const QString& words) {
    if (becomes([&] { return says(words); })) return true;
    qWarning() << inSight();
    return false;
  }
  /// All labels in sight, for a test that fails.
  QByteArray inSight() const {
    QStringList all{window.isActiveWindow() ? QStringLiteral("active") : QStringLiteral("not active")};
    for (const auto* label : window.findChildren<QLabel*>())
      if (label->isVisible() && !label->text().isEmpty()) all << label->objectName() + QLatin1Char('=') + label->text();
    return all.join(QLatin1Char('|')).toUtf8();
  }
  void reload() { QTest::keyClick(&window, Qt::Key_F5); }
  QTableView& list() const { return *window.findChild<QTableView*>(QStringLiteral("deliveriesTable")); }
  int rows() const { return list().model()->rowCount(); }

  theme::Theme theme{*qApp, theme::watchSystemLook()};
  const base::SystemClock clock;
  QTemporaryDir folder;
  QSettings settings{folder.filePath(QStringLiteral("window.ini")), QSettings::IniFormat};
  QTimer tick;
  int ticks = 0;
  shell::MainWindow window;
};

}  // namespace hookline::desktop_test
