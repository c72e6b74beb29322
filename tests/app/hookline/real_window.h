#pragma once
#include <QAbstractItemView>
#include <QApplication>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>
#include <QtTest>
#include <fstream>
#include <memory>
#include <optional>

#include "core_api/core.h"
#include "hookline/window_setup.h"
#include "shell/main_window.h"
#include "support/both_channels.h"
#include "theme/theme.h"

namespace hookline::desktop_test {

/// Milliseconds that a test waits for what must come.
constexpr int kPatience = 20000;

/// The window as the program composes it, with settings that go away; and a keyboard, which presses where the focus is.
class RealWindow {
 public:
  /// Without a `keeper` tokens are kept for this run alone. `settingsFile`: that of a window before.
  RealWindow(core_api::Core* core, const std::optional<desktop::DaemonChoice>& daemon, theme::Theme& theme,
             desktop::TokenKeeper* keeper = nullptr, const QString& settingsFile = {})
      : settings_(settingsFile.isEmpty() ? folder_.filePath(QStringLiteral("window.ini")) : settingsFile, QSettings::IniFormat),
        window_(desktop::windowOptions(core, daemon, settings_, keeper), theme, settings_, clock_) {
    window_.resize(1360, 860);
    window_.show();
    activate();
  }

  /// There is no window manager that would give the keyboard back when a dialog or a menu has closed.
  void activate() { window_.activateWindow(); }
  bool active() const { return window_.isActiveWindow(); }
  void open(shell::PageId page) { window_.MainWindow::show(page); }
  /// The one of that name that is in sight, as a page of another kind may have one too; null: none.
  const QWidget* seen(const char* name) const {
    for (const auto* widget : window_.findChildren<QWidget*>(QLatin1String(name)))
      if (widget->isVisible()) return widget;
    return nullptr;
  }
  void connectToDaemon() { window_.connectToDaemon(); }
  void switchTo(const QString& id) { window_.switchTo(id); }
  void editConnection(const QString& id) { window_.editConnection(id); }
  QString title() const { return window_.windowTitle(); }
  shell::ConnectionColour colour() const { return window_.connection().colour; }
  void saveSettings() { settings_.sync(); }
  void openLink(const QString& link) { window_.openConnectLink(link); }
  QString address() const { return window_.connection().tokenFor; }
  shell::PageId page() const { return window_.currentPage(); }

  template <typename T = QWidget>
  T* find(const char* name) const {
    return window_.findChild<T*>(QLatin1String(name));
  }
  bool shows(const char* name) const {
    const auto* widget = find(name);
    return widget != nullptr && widget->isVisible();
  }
  /// What a table or list of it shows.
  const QAbstractItemModel& rows(const char* name) const { return *find<QAbstractItemView>(name)->model(); }
  QString cell(const char* name, int row, int column) const { return rows(name).index(row, column).data().toString(); }

  static bool focusIsAt(const char* name) {
    const auto* widget = QApplication::focusWidget();
    return widget != nullptr && widget->objectName() == QLatin1String(name);
  }
  static void key(Qt::Key which, Qt::KeyboardModifiers modifiers = {}) {
    if (auto* widget = keyboardsPlace()) QTest::keyClick(widget, which, modifiers);
  }
  static void type(const QString& text) {
    if (auto* widget = keyboardsPlace()) QTest::keyClicks(widget, text);
  }
  /// Tab until what has this name has the focus; false: Tab does not lead there.
  static bool tabTo(const char* name) {
    constexpr int kMoreThanThereAre = 200;
    for (int step = 0; step < kMoreThanThereAre; ++step) {
      if (focusIsAt(name)) return true;
      key(Qt::Key_Tab);
    }
    return false;
  }
  /// Presses the focused button that has a menu, and takes the menu's first entry. Pressing it returns only once the menu has closed, so
  /// what is pressed inside the menu has to wait for it in the event loop.
  static void takeFirstOfItsMenu() {
    QTimer menuIsOpen;
    QObject::connect(&menuIsOpen, &QTimer::timeout, &menuIsOpen, [&menuIsOpen] {
      if (QApplication::activePopupWidget() == nullptr) return;
      menuIsOpen.stop();
      key(Qt::Key_Down);
      key(Qt::Key_Return);
    });
    menuIsOpen.start(std::chrono::milliseconds{5});
    key(Qt::Key_Space);
  }

 private:
  static QWidget* keyboardsPlace() {
    if (auto* popup = QApplication::activePopupWidget()) return popup;
    if (auto* widget = QApplication::focusWidget()) return widget;
    return QApplication::activeWindow();
  }

  const base::SystemClock clock_;
  const QTemporaryDir folder_;
  QSettings settings_;
  shell::MainWindow window_;
};

/// A window on a core of this process: its own core, or a daemon that is reached over loopback HTTP.
inline std::unique_ptr<RealWindow> windowOn(core_api::Core& core, bool overHttp, theme::Theme& theme) {
  std::optional<desktop::DaemonChoice> daemon;
  if (overHttp) {
    std::ifstream file(core.adminTokenFile());
    daemon = desktop::DaemonChoice{core.url(), {}};
    file >> daemon->token;
  }
  return std::make_unique<RealWindow>(overHttp ? nullptr : &core, daemon, theme);
}

}  // namespace hookline::desktop_test
