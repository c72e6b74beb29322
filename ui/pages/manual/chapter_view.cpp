#include "manual_page/chapter_view.h"

#include <QEvent>
#include <QScrollBar>
#include <QTextBlock>
#include <algorithm>
#include <utility>

#include "theme/fonts.h"
#include "theme/metrics.h"
#include "theme/palette.h"

namespace hookline::manual_page {
namespace {

/// Longer lines are hard to read.
constexpr int kWidestInLetters = 96;

QTextCharFormat formatOf(Shape shape, Face face) {
  const auto& palette = theme::shownPalette();
  auto role = theme::TextRole::kBody;
  if (shape == Shape::kTitle) role = theme::TextRole::kTitle;
  if (shape == Shape::kHeading) role = theme::TextRole::kHeading;
  if (face == Face::kStrong) role = theme::TextRole::kHeading;
  if (face == Face::kCode) role = theme::TextRole::kMono;
  QTextCharFormat format;
  format.setFont(theme::font(role));
  format.setForeground(face == Face::kQuiet ? palette.secondary : palette.text);
  return format;
}

QTextBlockFormat blockOf(Shape shape) {
  QTextBlockFormat block;
  block.setLineHeight(135, QTextBlockFormat::ProportionalHeight);
  switch (shape) {
    case Shape::kTitle:
      block.setHeadingLevel(1);
      break;
    case Shape::kHeading:
      block.setHeadingLevel(2);
      block.setTopMargin(theme::kSpaceSection);
      break;
    case Shape::kText:
      block.setTopMargin(theme::kSpaceSmall);
      break;
    case Shape::kItem:
      block.setTopMargin(theme::kSpace);
      block.setLeftMargin(theme::kSpaceWide);
      break;
    case Shape::kUnder:
      block.setTopMargin(2);
      block.setLeftMargin(theme::kSpaceWide);
      break;
    case Shape::kCode:
      block.setLeftMargin(theme::kSpaceWide);
      block.setBackground(theme::shownPalette().header);
      break;
  }
  return block;
}

}  // namespace

ChapterView::ChapterView(QWidget* parent) : QTextEdit(parent) {
  setObjectName(QStringLiteral("manualChapter"));
  setProperty("look", "chapter");
  setReadOnly(true);
  setUndoRedoEnabled(false);
  setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  setTabChangesFocus(true);
  setLineWrapMode(QTextEdit::FixedPixelWidth);
  setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  document()->setDocumentMargin(theme::kPageMargin);
  setAccessibleName(tr("Chapter"));
}

void ChapterView::show(const Chapter& chapter) {
  if (chapter == chapter_) return;
  const bool another = chapter.id != chapter_.id;
  const int at = verticalScrollBar()->value();
  chapter_ = chapter;
  hits_.clear();
  present_.reset();
  setAccessibleName(tr("Chapter: %1").arg(chapter.title));
  draw();
  verticalScrollBar()->setValue(another ? 0 : at);
}

void ChapterView::draw() {
  drawing_ = true;
  clear();
  QTextCursor cursor(document());
  cursor.beginEditBlock();
  for (std::size_t n = 0; n < chapter_.paragraphs.size(); ++n) {
    const auto& paragraph = chapter_.paragraphs[n];
    if (n > 0) cursor.insertBlock();
    auto block = blockOf(paragraph.shape);
    if (n > 0 && paragraph.shape == manual_page::Shape::kCode && chapter_.paragraphs[n - 1].shape != manual_page::Shape::kCode)
      block.setTopMargin(theme::kSpaceSmall);
    cursor.setBlockFormat(block);
    for (const auto& run : paragraph.runs) cursor.insertText(run.text, formatOf(paragraph.shape, run.face));
  }
  cursor.endEditBlock();
  moveCursor(QTextCursor::Start);
  drawing_ = false;
  fitLines();
  drawMarks();
}

void ChapterView::mark(const std::vector<Hit>& hits, const Hit* present) {
  const auto meant = present != nullptr ? std::optional(*present) : std::nullopt;
  if (hits == hits_ && meant == present_) return;
  hits_ = hits;
  present_ = meant;
  drawMarks();
  if (!present_) return;
  auto cursor = textCursor();
  cursor.setPosition(static_cast<int>(present_->from));
  cursor.setPosition(static_cast<int>(present_->from + present_->length), QTextCursor::KeepAnchor);
  setTextCursor(cursor);
  ensureCursorVisible();
}

void ChapterView::drawMarks() {
  const auto& palette = theme::shownPalette();
  QList<ExtraSelection> marks;
  for (const auto& hit : hits_) {
    ExtraSelection mark;
    mark.cursor = QTextCursor(document());
    mark.cursor.setPosition(static_cast<int>(hit.from));
    mark.cursor.setPosition(static_cast<int>(hit.from + hit.length), QTextCursor::KeepAnchor);
    const bool meant = present_ && *present_ == hit;
    mark.format.setBackground(meant ? palette.accent.ink : palette.warn.ground);
    if (meant) mark.format.setForeground(palette.accentInk);
    marks << mark;
  }
  setExtraSelections(marks);
}

void ChapterView::fitLines() {
  const int widest = fontMetrics().averageCharWidth() * kWidestInLetters;
  setLineWrapColumnOrWidth(std::min(viewport()->width(), widest));
}

/// Fonts and colours stand in the document: another look is another document.
void ChapterView::changeEvent(QEvent* event) {
  QTextEdit::changeEvent(event);
  const auto type = event->type();
  if (drawing_ || (type != QEvent::PaletteChange && type != QEvent::StyleChange && type != QEvent::FontChange)) return;
  const int at = verticalScrollBar()->value();
  draw();
  verticalScrollBar()->setValue(at);
}

void ChapterView::resizeEvent(QResizeEvent* event) {
  QTextEdit::resizeEvent(event);
  fitLines();
}

}  // namespace hookline::manual_page
