#pragma once
#include "client/types.h"
#include "webhooks_page/section.h"

class QComboBox;
class QLabel;

namespace hookline::webhooks_page {

class RetryTimeLine;

/// How it is sent: when a failed delivery is tried again, how long an answer may take, how many go at once.
class SendingSection final : public Section {
  Q_OBJECT
 public:
  explicit SendingSection(QWidget* parent = nullptr);

  void show(const WebhookForm& form) override;
  void collect(WebhookForm& form) const override;
  void revert(const FieldId& field, const WebhookForm& saved) override;

  void showSchedule(base::Millis first, const client::RetrySchedule& schedule);
  /// Why there is none now.
  void showNoSchedule(const QString& why);

 private:
  QWidget* makeNumbers();
  QWidget* makeList();
  void showChoice();

  QComboBox* choice_;
  QLineEdit* timeout_;
  QLineEdit* atOnce_;
  QLineEdit* retries_;
  QLineEdit* firstDelay_;
  QLineEdit* growth_;
  QLineEdit* longestDelay_;
  QLineEdit* delays_;
  QCheckBox* spread_;
  QCheckBox* everyFailure_;
  QWidget* numbers_;
  QWidget* list_;
  RetryTimeLine* timeLine_;
  QLabel* sentence_;
};

}  // namespace hookline::webhooks_page
