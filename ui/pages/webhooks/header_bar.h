#pragma once
#include <QFrame>

#include "widgets/chip.h"

class QAction;
class QLabel;
class QMenu;
class QPushButton;

namespace hookline::widgets {
class ElidedLabel;
class StatusChip;
}  // namespace hookline::widgets

namespace hookline::webhooks_page {

/// The line above the editor: which webhook, how it fares, what is unsaved, and what can be done with it.
class HeaderBar final : public QFrame {
  Q_OBJECT
 public:
  /// What is shown of the webhook that is edited.
  struct Shown {
    QString title;
    widgets::Chip chip;
    QString unsaved;  ///< "unsaved changes, 1 field to mend"; empty: nothing is
    bool exists = false;
    bool dirty = false;
    bool stopped = false;   ///< paused or on hold: it can be resumed instead
    QString whyNotEdit;     ///< empty: may be saved and deleted
    QString whyNotOperate;  ///< empty: may be paused and resumed
    QString whyNotTest;     ///< empty: may be tested
  };

  explicit HeaderBar(QWidget* parent = nullptr);

  /// Nothing is edited.
  void showNothing(const QString& title);
  void showWebhook(const Shown& shown);

 signals:
  void testWished();
  void pauseWished(int minutes);  ///< 0: until it is resumed; -1: until tomorrow morning
  void resumeWished();
  void duplicateWished();
  void deleteWished();
  void revertWished();
  void saveWished();

 private:
  void addPause(const QString& label, int minutes);

  widgets::ElidedLabel* title_;
  widgets::StatusChip* chip_;
  QLabel* unsaved_;
  QPushButton* test_;
  QPushButton* pause_;
  QPushButton* resume_;
  QPushButton* more_;
  QPushButton* revert_;
  QPushButton* save_;
  QMenu* pauseMenu_;
  QAction* duplicate_;
  QAction* delete_;
};

}  // namespace hookline::webhooks_page
