#pragma once
#include "dead_letters_page/bulk_actions.h"
#include "dead_letters_page/dead_figures.h"
#include "dead_letters_page/dead_letter_feed.h"
#include "shell/page.h"

class QFrame;
class QLabel;
class QPushButton;
class QScrollArea;
class QSplitter;
class QStackedWidget;

namespace hookline::widgets {
class Banner;
class DataTable;
class EmptyState;
}  // namespace hookline::widgets

namespace hookline::dead_letters_page {

class GroupInspector;
class LetterInspector;
class LetterListView;
class JobsView;
class RunCard;

/// What Hookline gave up on: by cause on top, one by one below, and what can be done about it at the right (ui.md §1.5).
class DeadLettersPage final : public shell::Page {
  Q_OBJECT
 public:
  explicit DeadLettersPage(const shell::PageContext& context, QWidget* parent = nullptr);

  void shown() override;
  void hidden() override;
  void reload() override;
  void focusFilter() override;
  QList<QWidget*> panes() override;

 private:
  void build();
  QWidget* header();
  void buildRight();
  void listenToFigures();
  void listenToButtons();
  void listenToActions();
  void listenToJobs();
  void showJobs(bool shown);

  void onCounted();
  void onGrouped(const QString& trouble);
  void showTrouble();
  void showGroup(int row);
  void refreshGroup();
  void refreshReasons();
  void refreshBody();
  void begin(BulkKind kind, std::vector<model::DeliveryId> ids);
  void beginGroup(BulkKind kind);
  void onEnded(const BulkReport& report);

  const shell::PageContext context_;
  DeadGroupsModel groups_;
  DeadLetterListModel letters_;
  DeadFigures figures_;
  DeadLetterFeed feed_;
  BulkActions* actions_;
  QLabel* subtitle_;
  widgets::Banner* trouble_;
  // Each is made inside what holds it: to move a widget is to style all that is in it again.
  QStackedWidget* body_;
  widgets::EmptyState* empty_;
  QSplitter* panes_;
  QSplitter* left_;
  widgets::DataTable* groupTable_;
  LetterListView* list_;
  QScrollArea* right_;
  QFrame* details_;
  QStackedWidget* inspector_;
  GroupInspector* group_;
  LetterInspector* letter_;
  RunCard* run_;
  QPushButton* jobsButton_;
  JobsView* jobs_;
  std::optional<GroupKey> shownGroup_;
  QString groupTrouble_, listTrouble_, actionTrouble_;
  bool seen_ = false;
  bool jobsShown_ = false;
};

}  // namespace hookline::dead_letters_page
