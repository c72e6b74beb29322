#include "manual_page/chapter_search.h"

#include <QRegularExpression>
#include <QStringList>
#include <algorithm>
#include <utility>

namespace hookline::manual_page {
namespace {

/// Of two that overlap the one that begins first, and is longer, is kept.
std::vector<Hit> apart(std::vector<Hit> all) {
  std::sort(all.begin(), all.end(), [](const Hit& a, const Hit& b) { return a.from != b.from ? a.from < b.from : a.length > b.length; });
  std::vector<Hit> kept;
  for (const auto& hit : all)
    if (kept.empty() || hit.from >= kept.back().from + kept.back().length) kept.push_back(hit);
  return kept;
}

/// None when one of the words is missing. `more` becomes true when there are more than are answered.
std::vector<Hit> placesIn(const QString& text, const QStringList& words, std::size_t chapter, bool& more) {
  std::vector<Hit> all;
  for (const auto& word : words) {
    const auto before = all.size();
    auto at = text.indexOf(word, 0, Qt::CaseInsensitive);
    if (at < 0) return {};
    for (; at >= 0 && all.size() - before <= kMaxHits; at = text.indexOf(word, at + word.size(), Qt::CaseInsensitive))
      all.push_back({chapter, at, word.size()});
  }
  auto kept = apart(std::move(all));
  if (kept.size() > kMaxHits) {
    more = true;
    kept.resize(kMaxHits);
  }
  return kept;
}

}  // namespace

Found findWords(const std::vector<Chapter>& chapters, const QString& words) {
  static const QRegularExpression kSpaces(QStringLiteral("\\s+"));
  const auto wanted = words.split(kSpaces, Qt::SkipEmptyParts);
  Found found;
  if (wanted.isEmpty()) return found;
  for (std::size_t n = 0; n < chapters.size(); ++n) {
    const auto places = placesIn(textOf(chapters[n]), wanted, n, found.more);
    found.hits.insert(found.hits.end(), places.begin(), places.end());
  }
  return found;
}

}  // namespace hookline::manual_page
