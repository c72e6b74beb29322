#pragma once
#include "client/types.h"
#include "webhooks_page/section.h"

class QComboBox;
class QLabel;
class QPushButton;

namespace hookline::webhooks_page {

/// Which events of these types are sent: conditions on what they hold, and what that would have meant for the latest ones.
class FilterSection final : public Section {
  Q_OBJECT
 public:
  explicit FilterSection(QWidget* parent = nullptr);

  void show(const WebhookForm& form) override;
  void collect(WebhookForm& form) const override;
  void revert(const FieldId& field, const WebhookForm& saved) override;

  void showWhatIf(const client::WhatIf& outcome, bool saved);
  /// Why it cannot be told now.
  void showNoWhatIf(const QString& why);

 private:
  /// Lines are hidden, never deleted: the field box watches their inputs.
  struct Line {
    QWidget* row;
    QLineEdit* path;
    QComboBox* op;
    QLineEdit* value;
  };
  Line& makeLine();
  void setLine(Line& line, const ConditionLine& condition);
  void remove(std::size_t at);
  void fit();
  void changed();

  QWidget* input_;
  QPushButton* add_;
  QLabel* whatIf_;
  QLabel* which_;
  FieldBox* box_ = nullptr;
  std::vector<Line> lines_;
  std::size_t used_ = 0;
};

/// "Of the latest 1,000 events it would take 38 (212 as saved)."
QString whatIfSentence(const client::WhatIf& outcome, bool saved);

}  // namespace hookline::webhooks_page
