#pragma once
#include "client/types.h"
#include "widgets/card.h"

class QGridLayout;
class QLabel;
class QPushButton;

namespace hookline::webhooks_page {

/// How the webhook fares: what waits, what arrived in the last hour, when it last failed.
class FiguresCard final : public widgets::Card {
  Q_OBJECT
 public:
  explicit FiguresCard(QWidget* parent = nullptr);

  /// Null: not known.
  void setHealth(const client::Health* health);

 signals:
  void deliveriesWished();

 private:
  QLabel* addFigure(const QString& objectName, const QString& label);

  QGridLayout* grid_;
  QLabel* waiting_;
  QLabel* arrived_;
  QLabel* took_;
  QLabel* dead_;
  QLabel* lastFailure_;
};

}  // namespace hookline::webhooks_page
