#include "destinations/xml_text.h"

#include <algorithm>
#include <array>

namespace hookline::destinations {
namespace {

struct Entity {
  std::string_view text;
  char meant;
};
constexpr auto kEntities = std::to_array<Entity>({{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}});

std::string xmlResolved(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto* const entity =
        std::find_if(kEntities.begin(), kEntities.end(), [text](const Entity& one) { return text.starts_with(one.text); });
    const bool isEntity = entity != kEntities.end();
    out += isEntity ? entity->meant : text.front();
    text.remove_prefix(isEntity ? entity->text.size() : 1);
  }
  return out;
}

}  // namespace

std::string xmlEscaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto* const entity = std::find_if(kEntities.begin(), kEntities.end(), [c](const Entity& one) { return one.meant == c; });
    if (entity != kEntities.end())
      out += entity->text;
    else
      out += c;
  }
  return out;
}

std::string xmlElement(std::string_view xml, std::string_view name) {
  const auto opening = "<" + std::string(name) + ">";
  const auto begin = xml.find(opening);
  if (begin == std::string_view::npos) return {};
  xml.remove_prefix(begin + opening.size());
  const auto end = xml.find("</" + std::string(name) + ">");
  return end == std::string_view::npos ? std::string() : xmlResolved(xml.substr(0, end));
}

}  // namespace hookline::destinations
