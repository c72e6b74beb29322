#include "model/faults.h"

#include <algorithm>

#include "base/encoding.h"

namespace hookline::model::internal {

base::Error invalid(std::string_view subject, Faults faults) {
  const auto& first = faults.front();
  std::string message = std::string(subject) + " is not valid: " + (first.path.empty() ? "it" : first.path) + " " + first.message;
  if (faults.size() > 1) message += " (and " + std::to_string(faults.size() - 1) + " more)";
  message += '.';
  return base::Error{base::Errc::kInvalid, std::move(message), false, std::move(faults)};
}

std::string pointerPart(std::string_view name) {
  std::string out;
  for (const char c : base::printable(name)) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out += c;
  }
  return out;
}

std::string placeOf(std::string_view text, std::size_t byte) {
  const auto before = text.substr(0, std::min(byte, text.size()));
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const auto lineStart = before.rfind('\n');
  const auto line = lineStart == std::string_view::npos ? before : before.substr(lineStart + 1);
  const auto column = 1 + std::count_if(line.begin(), line.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
  return "line " + std::to_string(lines + 1) + ", column " + std::to_string(column);
}

}  // namespace hookline::model::internal
