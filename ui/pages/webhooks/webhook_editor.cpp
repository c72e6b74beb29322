#include "webhooks_page/webhook_editor.h"

#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "models/delivery_words.h"
#include "theme/metrics.h"
#include "theme/mnemonic.h"
#include "theme/tool_tip.h"
#include "webhooks_page/actions_section.h"
#include "webhooks_page/events_section.h"
#include "webhooks_page/filter_section.h"
#include "webhooks_page/headers_section.h"
#include "webhooks_page/limits_section.h"
#include "webhooks_page/message_section.h"
#include "webhooks_page/security_section.h"
#include "webhooks_page/sending_section.h"
#include "webhooks_page/settings_section.h"
#include "webhooks_page/target_section.h"

namespace hookline::webhooks_page {
namespace {

constexpr Field kRetryFields[] = {Field::kRetries, Field::kFirstDelay, Field::kGrowth, Field::kLongestDelay, Field::kDelays};

bool isOfRetry(Field field) {
  return field == Field::kRetry || std::find(std::begin(kRetryFields), std::end(kRetryFields), field) != std::end(kRetryFields);
}

/// Whether a core's refusal of a field may still hold.
bool sameField(const FieldId& id, const WebhookForm& a, const WebhookForm& b) {
  const auto setting = [&id](const WebhookForm& form) {
    const auto found = form.settings.find(id.name);
    return found == form.settings.end() ? std::nullopt : std::optional(found->second);
  };
  switch (id.field) {
    case Field::kSetting:
      return setting(a) == setting(b);
    case Field::kName:
      return a.name == b.name;
    case Field::kChatbot:
      return a.chatbot == b.chatbot;
    case Field::kUrl:
      return a.url == b.url && a.allowHttp == b.allowHttp && a.settings == b.settings;
    case Field::kEvents:
      return a.events == b.events && a.typedEvent == b.typedEvent;
    case Field::kFilter:
      return a.conditions == b.conditions;
    case Field::kPerSecond:
      return a.perSecond == b.perSecond;
    case Field::kBurst:
      return a.burst == b.burst;
    case Field::kOrdering:
      return a.ordering == b.ordering;
    case Field::kGather:
      return a.gather == b.gather;
    case Field::kHeaders:
      return a.headers == b.headers;
    case Field::kSigning:
      return a.signing == b.signing;
    case Field::kTimeout:
      return a.timeout == b.timeout;
    case Field::kAtOnce:
      return a.atOnce == b.atOnce;
    case Field::kLongestHold:
      return a.longestHold == b.longestHold;
    case Field::kAuthorities:
      return a.authorities == b.authorities;
    default:
      return a.retry == b.retry && a.retries == b.retries && a.firstDelay == b.firstDelay && a.growth == b.growth &&
             a.longestDelay == b.longestDelay && a.delays == b.delays;
  }
}

}  // namespace

WebhookEditor::WebhookEditor(MessageSection& messages, QWidget* parent) : QWidget(parent), messages_(messages) {
  setObjectName(QStringLiteral("webhookEditor"));
  build();
  showKind();
  show(newForm(), newForm(), nullptr);
}

void WebhookEditor::build() {
  target_ = new TargetSection(this);
  manual_ = new QPushButton(this);
  manual_->setObjectName(QStringLiteral("howToSetUp"));
  manual_->setProperty("kind", "link");
  manual_->setAutoDefault(false);
  manual_->setToolTip(tr("Opens the manual at this kind"));
  settings_ = new SettingsSection(this);
  actions_ = new ActionsSection(this);
  events_ = new EventsSection(this);
  sending_ = new SendingSection(this);
  headers_ = new HeadersSection(this);
  filter_ = new FilterSection(this);
  limits_ = new LimitsSection(this);
  sections_ = {target_, settings_, actions_, events_, filter_, sending_, limits_, headers_, new SecuritySection(this), &messages_};
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(theme::kSpaceWide);
  for (auto* section : sections_) {
    if (section != &messages_) column->addWidget(section);
    // Not inside a section: it is also for those who may only look.
    if (section == target_) column->addWidget(manual_, 0, Qt::AlignLeft);
    connect(section, &Section::edited, this, &WebhookEditor::onEdited);
    connect(section, &Section::left, this, &WebhookEditor::onLeft);
    connect(section, &Section::escaped, this, &WebhookEditor::onEscaped);
  }
  column->addStretch(1);
  connect(manual_, &QPushButton::clicked, this, &WebhookEditor::manualWished);
  connect(settings_, &SettingsSection::standInWished, this, &WebhookEditor::standInWished);
  connect(settings_, &SettingsSection::valuesWished, this, &WebhookEditor::valuesWished);
  connect(settings_, &SettingsSection::valuesGivenUp, this, &WebhookEditor::valuesGivenUp);
}

void WebhookEditor::setTypes(const std::vector<client::EventType>& types) {
  QStringList names;
  for (const auto& type : types) names << models::plain(type.type);
  events_->setTypes(names);
  actions_->setTypes(names);
  messages_.setTypes(types);
}

void WebhookEditor::setIntegrations(const std::vector<client::Integration>& integrations) {
  integrations_ = &integrations;
  showKind();
  for (auto* section : std::initializer_list<Section*>{settings_, actions_, &messages_}) section->show(form_);
}

const client::Integration* WebhookEditor::integration() const {
  if (integrations_ == nullptr) return nullptr;
  const auto at =
      std::find_if(integrations_->begin(), integrations_->end(), [this](const client::Integration& one) { return one.kind == form_.kind; });
  return at == integrations_->end() ? nullptr : &*at;
}

/// The fields of the form's kind.
void WebhookEditor::showKind() {
  const auto* kind = integration();
  const bool custom = isCustom(form_);
  target_->setIntegration(kind);
  settings_->setIntegration(custom ? nullptr : kind);
  actions_->setIntegration(custom ? nullptr : kind);
  limits_->setIntegration(kind);
  messages_.setIntegration(kind);
  manual_->setVisible(manualOffered_ && kind != nullptr);
  if (kind != nullptr) manual_->setText(theme::withoutMnemonic(tr("How to set up %1…").arg(models::plain(kind->title))));
  settings_->setVisible(!custom);
  actions_->setVisible(!custom);
  events_->setVisible(custom);
  headers_->setVisible(custom);
  emit rebuilt();
}

void WebhookEditor::show(const WebhookForm& form, const WebhookForm& saved, const model::Webhook* webhook) {
  rebase(saved, webhook);
  const bool sameKind = form.kind == form_.kind;
  form_ = form;
  refused_.clear();
  if (!sameKind) showKind();
  for (auto* section : sections_) section->show(form_);
  headers_->mark(-1);
  for (const auto* section : sections_)
    for (const auto& [field, box] : section->boxes()) box->setProblem({});
  announced_.reset();
  announceSchedule();
  matchAnnounced_.reset();
  announceMatch();
  emit checked();
}

void WebhookEditor::rebase(const WebhookForm& saved, const model::Webhook* webhook) {
  saved_ = saved;
  webhook_ = webhook ? std::optional(*webhook) : std::nullopt;
}

void WebhookEditor::onEdited() {
  for (const auto* section : sections_)
    if (!section->isHidden() || section == &messages_) section->collect(form_);
  emit edited();
}

QString WebhookEditor::checkOf(const FieldId& field) const { return check(field, form_, webhook_ ? &*webhook_ : nullptr, integration()); }

void WebhookEditor::onLeft(const FieldId& field) {
  onEdited();
  mark(field, checkOf(field));
  if (isOfRetry(field.field)) {
    // Another choice has other fields, and the longest wait hangs on the first.
    for (const auto other : kRetryFields)
      if (other != field.field && !box(other)->problem().isEmpty()) mark(other, checkOf(other));
    announceSchedule();
  }
  announceMatch();
  emit checked();
}

void WebhookEditor::onEscaped(const FieldId& field) {
  for (auto* section : sections_)
    if (section->boxes().contains(field)) section->revert(field, saved_);
  onLeft(field);
}

void WebhookEditor::mark(const FieldId& field, const QString& problem) {
  auto text = problem;
  const auto refused = refused_.find(field);
  if (refused != refused_.end() && sameField(field, form_, refusedForm_)) {
    if (text.isEmpty()) text = refused->second;
  } else if (refused != refused_.end()) {
    refused_.erase(refused);
  }
  box(field)->setProblem(text);
  if (field.field == Field::kHeaders) headers_->mark(wrongHeader(form_, webhook_ ? &*webhook_ : nullptr));
}

void WebhookEditor::finish() {
  for (auto* section : sections_) section->finish();
}

bool WebhookEditor::checkAll() {
  finish();
  onEdited();
  refused_.clear();
  const auto problems = check(form_, webhook_ ? &*webhook_ : nullptr, integration());
  for (const auto* section : sections_)
    for (const auto& [field, box] : section->boxes()) {
      const auto found = problems.find(field);
      mark(field, found == problems.end() ? QString() : found->second);
    }
  emit checked();
  if (problems.empty()) return true;
  enter(problems.begin()->first);
  return false;
}

QString WebhookEditor::showRefused(const Refusal& refusal) {
  QStringList rest;
  refused_ = refusal.fields;
  for (auto at = refused_.begin(); at != refused_.end();) {
    if (box(at->first) != nullptr) {
      ++at;
      continue;
    }
    rest << at->second;
    at = refused_.erase(at);
  }
  refusedForm_ = form_;
  for (const auto& [field, text] : Problems(refused_)) mark(field, {});
  messages_.showFaults(refusal.messages, MessageSection::Faults::kGoThere);
  emit checked();
  if (!refused_.empty()) enter(refused_.begin()->first);
  return rest.join(QLatin1Char(' '));
}

void WebhookEditor::enter(const FieldId& field) {
  auto* wrong = box(field);
  if (!wrong->isVisibleTo(this)) settings_->unfold();
  wrong->enter();
}

QStringList WebhookEditor::unfit() const {
  QStringList names;
  for (const auto& [field, problem] : check(form_, webhook_ ? &*webhook_ : nullptr, integration()))
    if (const auto* wrong = box(field)) names << wrong->name();
  return names;
}

int WebhookEditor::problemCount() const {
  int count = messages_.faultCount();
  for (const auto* section : sections_)
    for (const auto& [field, box] : section->boxes()) count += box->problem().isEmpty() ? 0 : 1;
  return count;
}

/// Events and addresses have a box for custom webhooks and one for the others: the one that is shown.
FieldBox* WebhookEditor::box(const FieldId& field) const {
  FieldBox* hidden = nullptr;
  for (const auto* section : sections_) {
    const auto found = section->boxes().find(field);
    if (found == section->boxes().end()) continue;
    if (!section->isHidden() && !found->second->isHidden()) return found->second;
    hidden = found->second;
  }
  return hidden;
}

void WebhookEditor::focusFirst() { box(Field::kName)->enter(); }

void WebhookEditor::setEditable(bool editable, const QString& why) {
  for (auto* section : sections_) {
    section->setEnabled(editable);
    section->setToolTip(editable ? QString() : theme::tipText(why));
  }
}

void WebhookEditor::announceSchedule() {
  for (const auto field : {Field::kRetries, Field::kFirstDelay, Field::kGrowth, Field::kLongestDelay, Field::kDelays}) {
    if (!check(field, form_, nullptr).isEmpty()) {
      announced_.reset();
      return showNoSchedule(tr("The times of the tries stand here as soon as the waits above are right."));
    }
  }
  const auto policy = policyOf(form_, webhook_ ? webhook_->retryPolicy : model::RetryPolicy{});
  if (announced_ == policy) return;
  announced_ = policy;
  emit scheduleChanged();
}

/// Whatever an event is matched by.
void WebhookEditor::announceMatch() {
  for (const auto field : {Field::kChatbot, Field::kEvents, Field::kFilter}) {
    if (check(field, form_, nullptr).isEmpty()) continue;
    matchAnnounced_.reset();
    return showNoWhatIf(tr("How many of the latest events it would take stands here as soon as the fields above are right."));
  }
  const auto same = [](const WebhookForm& a, const WebhookForm& b) {
    return a.chatbot == b.chatbot && a.events == b.events && a.typedEvent == b.typedEvent && a.conditions == b.conditions &&
           a.enabled == b.enabled;
  };
  if (matchAnnounced_ && same(*matchAnnounced_, form_)) return;
  matchAnnounced_ = form_;
  emit matchChanged();
}

void WebhookEditor::setManualOffered(bool offered) {
  manualOffered_ = offered;
  showKind();
}

void WebhookEditor::showStandIn(const StandInOffer& offer) { settings_->showStandIn(offer); }

ValueLookUp* WebhookEditor::lookUp(const std::string& field) const { return settings_->lookUp(field); }

void WebhookEditor::giveUpLookUps() { settings_->giveUpLookUps(); }

void WebhookEditor::showWhatIf(const client::WhatIf& outcome, bool saved) { filter_->showWhatIf(outcome, saved); }
void WebhookEditor::showNoWhatIf(const QString& why) { filter_->showNoWhatIf(why); }

void WebhookEditor::showSchedule(base::Millis first, const client::RetrySchedule& schedule) { sending_->showSchedule(first, schedule); }
void WebhookEditor::showNoSchedule(const QString& why) { sending_->showNoSchedule(why); }

}  // namespace hookline::webhooks_page
