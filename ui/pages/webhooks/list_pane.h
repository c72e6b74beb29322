#pragma once
#include <QFrame>
#include <optional>

#include "model/ids.h"

class QLineEdit;
class QListView;
class QPushButton;

namespace hookline::webhooks_page {

class WebhookListModel;

/// The left side: search, the webhooks, a new one. Which one is current is shown, and wished for by the person; the page decides.
class ListPane final : public QFrame {
  Q_OBJECT
 public:
  /// `model` outlives it.
  explicit ListPane(WebhookListModel& model, QWidget* parent = nullptr);

  /// None: nothing is marked. Says nothing.
  void setCurrent(std::optional<model::WebhookId> id);
  void focusSearch();
  void focusList();
  QPushButton& newButton() { return *new_; }

 signals:
  void wished(hookline::model::WebhookId id);
  void newWished();

 private:
  WebhookListModel& model_;
  QLineEdit* search_;
  QListView* list_;
  QPushButton* new_;
  bool quiet_ = false;
  std::optional<model::WebhookId> current_;
};

}  // namespace hookline::webhooks_page
