#pragma once
#include <QString>

namespace hookline::theme {

/// For buttons and menus whose words come from elsewhere: an ampersand in them is one, and underlines nothing.
inline QString withoutMnemonic(QString text) { return text.replace(QLatin1Char('&'), QLatin1String("&&")); }

}  // namespace hookline::theme
