#pragma once
#include "webhooks_page/section.h"

class QPushButton;
class QTableWidget;

namespace hookline::webhooks_page {

class HeaderCellDelegate;

/// What is sent along in each request's head: a table of names and values.
class HeadersSection final : public Section {
  Q_OBJECT
 public:
  explicit HeadersSection(QWidget* parent = nullptr);

  void show(const WebhookForm& form) override;
  void collect(WebhookForm& form) const override;
  void finish() override;
  void revert(const FieldId& field, const WebhookForm& saved) override;
  /// The line that is wrong, or -1.
  void mark(int row);

 private:
  void addLine(const PairLine& line);
  void removeLine();
  void fit();

  QTableWidget* table_;
  HeaderCellDelegate* cells_;
  QPushButton* add_;
  QPushButton* remove_;
  FieldBox* box_;
};

}  // namespace hookline::webhooks_page
