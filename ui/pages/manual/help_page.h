#pragma once
#include "manual_page/chapter.h"

namespace hookline::manual_page {

/// A page of resources/help as a chapter. What it takes of Markdown: headings, paragraphs, lists, tables of two columns, fenced code, and
/// in a line `code` and [links](…), of which the words stay. `id` tells it from the other chapters.
Chapter chapterOfPage(const QString& id, const QString& markdown);

/// Those of this program, in their order: the API with curl, and running the daemon.
std::vector<Chapter> helpPages();

}  // namespace hookline::manual_page
