#include "manual_page/help_page.h"

#include <QFile>
#include <QRegularExpression>
#include <QStringList>
#include <utility>

namespace hookline::manual_page {
namespace {

const QLatin1String kFence("```");

/// Code, links and the words between them.
std::vector<Run> runsOf(const QString& text) {
  static const QRegularExpression kMarks(QStringLiteral("`([^`]+)`|\\[([^\\]]+)\\]\\([^)]*\\)"));
  std::vector<Run> runs;
  qsizetype from = 0;
  for (auto marks = kMarks.globalMatch(text); marks.hasNext();) {
    const auto mark = marks.next();
    if (mark.capturedStart() > from) runs.push_back({text.mid(from, mark.capturedStart() - from)});
    const bool code = mark.capturedStart(1) >= 0;
    runs.push_back({mark.captured(code ? 1 : 2), code ? Face::kCode : Face::kPlain});
    from = mark.capturedEnd();
  }
  if (from < text.size()) runs.push_back({text.mid(from)});
  return runs;
}

/// Reads a page line by line; the lines of a paragraph are one.
class PageReader {
 public:
  explicit PageReader(Chapter& chapter) : chapter_(chapter) {}

  void line(const QString& line) {
    if (line.startsWith(kFence)) {
      end();
      code_ = !code_;
    } else if (code_) {
      chapter_.paragraphs.push_back({Shape::kCode, {{line, Face::kCode}}});
    } else if (line.startsWith(QLatin1String("# "))) {
      chapter_.title = line.mid(2);
      chapter_.paragraphs.push_back({Shape::kTitle, {{chapter_.title}}});
    } else if (line.startsWith(QLatin1String("## "))) {
      end();
      chapter_.paragraphs.push_back({Shape::kHeading, {{line.mid(3)}}});
    } else if (line.startsWith(QLatin1Char('|'))) {
      row(line);
    } else {
      text(line);
    }
  }
  void end() {
    if (!lines_.isEmpty()) chapter_.paragraphs.push_back({shape_, runsOf(lines_.join(QLatin1Char(' ')))});
    lines_.clear();
    shape_ = Shape::kText;
    rows_ = 0;
  }

 private:
  void text(const QString& line) {
    const bool item = line.startsWith(QLatin1String("- "));
    if (line.isEmpty() || item) end();
    if (item) shape_ = Shape::kItem;
    if (!line.isEmpty()) lines_ << (item ? line.mid(2) : line.trimmed());
  }
  /// The first two are its head: names of the columns, and the rule under them.
  void row(const QString& line) {
    if (rows_++ < 2) return;
    const auto cells = line.split(QLatin1Char('|'), Qt::SkipEmptyParts);
    if (cells.isEmpty()) return;
    auto first = runsOf(cells[0].trimmed());
    for (auto& run : first)
      if (run.face == Face::kPlain) run.face = Face::kStrong;
    chapter_.paragraphs.push_back({Shape::kItem, std::move(first)});
    if (cells.size() > 1) chapter_.paragraphs.push_back({Shape::kUnder, runsOf(cells[1].trimmed())});
  }

  Chapter& chapter_;
  QStringList lines_;
  Shape shape_ = Shape::kText;
  int rows_ = 0;
  bool code_ = false;
};

}  // namespace

Chapter chapterOfPage(const QString& id, const QString& markdown) {
  Chapter chapter;
  chapter.id = id;
  PageReader reader(chapter);
  for (const auto& line : markdown.split(QLatin1Char('\n'))) reader.line(line);
  reader.end();
  return chapter;
}

std::vector<Chapter> helpPages() {
  std::vector<Chapter> pages;
  for (const auto* name : {"api", "daemon"}) {
    QFile file(QStringLiteral(":/hookline/help/%1.md").arg(QLatin1String(name)));
    if (file.open(QIODevice::ReadOnly))
      pages.push_back(chapterOfPage(QStringLiteral("help/") + QLatin1String(name), QString::fromUtf8(file.readAll())));
  }
  return pages;
}

}  // namespace hookline::manual_page
