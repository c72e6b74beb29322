#pragma once
#include <QString>
#include <functional>

#include "theme/icon.h"

namespace hookline::shell {

/// Something that the palette can do.
struct Command {
  QString name;
  QString hint;  ///< its key, or what kind of thing it is
  theme::Icon icon = theme::Icon::kPlay;
  std::function<void()> run;
  QString whyNot = {};  ///< it cannot be done now, and `run` says so; empty: it can
};

}  // namespace hookline::shell
