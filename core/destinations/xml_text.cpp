#include "destinations/xml_text.h"

#include <algorithm>
#include <array>
#include <span>

namespace hookline::destinations {
namespace {

struct Entity {
  std::string_view text;
  char meant;
};
constexpr auto kEntities = std::to_array<Entity>({{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}});

constexpr std::size_t kOfHtml = 4;

std::string escapedWith(std::span<const Entity> entities, std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const auto entity = std::find_if(entities.begin(), entities.end(), [c](const Entity& one) { return one.meant == c; });
    if (entity != entities.end())
      out += entity->text;
    else
      out += c;
  }
  return out;
}

std::string xmlResolved(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto entity = std::find_if(kEntities.begin(), kEntities.end(), [text](const Entity& one) { return text.starts_with(one.text); });
    const bool isEntity = entity != kEntities.end();
    out += isEntity ? entity->meant : text.front();
    text.remove_prefix(isEntity ? entity->text.size() : 1);
  }
  return out;
}

}  // namespace

std::string xmlEscaped(std::string_view text) { return escapedWith(kEntities, text); }

std::string htmlEscaped(std::string_view text) { return escapedWith(std::span(kEntities).first(kOfHtml), text); }

std::string xmlElement(std::string_view xml, std::string_view name) {
  const auto opening = "<" + std::string(name) + ">";
  const auto begin = xml.find(opening);
  if (begin == std::string_view::npos) return {};
  xml.remove_prefix(begin + opening.size());
  const auto end = xml.find("</" + std::string(name) + ">");
  return end == std::string_view::npos ? std::string() : xmlResolved(xml.substr(0, end));
}

}  // namespace hookline::destinations
