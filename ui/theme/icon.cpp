#include "theme/icon.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>
#include <array>

#include "theme/palette.h"
#include "theme/resources.h"

namespace hookline::theme {
namespace {

constexpr std::array<const char*, static_cast<std::size_t>(Icon::kCount)> kFiles = {
    "overview", "deliveries", "dead-letters", "webhooks", "simulator", "settings", "search", "copy",
    "pause",    "play",       "retry",        "check",    "cross",     "bars",     "dot",    "chevron-down",
    "plus",     "trash",      "pencil",       "close",    "external",  "more",     "info"};

QByteArray drawing(Icon name, const QColor& ink, double stroke) {
  loadResources();
  QFile file(QStringLiteral(":/hookline/icons/%1.svg").arg(QLatin1String(kFiles[static_cast<std::size_t>(name)])));
  if (!file.open(QIODevice::ReadOnly)) return {};
  auto svg = file.readAll();
  svg.replace("#000", ink.name().toLatin1());
  svg.replace("stroke-width=\"1.7\"", "stroke-width=\"" + QByteArray::number(stroke) + '"');
  return svg;
}

QPixmap tinted(Icon name, const QSize& pixels, const QColor& ink, double stroke) {
  if (pixels.isEmpty()) return {};
  const auto key = QStringLiteral("hookline/%1/%2x%3/%4/%5")
                       .arg(static_cast<int>(name))
                       .arg(pixels.width())
                       .arg(pixels.height())
                       .arg(ink.rgba(), 0, 16)
                       .arg(stroke);
  QPixmap pixmap;
  if (QPixmapCache::find(key, &pixmap)) return pixmap;
  pixmap = QPixmap(pixels);
  pixmap.fill(Qt::transparent);
  QSvgRenderer renderer(drawing(name, ink, stroke));
  renderer.setAspectRatioMode(Qt::KeepAspectRatio);
  QPainter painter(&pixmap);
  renderer.render(&painter, QRectF(QPointF(0, 0), QSizeF(pixels)));
  painter.end();
  QPixmapCache::insert(key, pixmap);
  return pixmap;
}

/// Draws when it is asked, so that an icon that was set once is right in both themes.
class StrokeIcon final : public QIconEngine {
 public:
  StrokeIcon(Icon name, bool primary) : name_(name), primary_(primary) {}

  void paint(QPainter* painter, const QRect& place, QIcon::Mode mode, QIcon::State state) override {
    paintIcon(*painter, name_, place, ink(mode, state));
  }
  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
    return tinted(name_, size, ink(mode, state), kIconStroke);
  }
  QIconEngine* clone() const override { return new StrokeIcon(name_, primary_); }

 private:
  QColor ink(QIcon::Mode mode, QIcon::State state) const {
    const auto& palette = shownPalette();
    if (primary_) return palette.accentInk;
    if (mode == QIcon::Disabled) return palette.hint;
    return mode == QIcon::Selected || state == QIcon::On ? palette.text : palette.secondary;
  }

  const Icon name_;
  const bool primary_;
};

}  // namespace

// A QIcon takes its engine over.
QIcon icon(Icon name) { return QIcon(new StrokeIcon(name, false)); }
QIcon primaryIcon(Icon name) { return QIcon(new StrokeIcon(name, true)); }

void paintIcon(QPainter& painter, Icon name, const QRectF& place, const QColor& ink, double stroke) {
  const auto ratio = painter.device() != nullptr ? painter.device()->devicePixelRatioF() : 1.0;
  auto pixmap = tinted(name, (place.size() * ratio).toSize(), ink, stroke);
  pixmap.setDevicePixelRatio(ratio);
  painter.drawPixmap(place.topLeft(), pixmap);
}

}  // namespace hookline::theme
