#pragma once
#include <QTimer>

#include "models/live_deliveries.h"
#include "shell/page.h"

class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace hookline::widgets {
class EmptyState;
class Banner;
}  // namespace hookline::widgets

namespace hookline::deliveries_page {

class DeliveryInspector;
class FilterBar;
class LiveTable;

/// What was delivered to whom, live, and everything about one of them beside it.
class DeliveriesPage final : public shell::Page {
  Q_OBJECT
 public:
  explicit DeliveriesPage(const shell::PageContext& context, QWidget* parent = nullptr);

  void shown() override;
  void hidden() override;
  void showFilter(const client::DeliveryFilter& filter) override;
  void showDelivery(model::DeliveryId id) override;
  void reload() override;
  void focusFilter() override;
  QList<QWidget*> panes() override;

 protected:
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void build();
  QWidget* buildHead();
  void connectAll();
  void search();
  void count();
  void readWebhooks();
  void readTypes();
  void onLoaded(const QString& problem);
  void onChosen();
  void showEmptiness();
  void labelHead();

  const shell::PageContext context_;
  models::DeliveryListModel model_;
  models::LiveDeliveries live_;
  std::optional<model::DeliveryId> wanted_;  ///< to be selected as soon as the list has it
  bool loaded_ = false;
  bool countsAreOld_ = false;  ///< something changed while nobody saw the page
  QTimer tick_;
  QTimer counting_;

  QLabel* subtitle_ = nullptr;
  QPushButton* stopSearch_ = nullptr;
  QPushButton* pause_ = nullptr;
  FilterBar* filters_ = nullptr;
  widgets::Banner* problem_ = nullptr;
  QStackedWidget* stack_ = nullptr;
  widgets::EmptyState* empty_ = nullptr;
  QSplitter* splitter_ = nullptr;
  LiveTable* table_ = nullptr;
  DeliveryInspector* inspector_ = nullptr;
};

}  // namespace hookline::deliveries_page
