#pragma once
#include <QStringList>

#include "client/integration.h"

namespace hookline::manual_page {

/// "Required" or "Optional", then "Kept secret" and "Advanced" where they are so.
QStringList marksOf(const client::SettingField& field);
/// What may be entered, in sentences: choices, range, form of the value, and what counts while nothing is. May be empty.
QString takesOf(const client::SettingField& field);

}  // namespace hookline::manual_page
