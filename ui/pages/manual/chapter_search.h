#pragma once
#include "manual_page/chapter.h"

namespace hookline::manual_page {

/// A place in a chapter where one of the words stands; `from` and `length` in characters of textOf().
struct Hit {
  std::size_t chapter = 0;
  qsizetype from = 0;
  qsizetype length = 0;
  bool operator==(const Hit&) const = default;
};

struct Found {
  std::vector<Hit> hits;  ///< chapter by chapter, from top to bottom
  bool more = false;      ///< some chapter has more than kMaxHits, which are left out
};

/// In one chapter.
inline constexpr std::size_t kMaxHits = 1000;

/// Where the words stand in the chapters that hold all of them, in capitals or not. No word: nowhere.
Found findWords(const std::vector<Chapter>& chapters, const QString& words);

}  // namespace hookline::manual_page
