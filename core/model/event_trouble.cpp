#include "model/event_trouble.h"

#include <algorithm>
#include <string>

#include "base/encoding.h"
#include "model/faults.h"

namespace hookline::model::internal {
namespace {

constexpr std::size_t kExcerptBytes = 24;

/// The last \uXXXX escape that ends at or shortly before `position` and names one half of a pair.
std::string_view loneSurrogate(std::string_view text, std::size_t position) {
  const std::size_t end = std::min(position, text.size());
  const std::size_t begin = end > 13 ? end - 13 : 0;
  std::size_t at = text.substr(0, end).rfind("\\u");
  while (at != std::string_view::npos && at >= begin) {
    const auto escape = text.substr(at, 6);
    if (escape.size() == 6 && (escape[2] == 'd' || escape[2] == 'D') &&
        std::string_view("89abcdefABCDEF").find(escape[3]) != std::string_view::npos)
      return escape;
    if (at == 0) break;
    at = text.substr(0, at).rfind("\\u");
  }
  return {};
}

bool isBlank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

std::string wording(std::string_view text, std::size_t position, bool ended) {
  if (isBlank(text)) return "The event is empty: send a JSON object.";
  if (const auto valid = base::validUtf8Prefix(text); valid < text.size()) {
    return "The event is not valid UTF-8 at " + placeOf(text, valid) + " (byte " + std::to_string(valid) + "): send the text as UTF-8.";
  }
  if (position > text.size()) {
    return "The event ends too early, at " + placeOf(text, text.size()) +
           ": a quote, bracket or brace is still open, or a value is missing.";
  }
  const std::size_t at = position == 0 ? 0 : position - 1;
  const std::string place = placeOf(text, at);
  if (ended) return "There is more text after the end of the event, at " + place + ": send one event, or use the batch call.";
  if (const auto half = loneSurrogate(text, position); !half.empty()) {
    return "The event holds half of a surrogate pair (" + std::string(half) + ") at " + place +
           ": write both halves, or the character itself.";
  }
  if (static_cast<unsigned char>(text[at]) < 0x20 && !isBlank(text.substr(at, 1))) {
    return "The event holds a raw control character at " + place + ": write it as an escape such as \\u0001.";
  }
  if (text[at] == '\n' || text[at] == '\r' || text[at] == '\t') {
    return "The event cannot be read as JSON at " + place + ": inside a string write \\n for a line break and \\t for a tab.";
  }
  return "The event cannot be read as JSON at " + place + ", near " + base::printable(text.substr(at), kExcerptBytes) +
         ": look for a missing quote, comma or bracket, a comma too many, or a word that JSON does not have.";
}

}  // namespace

base::Error describeTrouble(std::string_view text, std::size_t position, bool ended) {
  return base::Error{base::Errc::kMalformed, wording(text, position, ended), false, {}};
}

}  // namespace hookline::model::internal
