#pragma once
#include "webhooks_page/section.h"

namespace hookline::webhooks_page {

/// Who is told: name, chatbot, address, and whether it takes events at all.
class TargetSection final : public Section {
  Q_OBJECT
 public:
  explicit TargetSection(QWidget* parent = nullptr);

  void show(const WebhookForm& form) override;
  void collect(WebhookForm& form) const override;
  void revert(Field field, const WebhookForm& saved) override;

 private:
  QLineEdit* name_;
  QLineEdit* kind_;
  QLineEdit* chatbot_;
  QLineEdit* url_;
  QCheckBox* enabled_;
  QCheckBox* test_;
  QCheckBox* allowHttp_;
};

}  // namespace hookline::webhooks_page
