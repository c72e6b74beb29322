#include "widgets/hex_text.h"

namespace hookline::widgets {

QString hexText(const QByteArray& bytes) {
  constexpr qsizetype kPerLine = 16;
  QString out;
  out.reserve(bytes.size() * 5);
  for (qsizetype at = 0; at < bytes.size(); at += kPerLine) {
    const auto part = bytes.mid(at, kPerLine);
    QString readable;
    for (const char c : part) readable += c >= 0x20 && c < 0x7f ? QLatin1Char(c) : QLatin1Char('.');
    const auto hex = QString::fromLatin1(part.toHex(' ')).leftJustified(kPerLine * 3 - 1);
    out += QStringLiteral("%1  %2  %3\n").arg(at, 8, 16, QLatin1Char('0')).arg(hex, readable);
  }
  out.chop(1);
  return out;
}

}  // namespace hookline::widgets
