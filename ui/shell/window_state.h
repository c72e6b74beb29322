#pragma once
#include <QSize>
#include <QString>

class QSettings;
class QWidget;

namespace hookline::theme {
class Theme;
}

namespace hookline::shell {

/// What a window remembers from one start to the next, in a settings store that is handed in. What cannot be read is as if it was never
/// written.
class WindowState final {
 public:
  /// `settings` outlives it.
  explicit WindowState(QSettings& settings) : settings_(settings) {}

  /// Size and place; a sensible size when there is none, never larger than the screen.
  void restore(QWidget& window) const;
  void save(const QWidget& window);
  /// The same of the manual's window.
  void restoreManual(QWidget& window) const;
  void saveManual(const QWidget& window);

  QString page() const;
  void setPage(const QString& word);
  QString connection() const;
  void setConnection(const QString& id);
  void restoreTheme(theme::Theme& theme) const;
  void saveTheme(const theme::Theme& theme);

 private:
  void restoreAs(const QString& key, QSize first, QWidget& window) const;

  QSettings& settings_;
};

}  // namespace hookline::shell
