#include "manual_page/foreign_text.h"

#include "models/delivery_words.h"

namespace hookline::manual_page {
namespace {

bool isSpace(QChar c) {
  return c == QLatin1Char('\n') || c == QLatin1Char('\r') || c == QLatin1Char('\t') || c == QChar::LineSeparator ||
         c == QChar::ParagraphSeparator;
}

/// Joiners (U+200C, U+200D) are part of words and of emoji.
bool isHarmful(QChar c) {
  const auto code = c.unicode();
  const bool joins = code == 0x200C || code == 0x200D;
  const bool frame = code >= 0xFDD0 && code <= 0xFDEF;  // a text document marks its frames with some of these
  return frame || c == QChar::ObjectReplacementCharacter || c.category() == QChar::Other_Control ||
         (c.category() == QChar::Other_Format && !joins);
}

}  // namespace

QString oneLine(const std::string& text) {
  auto line = models::plain(text.substr(0, 4 * static_cast<std::size_t>(kMaxForeign)));
  for (auto& c : line) {
    if (isSpace(c)) c = QLatin1Char(' ');
    if (isHarmful(c)) c = QChar::ReplacementCharacter;
  }
  line = line.trimmed();
  if (line.size() <= kMaxForeign) return line;
  const auto end = line.at(kMaxForeign - 1).isHighSurrogate() ? kMaxForeign - 1 : kMaxForeign;
  return line.left(end) + QChar(0x2026);
}

}  // namespace hookline::manual_page
