#pragma once
#include <optional>

#include "client/types.h"
#include "widgets/card.h"

class QLabel;
class QPushButton;

namespace hookline::widgets {
class StatusChip;
}

namespace hookline::webhooks_page {

/// What came of the last test.
class TestCard final : public widgets::Card {
  Q_OBJECT
 public:
  /// The webhook as it is saved, or as it stands in the form.
  enum class Tested { kSaved, kForm };

  explicit TestCard(QWidget* parent = nullptr);

  /// Nothing was tested yet; `service`: whom it goes to, empty for a receiver of one's own.
  void showNone(const QString& service);
  void showSending();
  void showOutcome(const client::TestOutcome& outcome, Tested tested);
  /// The call itself came to nothing.
  void showFailure(const QString& why);
  QString sentence() const;

 signals:
  void deliveryWished(hookline::model::DeliveryId id);

 private:
  widgets::StatusChip* chip_;
  QLabel* sentence_;
  QPushButton* show_;
  std::optional<model::DeliveryId> delivery_;
};

}  // namespace hookline::webhooks_page
