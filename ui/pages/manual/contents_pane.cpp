#include "manual_page/contents_pane.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QSet>
#include <QVBoxLayout>
#include <algorithm>
#include <iterator>
#include <utility>

#include "theme/metrics.h"

namespace hookline::manual_page {
namespace {

constexpr int kMostTyped = 100;
constexpr int kChapterRole = Qt::UserRole;

std::size_t chapterAt(const QListWidgetItem& item) { return static_cast<std::size_t>(item.data(kChapterRole).toULongLong()); }

QString numberWord(std::size_t number) { return QLocale().toString(static_cast<qulonglong>(number)); }

}  // namespace

ContentsPane::ContentsPane(QWidget* parent)
    : QFrame(parent),
      search_(new QLineEdit(this)),
      list_(new QListWidget(this)),
      count_(new QLabel(this)),
      before_(new QPushButton(tr("Previous"), this)),
      next_(new QPushButton(tr("Next"), this)) {
  setObjectName(QStringLiteral("manualContents"));
  setProperty("role", "pane");
  build();
  connect(search_, &QLineEdit::textChanged, this, &ContentsPane::search);
  connect(search_, &QLineEdit::returnPressed, this, [this] { step(1); });
  connect(before_, &QPushButton::clicked, this, [this] { step(-1); });
  connect(next_, &QPushButton::clicked, this, [this] { step(1); });
  connect(list_, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem* item) {
    if (filling_ || item == nullptr) return;
    id_ = chapters_[chapterAt(*item)].id;
    settle();
  });
  search();
}

void ContentsPane::build() {
  search_->setObjectName(QStringLiteral("manualSearch"));
  search_->setAccessibleName(tr("Search the manual"));
  search_->setPlaceholderText(tr("Search all chapters"));
  search_->setToolTip(tr("Ctrl+F. Enter or F3: the next hit; Shift+F3: the one before; Esc: no search"));
  search_->setClearButtonEnabled(true);
  search_->setMaxLength(kMostTyped);
  list_->setObjectName(QStringLiteral("manualList"));
  list_->setAccessibleName(tr("Chapters"));
  list_->setProperty("look", "chapters");
  list_->setUniformItemSizes(true);
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  count_->setObjectName(QStringLiteral("manualCount"));
  count_->setProperty("role", "hint");
  count_->setTextFormat(Qt::PlainText);
  count_->setWordWrap(true);
  before_->setObjectName(QStringLiteral("manualBefore"));
  before_->setToolTip(tr("Shift+F3"));
  next_->setObjectName(QStringLiteral("manualNext"));
  next_->setToolTip(tr("F3"));
  auto* steps = new QHBoxLayout;
  steps->setSpacing(theme::kSpaceSmall);
  for (auto* button : {before_, next_}) {
    button->setProperty("kind", "chip");
    button->setAutoDefault(false);
    steps->addWidget(button, 1);
  }
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(theme::kSpaceSmall, theme::kSpaceSmall, theme::kSpaceSmall, theme::kSpaceSmall);
  column->setSpacing(theme::kSpaceSmall);
  column->addWidget(search_);
  column->addWidget(list_, 1);
  column->addWidget(count_);
  column->addLayout(steps);
}

void ContentsPane::setChapters(std::vector<Chapter> chapters) {
  if (chapters == chapters_) return;
  chapters_ = std::move(chapters);
  search();
}

void ContentsPane::choose(const QString& id) {
  id_ = id;
  clearSearch();
  search();
}

void ContentsPane::focusSearch() {
  search_->setFocus(Qt::ShortcutFocusReason);
  search_->selectAll();
}

void ContentsPane::clearSearch() { search_->clear(); }

bool ContentsPane::searches() const { return !search_->text().trimmed().isEmpty(); }

/// Anew, whichever became others: the words or the chapters.
void ContentsPane::search() {
  found_ = findWords(chapters_, search_->text());
  std::vector<std::size_t> counts(chapters_.size());
  for (const auto& hit : found_.hits) ++counts[hit.chapter];
  filling_ = true;
  list_->clear();
  for (std::size_t n = 0; n < counts.size(); ++n) {
    if (searches() && counts[n] == 0) continue;
    const auto& chapter = chapters_[n];
    auto* item = new QListWidgetItem(searches() ? tr("%1 (%2)").arg(chapter.title, numberWord(counts[n])) : chapter.title, list_);
    item->setData(kChapterRole, static_cast<qulonglong>(n));
    if (id_ == chapter.id) list_->setCurrentItem(item);
  }
  if (list_->currentItem() == nullptr && list_->count() > 0) list_->setCurrentRow(0);
  filling_ = false;
  settle();
}

/// The first hit of the chapter that is read is meant.
void ContentsPane::settle() {
  const auto chapter = current();
  at_ = chapter ? firstHitIn(*chapter) : std::nullopt;
  showCount();
  emit changed();
}

void ContentsPane::step(int by) {
  const auto count = found_.hits.size();
  if (count == 0 || !at_) return;
  at_ = (*at_ + (by > 0 ? 1 : count - 1)) % count;
  const auto wanted = found_.hits[*at_].chapter;
  filling_ = true;
  for (int row = 0; row < list_->count(); ++row)
    if (chapterAt(*list_->item(row)) == wanted) list_->setCurrentRow(row);
  filling_ = false;
  id_ = chapters_[wanted].id;
  showCount();
  emit changed();
}

void ContentsPane::showCount() {
  QSet<std::size_t> found;
  for (const auto& hit : found_.hits) found << hit.chapter;
  const auto number = found_.more ? tr("%1 and more").arg(numberWord(found_.hits.size())) : numberWord(found_.hits.size());
  QString words;
  if (!at_)
    words = tr("Nothing is found.");
  else if (found.size() == 1)
    words = tr("Hit %1 of %2, in 1 chapter").arg(numberWord(*at_ + 1), number);
  else
    words = tr("Hit %1 of %2, in %3 chapters").arg(numberWord(*at_ + 1), number, numberWord(static_cast<std::size_t>(found.size())));
  count_->setText(words);
  for (auto* widget : std::initializer_list<QWidget*>{count_, before_, next_}) widget->setVisible(searches());
  for (auto* button : {before_, next_}) button->setEnabled(at_.has_value());
}

std::optional<std::size_t> ContentsPane::current() const {
  const auto* item = list_->currentItem();
  return item != nullptr ? std::optional(chapterAt(*item)) : std::nullopt;
}

std::optional<std::size_t> ContentsPane::firstHitIn(std::size_t chapter) const {
  const auto at = std::find_if(found_.hits.begin(), found_.hits.end(), [chapter](const Hit& hit) { return hit.chapter == chapter; });
  return at == found_.hits.end() ? std::nullopt : std::optional(static_cast<std::size_t>(at - found_.hits.begin()));
}

const Chapter* ContentsPane::chapter() const {
  const auto chapter = current();
  return chapter ? &chapters_[*chapter] : nullptr;
}

std::vector<Hit> ContentsPane::hits() const {
  std::vector<Hit> here;
  std::copy_if(found_.hits.begin(), found_.hits.end(), std::back_inserter(here),
               [chapter = current()](const Hit& hit) { return hit.chapter == chapter; });
  return here;
}

const Hit* ContentsPane::hit() const { return at_ ? &found_.hits[*at_] : nullptr; }

}  // namespace hookline::manual_page
