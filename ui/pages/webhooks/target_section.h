#pragma once
#include "webhooks_page/section.h"

namespace hookline::webhooks_page {

/// Who is told: name, kind, chatbot, address, and whether it takes events at all. The address of a kind other than custom is one of its
/// settings.
class TargetSection final : public Section {
  Q_OBJECT
 public:
  explicit TargetSection(QWidget* parent = nullptr);

  /// Null: the kind is not known (yet).
  void setIntegration(const client::Integration* integration);
  void show(const WebhookForm& form) override;
  void collect(WebhookForm& form) const override;
  void revert(const FieldId& field, const WebhookForm& saved) override;

 private:
  QLineEdit* name_;
  QLineEdit* kind_;
  QLineEdit* chatbot_;
  QLineEdit* url_;
  QCheckBox* enabled_;
  QCheckBox* test_;
  QCheckBox* allowHttp_;
  FieldBox* address_;
};

}  // namespace hookline::webhooks_page
