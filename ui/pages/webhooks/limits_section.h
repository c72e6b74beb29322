#pragma once
#include "webhooks_page/section.h"

class QComboBox;

namespace hookline::webhooks_page {

/// How fast it is sent, and whether a conversation's events keep their order.
class LimitsSection final : public Section {
  Q_OBJECT
 public:
  explicit LimitsSection(QWidget* parent = nullptr);

  void show(const WebhookForm& form) override;
  void collect(WebhookForm& form) const override;
  void revert(const FieldId& field, const WebhookForm& saved) override;

 private:
  void sayOrder();

  QLineEdit* perSecond_;
  QLineEdit* burst_;
  QComboBox* order_;
  FieldBox* orderBox_;
};

}  // namespace hookline::webhooks_page
