#pragma once
#include <optional>
#include <vector>

#include "webhooks_page/section.h"

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace hookline::webhooks_page {

class SettingInput;
class ValueLookUp;

/// The way to a stand-in for the service.
struct StandInOffer {
  bool there = false;  ///< the core may have one
  QString whyNot;      ///< why it cannot be taken now; empty: it can
  QString going;       ///< a sentence: where the form leads in place of the service; empty: to the service
};

/// What a kind of webhook is to be told beside its events, made from its descriptor; advanced fields are folded until one of them says
/// something. Shown for every kind but custom.
class SettingsSection final : public Section {
  Q_OBJECT
 public:
  explicit SettingsSection(QWidget* parent = nullptr);

  /// Null: the kind is not known (yet), and nothing can be set.
  void setIntegration(const client::Integration* integration);
  void show(const WebhookForm& form) override;
  void collect(WebhookForm& form) const override;
  void revert(const FieldId& field, const WebhookForm& saved) override;
  /// Brings the box of a folded field to light.
  void unfold();
  void showStandIn(const StandInOffer& offer);
  /// Null: there is no such field, or its values cannot be looked up.
  ValueLookUp* lookUp(const std::string& field) const;
  /// None of them asks any more.
  void giveUpLookUps();

 signals:
  void standInWished();
  /// What the service has for this setting.
  void valuesWished(const std::string& field);
  void valuesGivenUp();

 private:
  void build(const client::Integration& integration);
  void addInput(const client::SettingField& field);
  void fold(bool folded);
  void showInput(SettingInput& input, const WebhookForm& form);

  QLabel* unknown_;
  QVBoxLayout* plain_;
  QPushButton* more_;
  QWidget* advanced_;
  QVBoxLayout* advancedColumn_;
  QCheckBox* allowHttp_;
  QPushButton* standIn_;
  QLabel* goesToStandIn_;
  std::vector<SettingInput*> inputs_;
  std::optional<model::WebhookKind> kind_;
  QString maskedUrl_;  ///< what the core shows of an address that is a secret
};

}  // namespace hookline::webhooks_page
