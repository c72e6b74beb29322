#pragma once
#include <QByteArray>
#include <QString>

namespace hookline::widgets {

/// "00000000  50 4b 03 04 …  PK..": sixteen bytes a line.
QString hexText(const QByteArray& bytes);

}  // namespace hookline::widgets
