#pragma once
#include <QWidget>

#include "client/types.h"
#include "overview_page/figure_words.h"
#include "overview_page/health_model.h"

class QButtonGroup;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace hookline::widgets {
class Banner;
class DataTable;
class Tile;
}  // namespace hookline::widgets

namespace hookline::overview_page {

class AddressRow;
class TimeChart;

/// How everything fares: what needs a person, four numbers, two charts, and each webhook. Shows what it is given, asks for nothing.
class Dashboard final : public QWidget {
  Q_OBJECT
 public:
  explicit Dashboard(QWidget* parent = nullptr);

  void show(const Figures& figures);
  void sortWorstFirst() { model_.sortWorstFirst(); }
  /// Why what is shown is old ("not connected, as of 14:02:11"); empty: it is not.
  void setStale(const QString& why);
  /// Why nothing can be paused now; empty: it can.
  void setPauseReason(const QString& why);
  AddressRow& address() { return *address_; }

 signals:
  void rangeWished(hookline::overview_page::Range range);
  void deliveriesWished(const hookline::client::DeliveryFilter& filter);
  void deadLettersWished();
  void webhookWished(hookline::model::WebhookId id);
  void pauseWished(const hookline::overview_page::ActionWords& what);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  QWidget* header();
  QWidget* charts();
  QWidget* table();
  void build();
  void listen();
  void showAction(const Figures& figures);
  void fillBanner(const ActionWords& words);
  void fitTable();

  HealthModel model_;
  QLabel* stale_;
  QButtonGroup* ranges_;
  widgets::Banner* action_;
  widgets::Tile* delivered_;
  widgets::Tile* waiting_;
  widgets::Tile* dead_;
  widgets::Tile* slow_;
  TimeChart* rates_;
  TimeChart* times_;
  widgets::DataTable* table_;
  AddressRow* address_;
  QLabel* deliveredTitle_ = nullptr;
  QPushButton* pause_ = nullptr;  ///< of the banner's present buttons
  std::optional<ActionWords> shownAction_;
  QString whyNoPause_;
  Range shownRange_ = Range::kHour;
};

}  // namespace hookline::overview_page
