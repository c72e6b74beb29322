#pragma once
#include <QWidget>

#include "simulator_page/sent_model.h"

class QLabel;
class QPushButton;

namespace hookline::widgets {
class DataTable;
}

namespace hookline::simulator_page {

/// Where it went: a sentence, the numbers since the page was opened, and each delivery.
class SentPanel final : public QWidget {
  Q_OBJECT
 public:
  /// `model` outlives it.
  explicit SentPanel(SentModel& model, QWidget* parent = nullptr);

  QPushButton& showButton() { return *show_; }
  widgets::DataTable& table() { return *table_; }

 signals:
  void opened(hookline::model::DeliveryId id);

 private:
  void refresh();

  SentModel& model_;
  QLabel* sentence_;
  QLabel* numbers_;
  QPushButton* show_;
  widgets::DataTable* table_;
};

}  // namespace hookline::simulator_page
