#include "webhooks_page/settings_section.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "models/delivery_words.h"
#include "theme/metrics.h"
#include "theme/tool_tip.h"
#include "webhooks_page/setting_checks.h"
#include "webhooks_page/setting_input.h"
#include "webhooks_page/value_look_up.h"

namespace hookline::webhooks_page {
namespace {

using models::plain;

bool isUrl(const client::SettingField& field) { return field.name == kUrlSetting; }

/// Where it is found or what it does, and what counts while nothing is typed.
QString hintOf(const client::SettingField& field) {
  auto hint = plain(field.help);
  const bool typed =
      field.kind == model::SettingKind::kText || field.kind == model::SettingKind::kNumber || field.kind == model::SettingKind::kUrl;
  if (typed && !field.preset.empty()) hint += QLatin1Char(' ') + SettingsSection::tr("Left empty it is %1.").arg(plain(field.preset));
  return hint.trimmed();
}

}  // namespace

SettingsSection::SettingsSection(QWidget* parent)
    : Section(parent),
      unknown_(new QLabel(tr("What this kind is to be told is not known yet: the core has not said it. F5 asks again."), this)),
      plain_(new QVBoxLayout),
      more_(new QPushButton(this)),
      advanced_(new QWidget(this)),
      advancedColumn_(new QVBoxLayout(advanced_)),
      allowHttp_(makeTick(QStringLiteral("serviceAllowHttpTick"), tr("Allow plain http (anybody on the way can read the events)"))),
      standIn_(new QPushButton(tr("Try it on stand-ins"), this)),
      goesToStandIn_(new QLabel(this)) {
  setObjectName(QStringLiteral("settingsSection"));
  unknown_->setObjectName(QStringLiteral("settingsUnknown"));
  unknown_->setProperty("role", "secondary");
  unknown_->setWordWrap(true);
  more_->setObjectName(QStringLiteral("advancedSettings"));
  more_->setCheckable(true);
  standIn_->setObjectName(QStringLiteral("tryStandIn"));
  goesToStandIn_->setObjectName(QStringLiteral("goesToStandIn"));
  goesToStandIn_->setProperty("role", "hint");
  goesToStandIn_->setTextFormat(Qt::PlainText);
  goesToStandIn_->setWordWrap(true);
  for (auto* link : {more_, standIn_}) {
    link->setProperty("kind", "link");
    link->setAutoDefault(false);
  }
  for (auto* column : {plain_, advancedColumn_}) {
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::kSpace);
  }
  advancedColumn_->addWidget(allowHttp_);
  auto* line = new QHBoxLayout;
  line->addWidget(more_);
  line->addStretch(1);
  line->addWidget(standIn_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(theme::kSpace);
  column->addWidget(unknown_);
  column->addLayout(plain_);
  column->addLayout(line);
  column->addWidget(goesToStandIn_);
  column->addWidget(advanced_);
  connect(standIn_, &QPushButton::clicked, this, &SettingsSection::standInWished);
  connect(more_, &QPushButton::toggled, this, [this](bool open) { fold(!open); });
  // Whether plain http is allowed decides whether the address is right.
  connect(allowHttp_, &QCheckBox::clicked, this, [this] { emit left(Field::kUrl); });
  fold(true);
  showStandIn({});
}

void SettingsSection::showStandIn(const StandInOffer& offer) {
  standIn_->setVisible(offer.there);
  standIn_->setEnabled(offer.whyNot.isEmpty());
  standIn_->setToolTip(theme::tipText(
      offer.whyNot.isEmpty() ? tr("Starts a local copy of the service on the core's own computer and fills in what leads there. Nothing is "
                                  "saved by itself; Revert takes it back.")
                             : offer.whyNot));
  goesToStandIn_->setText(offer.going);
  goesToStandIn_->setVisible(!offer.going.isEmpty());
}

void SettingsSection::setIntegration(const client::Integration* integration) {
  unknown_->setVisible(integration == nullptr);
  more_->setVisible(integration != nullptr);
  const auto kind = integration != nullptr ? std::optional(integration->kind) : std::nullopt;
  if (kind == kind_) return;
  kind_ = kind;
  removeBoxes();
  inputs_.clear();
  if (integration != nullptr) build(*integration);
}

void SettingsSection::build(const client::Integration& integration) {
  for (const auto& field : integration.fields) addInput(field);
  for (auto* column : {plain_, advancedColumn_})
    for (int at = 0; at < column->count(); ++at)
      if (auto* box = column->itemAt(at)->widget()) box->show();
  more_->setChecked(false);
  fold(true);
}

void SettingsSection::addInput(const client::SettingField& field) {
  auto* input = new SettingInput(field, this);
  inputs_.push_back(input);
  const FieldId id = isUrl(field) ? FieldId{Field::kUrl} : FieldId{Field::kSetting, field.name};
  const auto label = input->labelsItself() ? QString() : field.required ? tr("%1 *").arg(plain(field.label)) : plain(field.label);
  auto* box = addBox(id, label, input);
  box->setHint(hintOf(field));
  box->watch(input->input());
  connect(input, &SettingInput::inputMade, box, &FieldBox::watch);
  connect(input, &SettingInput::edited, this, &SettingsSection::edited);
  connect(input, &SettingInput::chosen, this, [this, id] { emit left(id); });
  if (const auto* lookUp = input->lookUp()) {
    connect(lookUp, &ValueLookUp::wished, this, [this, name = field.name] { emit valuesWished(name); });
    connect(lookUp, &ValueLookUp::givenUp, this, &SettingsSection::valuesGivenUp);
  }
  if (field.advanced)
    advancedColumn_->insertWidget(advancedColumn_->count() - 1, box);
  else
    plain_->addWidget(box);
}

void SettingsSection::fold(bool folded) {
  advanced_->setVisible(!folded);
  more_->setText(folded ? tr("Show advanced settings") : tr("Hide advanced settings"));
}

ValueLookUp* SettingsSection::lookUp(const std::string& field) const {
  const auto at = std::find_if(inputs_.begin(), inputs_.end(), [&field](const SettingInput* one) { return one->field().name == field; });
  return at == inputs_.end() ? nullptr : (*at)->lookUp();
}

void SettingsSection::giveUpLookUps() {
  for (const auto* input : inputs_)
    if (auto* lookUp = input->lookUp(); lookUp != nullptr && lookUp->asking()) lookUp->showIdle();
}

void SettingsSection::unfold() { more_->setChecked(true); }

void SettingsSection::showInput(SettingInput& input, const WebhookForm& form) {
  if (!isUrl(input.field())) {
    const auto found = form.settings.find(input.field().name);
    return input.show(found == form.settings.end() ? nullptr : &found->second);
  }
  const SettingEntry typed{SettingEntry::Shape::kText, form.url, {}};
  input.show(form.url.isEmpty() ? nullptr : &typed);
  if (form.url.endsWith(kMaskedValue)) input.showKept(form.url);
}

void SettingsSection::show(const WebhookForm& form) {
  maskedUrl_ = form.url.endsWith(kMaskedValue) ? form.url : QString();
  bool says = form.allowHttp;
  for (auto* input : inputs_) {
    showInput(*input, form);
    says = says || (input->field().advanced && form.settings.contains(input->field().name));
  }
  allowHttp_->setChecked(form.allowHttp);
  more_->setChecked(says);
}

void SettingsSection::collect(WebhookForm& form) const {
  if (!kind_ || form.kind != *kind_) return;
  for (const auto* input : inputs_) {
    const auto entry = input->entry();
    if (isUrl(input->field())) {
      form.url = !entry ? QString() : entry->text.isEmpty() ? maskedUrl_ : entry->text;
    } else if (entry) {
      form.settings[input->field().name] = *entry;
    } else {
      form.settings.erase(input->field().name);
    }
  }
  form.allowHttp = allowHttp_->isChecked();
}

void SettingsSection::revert(const FieldId& field, const WebhookForm& saved) {
  for (auto* input : inputs_)
    if (isUrl(input->field()) ? field.field == Field::kUrl : field.name == input->field().name) showInput(*input, saved);
}

}  // namespace hookline::webhooks_page
