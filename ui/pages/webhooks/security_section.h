#pragma once
#include "webhooks_page/section.h"

class QComboBox;

namespace hookline::webhooks_page {

/// How the receiver knows us and we know it, and how long a receiver may be away.
class SecuritySection final : public Section {
  Q_OBJECT
 public:
  explicit SecuritySection(QWidget* parent = nullptr);

  void show(const WebhookForm& form) override;
  void collect(WebhookForm& form) const override;
  void revert(const FieldId& field, const WebhookForm& saved) override;

 private:
  QComboBox* signing_;
  FieldBox* signingBox_;
  QLineEdit* longestHold_;
  QPlainTextEdit* authorities_;
};

}  // namespace hookline::webhooks_page
