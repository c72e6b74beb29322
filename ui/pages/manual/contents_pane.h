#pragma once
#include <QFrame>
#include <optional>

#include "manual_page/chapter_search.h"

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace hookline::manual_page {

/// The list of chapters, and the search through them: while there are words, only the chapters that hold all of them, and the way from one
/// hit to the next. Knows which chapter is read, and which hit is meant.
class ContentsPane final : public QFrame {
  Q_OBJECT
 public:
  explicit ContentsPane(QWidget* parent = nullptr);

  /// What is read and searched for stays as far as it is there.
  void setChapters(std::vector<Chapter> chapters);
  /// Also before its chapter is there. Ends a search, which might hide it.
  void choose(const QString& id);
  void focusSearch();
  void clearSearch();
  bool searches() const;
  /// To the next hit (1) or the one before (-1), in whichever chapter it is; after the last comes the first.
  void step(int by);

  /// Null: there is no chapter, or none that holds the words.
  const Chapter* chapter() const;
  /// Those in this chapter.
  std::vector<Hit> hits() const;
  /// Null: no hit is meant.
  const Hit* hit() const;

 signals:
  /// Another chapter, other hits or another one of them.
  void changed();

 private:
  void build();
  void search();
  void settle();
  void showCount();
  std::optional<std::size_t> current() const;
  std::optional<std::size_t> firstHitIn(std::size_t chapter) const;

  QLineEdit* search_;
  QListWidget* list_;
  QLabel* count_;
  QPushButton* before_;
  QPushButton* next_;
  std::vector<Chapter> chapters_;
  Found found_;
  std::optional<std::size_t> at_;  ///< which of found_.hits is meant
  QString id_;                     ///< whose chapter is read, or shall be as soon as it is there
  bool filling_ = false;
};

}  // namespace hookline::manual_page
