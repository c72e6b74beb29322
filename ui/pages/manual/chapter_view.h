#pragma once
#include <QTextEdit>

#include "manual_page/chapter_search.h"

namespace hookline::manual_page {

/// A chapter as a person reads it. What stands in it is put there as text, with formats of our own: nothing of it is markup or a link.
/// Read-only; can be selected and reached by Tab, which also leaves it.
class ChapterView final : public QTextEdit {
  Q_OBJECT
 public:
  explicit ChapterView(QWidget* parent = nullptr);

  /// From its top; the same chapter again stays where it was read.
  void show(const Chapter& chapter);
  /// All of them in this chapter, and which one is meant now (null: none), which is brought into sight.
  void mark(const std::vector<Hit>& hits, const Hit* present);

 protected:
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void draw();
  void drawMarks();
  void fitLines();

  Chapter chapter_;
  std::vector<Hit> hits_;
  std::optional<Hit> present_;
  bool drawing_ = false;
};

}  // namespace hookline::manual_page
