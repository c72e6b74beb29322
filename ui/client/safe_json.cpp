#include "client/safe_json.h"

namespace hookline::client::internal {
namespace {

/// Brackets inside strings are text.
bool tooDeep(std::string_view text) {
  int depth = 0;
  bool inString = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (inString) {
      if (c == '\\') ++at;
      if (c == '"') inString = false;
      continue;
    }
    if (c == '"') inString = true;
    if (c == ']' || c == '}') --depth;
    if ((c == '[' || c == '{') && ++depth > kMaxNesting) return true;
  }
  return false;
}

template <typename Json>
Json parse(std::string_view text) {
  if (tooDeep(text)) return Json(nlohmann::detail::value_t::discarded);
  return Json::parse(text, nullptr, false);
}

}  // namespace

nlohmann::json parseJson(std::string_view text) { return parse<nlohmann::json>(text); }
nlohmann::ordered_json parseOrdered(std::string_view text) { return parse<nlohmann::ordered_json>(text); }

}  // namespace hookline::client::internal
