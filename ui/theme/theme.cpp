#include "theme/theme.h"

#include <QApplication>
#include <QEvent>
#include <QStyle>
#include <QWidget>

#include "theme/fonts.h"
#include "theme/style_sheet.h"

namespace hookline::theme {

Theme::Theme(QApplication& application, std::unique_ptr<SystemLook> system, QObject* parent)
    : QObject(parent), application_(application), system_(std::move(system)) {
  windowsAreDark_ = QGuiApplication::palette().color(QPalette::Window).lightness() < 110;
  QApplication::setStyle(QStringLiteral("Fusion"));
  QApplication::setFont(desktopFont());
  connect(system_.get(), &SystemLook::changed, this, [this] { apply(); });
  application_.installEventFilter(this);
  apply();
}

void Theme::setMode(Mode mode) {
  if (mode == mode_) return;
  mode_ = mode;
  apply();
}

bool Theme::wantsDark() const {
  if (mode_ != Mode::kSystem) return mode_ == Mode::kDark;
  if (system_->scheme() != SystemLook::Scheme::kUnknown) return system_->scheme() == SystemLook::Scheme::kDark;
  return windowsAreDark_;
}

void Theme::apply() {
  if (mode_ == Mode::kSystem && system_->highContrast()) {
    QApplication::setPalette(QPalette());
    application_.setStyleSheet({});
  } else {
    const auto& palette = wantsDark() ? darkPalette() : lightPalette();
    // The palette first: what the sheet leaves alone is polished with it.
    QApplication::setPalette(toQPalette(palette));
    application_.setStyleSheet(styleSheet(palette));
  }
  emit changed();
}

/// A desktop without a portal tells of a change through its windows' colours; ours are put aside to see them.
bool Theme::eventFilter(QObject* watched, QEvent* event) {
  if (watched == &application_ && event->type() == QEvent::ThemeChange) {
    QApplication::setPalette(QPalette());
    windowsAreDark_ = QGuiApplication::palette().color(QPalette::Window).lightness() < 110;
    QApplication::setFont(desktopFont());
    apply();
  }
  return QObject::eventFilter(watched, event);
}

QString toText(Theme::Mode mode) {
  switch (mode) {
    case Theme::Mode::kLight:
      return QStringLiteral("light");
    case Theme::Mode::kDark:
      return QStringLiteral("dark");
    case Theme::Mode::kSystem:
      break;
  }
  return QStringLiteral("system");
}

Theme::Mode parseMode(const QString& text) {
  if (text == QLatin1String("light")) return Theme::Mode::kLight;
  return text == QLatin1String("dark") ? Theme::Mode::kDark : Theme::Mode::kSystem;
}

void setLook(QWidget& widget, const char* property, const QVariant& value) {
  if (widget.property(property) == value) return;
  widget.setProperty(property, value);
  widget.style()->unpolish(&widget);
  widget.style()->polish(&widget);
  widget.update();
}

}  // namespace hookline::theme
