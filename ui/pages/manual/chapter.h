#pragma once
#include <QString>
#include <vector>

#include "client/integration.h"

namespace hookline::manual_page {

/// How a run of text stands in its paragraph.
enum class Face { kPlain, kStrong, kQuiet, kCode };

struct Run {
  QString text;
  Face face = Face::kPlain;
  bool operator==(const Run&) const = default;
};

/// What a paragraph is in its chapter; its look follows from that. `kUnder` belongs to the `kItem` before it; `kCode` is a line of
/// what a person may type, as it stands.
enum class Shape { kTitle, kText, kHeading, kItem, kUnder, kCode };

struct Paragraph {
  Shape shape = Shape::kText;
  std::vector<Run> runs;
  bool operator==(const Paragraph&) const = default;
};

struct Chapter {
  QString id;  ///< tells it from the other chapters
  QString title;
  std::vector<Paragraph> paragraphs;
  bool operator==(const Chapter&) const = default;
};

/// Characters of a chapter; what would come after them is left out, and a sentence says so.
inline constexpr qsizetype kMaxChapter = 100'000;
inline constexpr std::size_t kMaxChapters = 64;

/// Of the chapter of a kind.
QString idOf(model::WebhookKind kind);

/// What a kind does and how it is set up, from its descriptor alone: what it is for, each setting, the events, the service's limits, what
/// happens when something is refused, and how it is tried.
Chapter chapterOf(const client::Integration& integration);
/// In their order; the first kMaxChapters.
std::vector<Chapter> chaptersOf(const std::vector<client::Integration>& integrations);

QString lineOf(const Paragraph& paragraph);
/// A line a paragraph. A place in it is the same place in a document that has a block a paragraph.
QString textOf(const Chapter& chapter);

}  // namespace hookline::manual_page
