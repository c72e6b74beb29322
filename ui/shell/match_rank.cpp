#include "shell/match_rank.h"

#include <QRegularExpression>
#include <QStringList>
#include <algorithm>
#include <vector>

namespace hookline::shell {
namespace {

QStringList wordsOf(const QString& text) {
  static const QRegularExpression between(QStringLiteral("[^\\p{L}\\p{N}@]+"));
  return text.toLower().split(between, Qt::SkipEmptyParts);
}

bool eachBeginsAWord(const QStringList& typed, const QStringList& words) {
  return std::all_of(typed.begin(), typed.end(), [&words](const QString& one) {
    return std::any_of(words.begin(), words.end(), [&one](const QString& word) { return word.startsWith(one); });
  });
}

/// Whether `letters` can be cut into beginnings of words, in their order. reach[n]: the first n letters are used up.
bool madeOfBeginnings(const QString& letters, const QStringList& words) {
  std::vector<bool> reach(static_cast<std::size_t>(letters.size()) + 1, false);
  reach[0] = true;
  for (const auto& word : words) {
    for (auto from = letters.size() - 1; from >= 0; --from) {
      if (!reach[static_cast<std::size_t>(from)]) continue;
      for (qsizetype used = 0; used < word.size() && from + used < letters.size() && word.at(used) == letters.at(from + used); ++used)
        reach[static_cast<std::size_t>(from + used + 1)] = true;
    }
  }
  return reach.back();
}

}  // namespace

int matchRank(const QString& typed, const QString& name) {
  const auto wanted = typed.trimmed().toLower();
  if (wanted.isEmpty()) return 1;
  if (wanted.size() > kMaxTyped) return 0;
  if (name.toLower().startsWith(wanted)) return 4;
  const auto words = wordsOf(name);
  if (std::any_of(words.begin(), words.end(), [&wanted](const QString& word) { return word.startsWith(wanted); })) return 3;
  const auto typedWords = wordsOf(wanted);
  if (typedWords.isEmpty()) return 0;
  if (eachBeginsAWord(typedWords, words)) return 2;
  return madeOfBeginnings(typedWords.join(QString()), words) ? 1 : 0;
}

}  // namespace hookline::shell
