#pragma once
#include <QObject>
#include <memory>

#include "theme/palette.h"
#include "theme/system_look.h"

class QApplication;

namespace hookline::theme {

/// The look of the whole application: style, fonts, palette and style sheet, switched live. One per application, made before the first
/// window. Thread: the GUI thread.
class Theme final : public QObject {
  Q_OBJECT
 public:
  enum class Mode { kSystem, kLight, kDark };

  /// `application` outlives it.
  Theme(QApplication& application, std::unique_ptr<SystemLook> system, QObject* parent = nullptr);

  void setMode(Mode mode);
  Mode mode() const { return mode_; }

 signals:
  /// Everything is repainted by then.
  void changed();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  bool wantsDark() const;
  void apply();

  QApplication& application_;
  const std::unique_ptr<SystemLook> system_;
  Mode mode_ = Mode::kSystem;
  bool windowsAreDark_ = false;  ///< the desktop's own windows
};

/// "system", "light", "dark", and back (anything else: system).
QString toText(Theme::Mode mode);
Theme::Mode parseMode(const QString& text);

/// Sets a property that the style sheet looks at (role, kind, invalid) and makes it count at once.
void setLook(QWidget& widget, const char* property, const QVariant& value);

}  // namespace hookline::theme
