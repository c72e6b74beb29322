#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "destinations/message_renderer.h"

namespace hookline::destinations {
namespace {

/// So that all lines fit the shortest text that a service takes.
constexpr std::size_t kMaxTitle = 60;
constexpr std::size_t kMaxLine = 120;

RichText bold(RichText text) {
  for (auto& span : text) span.bold = true;
  return text;
}

/// What a message says first beyond its title: its text, or the first of its fields.
RichText gistOf(const Rendered& message) {
  if (!message.text.empty()) return linesOf(message.text).front();
  if (!message.fields.empty()) return message.fields.front().value;
  return {};
}

RichText lineOf(const Rendered& message, std::string_view type) {
  RichText line{{"\u2022 "}};
  // A title of several lines would be read as several events.
  auto title = message.title.empty() ? RichText{{std::string(type)}} : linesOf(message.title).front();
  for (auto& span : bold(shortened(title, kMaxTitle))) line.push_back(std::move(span));
  auto gist = linesOf(shortened(gistOf(message), kMaxLine)).front();
  if (!gist.empty()) line.push_back({"  "});
  for (auto& span : gist) line.push_back(std::move(span));
  return line;
}

/// The most frequent type first.
std::vector<Rendered::Field> countsOf(const std::vector<const model::Event*>& events) {
  std::map<std::string_view, std::size_t> counts;
  for (const auto* event : events) ++counts[event->type];
  std::vector<std::pair<std::string_view, std::size_t>> ordered(counts.begin(), counts.end());
  std::stable_sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  if (ordered.size() > model::Message::kMaxFields) ordered.resize(model::Message::kMaxFields);
  std::vector<Rendered::Field> fields;
  for (const auto& [type, count] : ordered) fields.push_back({{{std::string(type)}}, {{std::to_string(count)}}});
  return fields;
}

}  // namespace

Rendered renderFor(const Occasion& occasion) { return occasion.beside.empty() ? renderMessage(occasion) : renderDigest(occasion); }

Rendered renderDigest(const Occasion& occasion) {
  std::vector<const model::Event*> events{&occasion.event};
  events.insert(events.end(), occasion.beside.begin(), occasion.beside.end());
  const auto ownOf = [&occasion](const model::Event* event) { return Occasion{*event, occasion.webhook, occasion.delivery}; };
  std::stable_partition(events.begin(), events.end(), [&ownOf](const model::Event* event) { return mentionsSomebody(ownOf(event)); });

  Rendered out;
  out.title = {{std::to_string(events.size()) + " events"}};
  const auto shown = std::min(events.size(), kMostLines);
  for (std::size_t i = 0; i < shown; ++i) {
    const auto message = renderMessage(ownOf(events[i]));
    if (i == 0) {
      out.color = message.color;
      out.mention = message.mention;
    } else {
      out.text.push_back({"\n"});
    }
    auto line = lineOf(message, events[i]->type);
    std::move(line.begin(), line.end(), std::back_inserter(out.text));
  }
  if (events.size() > shown) out.text.push_back({"\n\u2026 and " + std::to_string(events.size() - shown) + " more"});
  out.fields = countsOf(events);
  if (out.fields.size() == 1) out.fields.clear();
  out.footer = std::to_string(events.size()) + " events, the first: " + footerOf(occasion.event);
  return out;
}

}  // namespace hookline::destinations
