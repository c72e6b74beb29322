#pragma once
#include "models/delivery_list_model.h"
#include "widgets/data_table.h"

class QPushButton;

namespace hookline::deliveries_page {

/// The live list. Scrolled to the top it follows what comes in; anywhere else, or with a row selected, what is looked at stays where it
/// is, and a button says how many are new. Thread: the GUI thread.
class LiveTable final : public widgets::DataTable {
  Q_OBJECT
 public:
  explicit LiveTable(models::DeliveryListModel& model, QWidget* parent = nullptr);

  /// Round each change of the model: notes what stands at the top, and puts it back there.
  void holdStill();
  void letGo();
  bool following() const;
  void followAgain();
  /// Another list begins: from its newest row, none of them fresh.
  void toTop();
  void select(model::DeliveryId id);
  /// Of the current row, when one is selected.
  std::optional<model::DeliveryId> selected() const;

 signals:
  /// Another delivery was selected by the person, or none.
  void chosen();
  /// The end of the list is in sight.
  void nearEnd();

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void countFresh(int first, int last);
  void placePill();
  void onScrolled();
  void onCurrentChanged();

  models::DeliveryListModel& model_;
  QPushButton* pill_;
  int fresh_ = 0;
  bool moving_ = false;  ///< we move the list ourselves
  // While the model changes: the row at the top of what is seen, and where on the screen.
  std::optional<model::DeliveryId> anchor_;
  int anchorOffset_ = 0;
};

}  // namespace hookline::deliveries_page
