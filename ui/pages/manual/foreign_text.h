#pragma once
#include <QString>
#include <string>

namespace hookline::manual_page {

/// Characters of one text of a core that are shown; the rest is cut off with "…".
inline constexpr qsizetype kMaxForeign = 4000;

/// Text of a core on one line: line breaks and tabs become spaces, and what would be invisible or turn the text around it (control
/// characters, marks of direction, what a document takes for its own) becomes U+FFFD. Everything else stays as it is.
QString oneLine(const std::string& text);

}  // namespace hookline::manual_page
