#pragma once
#include <chrono>

#include "shell/page.h"
#include "widgets/card.h"

class QComboBox;
class QLabel;
class QPushButton;

namespace hookline::webhooks_page {

/// The secret that the receiver checks signatures with: shown while a button is held down, and made anew.
class SecretCard final : public widgets::Card {
  Q_OBJECT
 public:
  explicit SecretCard(const shell::PageContext& context, QWidget* parent = nullptr);

  void setWebhook(const client::WebhookView& view);
  /// Empty: it may be seen and made anew.
  void setRefusal(const QString& why);

 signals:
  void rotated();

 private:
  void reveal();
  void hideSecret();
  void askRotation();
  void rotate(std::chrono::seconds overlap);

  shell::PageContext context_;
  model::WebhookId webhook_;
  QString name_;
  QLabel* value_;
  QLabel* age_;
  QPushButton* reveal_;
  QComboBox* overlap_;
  QPushButton* rotate_;
};

}  // namespace hookline::webhooks_page
