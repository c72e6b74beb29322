#pragma once
#include "webhooks_page/section.h"

class QComboBox;

namespace hookline::webhooks_page {

/// How fast it is sent, whether a conversation's events keep their order, and whether messages for people are gathered.
class LimitsSection final : public Section {
  Q_OBJECT
 public:
  explicit LimitsSection(QWidget* parent = nullptr);

  void show(const WebhookForm& form) override;
  void collect(WebhookForm& form) const override;
  void revert(const FieldId& field, const WebhookForm& saved) override;

  /// Of the form's kind; null while it is not known.
  void setIntegration(const client::Integration* integration);

 private:
  void sayOrder();

  QLineEdit* perSecond_;
  QLineEdit* burst_;
  QComboBox* order_;
  FieldBox* orderBox_;
  QLineEdit* gather_;
  FieldBox* gatherBox_;
};

}  // namespace hookline::webhooks_page
