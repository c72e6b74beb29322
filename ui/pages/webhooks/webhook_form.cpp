#include "webhooks_page/webhook_form.h"

#include <QLocale>
#include <QUrl>

#include "models/delivery_words.h"
#include "webhooks_page/span_text.h"

namespace hookline::webhooks_page {
namespace {

using model::RetryPolicy;
using models::plain;

std::string bytes(const QString& text) { return text.trimmed().toStdString(); }

RetryChoice choiceOf(const RetryPolicy& policy) {
  switch (policy.preset) {
    case RetryPolicy::Preset::kQuick:
      return RetryChoice::kQuick;
    case RetryPolicy::Preset::kStandard:
      return RetryChoice::kStandard;
    case RetryPolicy::Preset::kCustom:
      break;
  }
  return policy.schedule.empty() ? RetryChoice::kNumbers : RetryChoice::kList;
}

void fillRetry(WebhookForm& form, const RetryPolicy& policy) {
  form.retry = choiceOf(policy);
  // What another choice would hold starts from the defaults, so that two forms of one webhook are equal.
  const RetryPolicy numbers = form.retry == RetryChoice::kNumbers ? policy : RetryPolicy{};
  form.retries = QString::number(numbers.maxRetries);
  form.firstDelay = writeSpan(numbers.backoff);
  form.growth = QLocale::c().toString(numbers.multiplier, 'g', QLocale::FloatingPointShortest);
  form.longestDelay = writeSpan(numbers.maxBackoff);
  form.delays = policy.schedule.empty() ? QStringLiteral("0 s, 5 s, 1 min, 10 min") : writeSpans(policy.schedule);
  form.spread = policy.jitter == RetryPolicy::Jitter::kEqual;
}

RetryPolicy presetOf(RetryPolicy::Preset preset, const RetryPolicy& base) {
  if (base.preset == preset) return base;
  RetryPolicy policy;
  policy.preset = preset;
  if (preset == RetryPolicy::Preset::kStandard) policy.maxRetries = model::retriesAllowed(policy);
  return policy;
}

}  // namespace

WebhookForm newForm(const client::Integration* integration) {
  model::Webhook webhook;
  webhook.retryPolicy = presetOf(RetryPolicy::Preset::kStandard, {});
  auto form = formOf(webhook);
  if (integration == nullptr || integration->kind == model::WebhookKind::kCustom) return form;
  form.kind = integration->kind;
  form.name = plain(integration->title);
  for (const auto& event : integration->events)
    if (event.byDefault) form.events << plain(event.type);
  return form;
}

WebhookForm formOf(const model::Webhook& webhook) {
  WebhookForm form;
  form.kind = webhook.kind;
  form.name = plain(webhook.name);
  form.chatbot = webhook.chatbotId == "*" ? QString() : plain(webhook.chatbotId);
  form.url = plain(webhook.url);
  for (const auto& type : webhook.events) form.events << plain(type);
  form.enabled = webhook.enabled;
  form.test = webhook.test;
  form.allowHttp = webhook.allowHttp;
  for (const auto& header : webhook.headers) form.headers.push_back({plain(header.name), plain(header.value)});
  fillRetry(form, webhook.retryPolicy);
  form.retryEveryFailure = webhook.retryEveryFailure;
  form.signing = webhook.signing;
  form.timeout = writeSpan(webhook.timeout);
  form.atOnce = QString::number(webhook.maxInFlight);
  form.longestHold = writeSpan(webhook.maxHold);
  form.conditions = conditionLines(webhook.filter);
  if (webhook.rateLimit.perSecond > 0)
    form.perSecond = QLocale::c().toString(webhook.rateLimit.perSecond, 'g', QLocale::FloatingPointShortest);
  form.burst = QString::number(webhook.rateLimit.burst);
  form.ordering = webhook.ordering;
  if (webhook.digestWindow.count() > 0) form.gather = writeSpan(webhook.digestWindow);
  form.authorities = plain(webhook.caPem).remove(QLatin1Char('\r'));  // as a text field gives it back
  form.settings = entriesOf(webhook);
  form.messages = webhook.messages;
  return form;
}

RetryPolicy policyOf(const WebhookForm& form, const RetryPolicy& base) {
  if (form.retry == RetryChoice::kQuick) return presetOf(RetryPolicy::Preset::kQuick, base);
  if (form.retry == RetryChoice::kStandard) return presetOf(RetryPolicy::Preset::kStandard, base);
  RetryPolicy policy;
  policy.preset = RetryPolicy::Preset::kCustom;
  policy.jitter = form.spread ? RetryPolicy::Jitter::kEqual : RetryPolicy::Jitter::kNone;
  if (form.retry == RetryChoice::kList) {
    policy.schedule = readSpans(form.delays).value_or(std::vector<base::Millis>{});
    policy.maxRetries = static_cast<int>(policy.schedule.size()) - 1;
    return policy;
  }
  policy.maxRetries = form.retries.trimmed().toInt();
  policy.backoff = readSpan(form.firstDelay).value_or(policy.backoff);
  policy.maxBackoff = readSpan(form.longestDelay).value_or(policy.maxBackoff);
  policy.multiplier = numberOf(form.growth);
  return policy;
}

model::Webhook applied(const WebhookForm& form, const model::Webhook& base) {
  auto webhook = base;
  webhook.kind = form.kind;
  webhook.name = form.name.trimmed().isEmpty() ? QUrl(form.url.trimmed()).host().toStdString() : bytes(form.name);
  webhook.chatbotId = form.chatbot.trimmed().isEmpty() ? "*" : bytes(form.chatbot);
  webhook.url = bytes(form.url);
  webhook.events.clear();
  for (const auto& type : form.events) webhook.events.push_back(bytes(type));
  if (const auto typed = bytes(form.typedEvent); !typed.empty() && !form.events.contains(form.typedEvent.trimmed()))
    webhook.events.push_back(typed);
  webhook.enabled = form.enabled;
  webhook.test = form.test;
  webhook.allowHttp = form.allowHttp;
  webhook.headers.clear();
  for (const auto& header : form.headers)
    if (!header.name.trimmed().isEmpty()) webhook.headers.push_back({bytes(header.name), header.value.toStdString()});
  webhook.retryPolicy = policyOf(form, base.retryPolicy);
  webhook.retryEveryFailure = form.retryEveryFailure;
  webhook.signing = form.signing;
  webhook.timeout = readSpan(form.timeout).value_or(base.timeout);
  webhook.maxInFlight = form.atOnce.trimmed().toInt();
  webhook.maxHold = readSpan(form.longestHold).value_or(base.maxHold);
  if (auto filter = model::EventFilter::fromJson(filterJson(form.conditions))) webhook.filter = std::move(*filter);
  webhook.rateLimit.perSecond = form.perSecond.trimmed().isEmpty() ? 0 : numberOf(form.perSecond);
  webhook.rateLimit.burst = form.burst.trimmed().toInt();
  webhook.ordering = form.ordering;
  webhook.digestWindow = readSpan(form.gather).value_or(base::Millis{0});
  webhook.caPem = form.authorities.trimmed().isEmpty() ? std::string{} : form.authorities.toStdString();
  applyEntries(form.settings, webhook);
  webhook.messages = form.messages;
  return webhook;
}

}  // namespace hookline::webhooks_page
