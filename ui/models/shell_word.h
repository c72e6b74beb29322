#pragma once
#include <QString>

namespace hookline::models {

/// The text as one word of a POSIX shell: between single quotes nothing means anything to a shell but the quote itself.
inline QString shellWord(QString text) {
  return QLatin1Char('\'') + text.replace(QLatin1Char('\''), QLatin1String("'\\''")) + QLatin1Char('\'');
}

}  // namespace hookline::models
