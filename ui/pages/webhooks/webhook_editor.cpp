#include "webhooks_page/webhook_editor.h"

#include <QVBoxLayout>
#include <algorithm>

#include "theme/metrics.h"
#include "theme/tool_tip.h"
#include "webhooks_page/events_section.h"
#include "webhooks_page/filter_section.h"
#include "webhooks_page/headers_section.h"
#include "webhooks_page/limits_section.h"
#include "webhooks_page/security_section.h"
#include "webhooks_page/sending_section.h"
#include "webhooks_page/target_section.h"

namespace hookline::webhooks_page {
namespace {

constexpr Field kRetryFields[] = {Field::kRetries, Field::kFirstDelay, Field::kGrowth, Field::kLongestDelay, Field::kDelays};

bool isOfRetry(Field field) {
  return field == Field::kRetry || std::find(std::begin(kRetryFields), std::end(kRetryFields), field) != std::end(kRetryFields);
}

/// Whether a core's refusal of a field may still hold.
bool sameField(Field field, const WebhookForm& a, const WebhookForm& b) {
  switch (field) {
    case Field::kName:
      return a.name == b.name;
    case Field::kChatbot:
      return a.chatbot == b.chatbot;
    case Field::kUrl:
      return a.url == b.url && a.allowHttp == b.allowHttp;
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

WebhookEditor::WebhookEditor(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("webhookEditor"));
  build();
  show(newForm(), newForm(), nullptr);
}

void WebhookEditor::build() {
  events_ = new EventsSection(this);
  sending_ = new SendingSection(this);
  headers_ = new HeadersSection(this);
  filter_ = new FilterSection(this);
  sections_ = {new TargetSection(this), events_, filter_, sending_, new LimitsSection(this), headers_, new SecuritySection(this)};
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(theme::kSpaceWide);
  for (auto* section : sections_) {
    column->addWidget(section);
    connect(section, &Section::edited, this, &WebhookEditor::onEdited);
    connect(section, &Section::left, this, &WebhookEditor::onLeft);
    connect(section, &Section::escaped, this, &WebhookEditor::onEscaped);
  }
  column->addStretch(1);
}

void WebhookEditor::setTypes(const QStringList& types) { events_->setTypes(types); }

void WebhookEditor::show(const WebhookForm& form, const WebhookForm& saved, const model::Webhook* webhook) {
  rebase(saved, webhook);
  form_ = form;
  refused_.clear();
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
  for (const auto* section : sections_) section->collect(form_);
  emit edited();
}

void WebhookEditor::onLeft(Field field) {
  onEdited();
  mark(field, check(field, form_, webhook_ ? &*webhook_ : nullptr));
  if (isOfRetry(field)) {
    // Another choice has other fields, and the longest wait hangs on the first.
    for (const auto other : kRetryFields)
      if (other != field && !box(other)->problem().isEmpty()) mark(other, check(other, form_, webhook_ ? &*webhook_ : nullptr));
    announceSchedule();
  }
  announceMatch();
  emit checked();
}

void WebhookEditor::onEscaped(Field field) {
  for (auto* section : sections_)
    if (section->boxes().contains(field)) section->revert(field, saved_);
  onLeft(field);
}

void WebhookEditor::mark(Field field, const QString& problem) {
  auto text = problem;
  const auto refused = refused_.find(field);
  if (refused != refused_.end() && sameField(field, form_, refusedForm_)) {
    if (text.isEmpty()) text = refused->second;
  } else if (refused != refused_.end()) {
    refused_.erase(refused);
  }
  box(field)->setProblem(text);
  if (field == Field::kHeaders) headers_->mark(wrongHeader(form_, webhook_ ? &*webhook_ : nullptr));
}

void WebhookEditor::finish() {
  for (auto* section : sections_) section->finish();
}

bool WebhookEditor::checkAll() {
  finish();
  onEdited();
  refused_.clear();
  const auto problems = check(form_, webhook_ ? &*webhook_ : nullptr);
  for (const auto* section : sections_)
    for (const auto& [field, box] : section->boxes()) {
      const auto found = problems.find(field);
      mark(field, found == problems.end() ? QString() : found->second);
    }
  emit checked();
  if (problems.empty()) return true;
  box(problems.begin()->first)->enter();
  return false;
}

void WebhookEditor::showRefused(const Problems& problems) {
  refused_ = problems;
  refusedForm_ = form_;
  for (const auto& [field, text] : problems) mark(field, {});
  emit checked();
  if (!problems.empty()) box(problems.begin()->first)->enter();
}

int WebhookEditor::problemCount() const {
  int count = 0;
  for (const auto* section : sections_)
    for (const auto& [field, box] : section->boxes()) count += box->problem().isEmpty() ? 0 : 1;
  return count;
}

FieldBox* WebhookEditor::box(Field field) const {
  for (const auto* section : sections_)
    if (const auto found = section->boxes().find(field); found != section->boxes().end()) return found->second;
  return nullptr;
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

void WebhookEditor::showWhatIf(const client::WhatIf& outcome, bool saved) { filter_->showWhatIf(outcome, saved); }
void WebhookEditor::showNoWhatIf(const QString& why) { filter_->showNoWhatIf(why); }

void WebhookEditor::showSchedule(base::Millis first, const client::RetrySchedule& schedule) { sending_->showSchedule(first, schedule); }
void WebhookEditor::showNoSchedule(const QString& why) { sending_->showNoSchedule(why); }

}  // namespace hookline::webhooks_page
