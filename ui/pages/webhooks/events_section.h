#pragma once
#include "webhooks_page/event_chips.h"
#include "webhooks_page/section.h"

namespace hookline::webhooks_page {

/// What is sent.
class EventsSection final : public Section {
  Q_OBJECT
 public:
  explicit EventsSection(QWidget* parent = nullptr);

  void setTypes(const QStringList& types);
  void show(const WebhookForm& form) override;
  void collect(WebhookForm& form) const override;
  void revert(const FieldId& field, const WebhookForm& saved) override;

 private:
  void sayWhatMatches();

  EventChips* chips_;
  FieldBox* box_;
  QStringList types_;
};

}  // namespace hookline::webhooks_page
