#pragma once
#include <QImage>

#include "theme/system_look.h"

namespace hookline::support {

/// A desktop that is light and says nothing else.
class BareLook final : public theme::SystemLook {
 public:
  Scheme scheme() const override { return Scheme::kLight; }
};

/// Whether a colour stands anywhere in a picture.
inline bool holds(const QImage& image, const QColor& wanted) {
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x)
      if (image.pixelColor(x, y) == wanted) return true;
  return false;
}

}  // namespace hookline::support
