#pragma once
#include <QWidget>
#include <optional>

#include "client/types.h"
#include "webhooks_page/form_checks.h"

class QPushButton;

namespace hookline::webhooks_page {

class ActionsSection;
class EventsSection;
class FieldBox;
class FilterSection;
class HeadersSection;
class MessageSection;
class Section;
class LimitsSection;
class SendingSection;
class SettingsSection;
struct StandInOffer;
class TargetSection;
class ValueLookUp;

/// The form: shows it, reads it, and marks what is wrong. A field is checked when it is left, never while it is typed into; what the core
/// refused stays marked until its field was changed and left.
class WebhookEditor final : public QWidget {
  Q_OBJECT
 public:
  /// `messages` is of the form too, and stands elsewhere.
  explicit WebhookEditor(MessageSection& messages, QWidget* parent = nullptr);

  void setTypes(const std::vector<client::EventType>& types);
  /// What the kinds of webhooks are told; it outlives the editor. The form stays as it is.
  void setIntegrations(const std::vector<client::Integration>& integrations);
  /// The kind that is edited; null: the core has not said it.
  const client::Integration* integration() const;
  /// `saved`: what the form is compared with and goes back to; a copy is kept. `webhook`: as the core has it; null for one to be made.
  void show(const WebhookForm& form, const WebhookForm& saved, const model::Webhook* webhook);
  /// The form on screen is what is saved now, without touching it.
  void rebase(const WebhookForm& saved, const model::Webhook* webhook);
  const WebhookForm& form() const { return form_; }

  /// Takes over what is still being typed.
  void finish();
  /// Checks all fields; the first that is wrong gets the focus. True: nothing is wrong.
  bool checkAll();
  /// Answers what of it has no field here.
  QString showRefused(const Refusal& refusal);
  /// What stops it from being sent, by the names of its fields; nothing is marked.
  QStringList unfit() const;
  int problemCount() const;
  FieldBox* box(const FieldId& field) const;
  void focusFirst();
  /// Disabled fields keep what they show; `why` is their tooltip.
  void setEditable(bool editable, const QString& why);

  /// Without it no way to the manual is offered.
  void setManualOffered(bool offered);
  // As in SettingsSection.
  void showStandIn(const StandInOffer& offer);
  ValueLookUp* lookUp(const std::string& field) const;
  void giveUpLookUps();
  /// `saved`: the outcome compares with a webhook that the core has.
  void showWhatIf(const client::WhatIf& outcome, bool saved);
  void showNoWhatIf(const QString& why);
  void showSchedule(base::Millis first, const client::RetrySchedule& schedule);
  void showNoSchedule(const QString& why);

 signals:
  void edited();
  /// A field was left and checked, or all were.
  void checked();
  /// Other fields stand there than before.
  void rebuilt();
  /// The manual is to be opened at the kind that is edited.
  void manualWished();
  /// The form is to lead to a stand-in for the service.
  void standInWished();
  void valuesWished(const std::string& field);
  void valuesGivenUp();
  /// The tries may come at other times: ask the core.
  void scheduleChanged();
  /// It may take other events: ask the core.
  void matchChanged();

 private:
  void build();
  void showKind();
  void onEdited();
  void onLeft(const FieldId& field);
  void onEscaped(const FieldId& field);
  void mark(const FieldId& field, const QString& problem);
  QString checkOf(const FieldId& field) const;
  void enter(const FieldId& field);
  void announceSchedule();
  void announceMatch();

  MessageSection& messages_;
  const std::vector<client::Integration>* integrations_ = nullptr;
  TargetSection* target_;
  QPushButton* manual_;
  SettingsSection* settings_;
  ActionsSection* actions_;
  EventsSection* events_;
  FilterSection* filter_;
  LimitsSection* limits_;
  SendingSection* sending_;
  HeadersSection* headers_;
  std::vector<Section*> sections_;
  WebhookForm form_;
  WebhookForm saved_;
  std::optional<model::Webhook> webhook_;
  Problems refused_;  ///< by the core, for `refusedForm_`
  WebhookForm refusedForm_;
  bool manualOffered_ = false;
  std::optional<model::RetryPolicy> announced_;
  std::optional<WebhookForm> matchAnnounced_;
};

}  // namespace hookline::webhooks_page
