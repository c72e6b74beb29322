#include "webhooks_page/form_checks.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include "model/event.h"
#include "webhooks_page/header_checks.h"
#include "webhooks_page/setting_checks.h"
#include "webhooks_page/span_text.h"
#include "webhooks_page/url_check.h"

namespace hookline::webhooks_page {
namespace {

using base::Millis;
using model::RetryPolicy;

QString tr(const char* text) { return QCoreApplication::translate("WebhookChecks", text); }

constexpr Millis kLongestTimeout{300'000};
constexpr Millis kMostHold{std::chrono::hours{24 * 365}};
constexpr qsizetype kMaxAuthorityBytes = 64L * 1024;

QString checkEvents(const WebhookForm& form) {
  const auto typed = form.typedEvent.trimmed();
  if (!typed.isEmpty() && !isEventPattern(typed))
    return tr("“%1” is no event type. Types are lower-case words with dots, such as lead.captured; lead.* takes all of them, * every "
              "event.")
        .arg(typed);
  if (form.events.isEmpty() && typed.isEmpty() && !isCustom(form)) return tr("Nothing would be sent. Tick at least one of the events.");
  if (form.events.isEmpty() && typed.isEmpty()) return tr("Nothing would be sent. Add at least one event type, or * for every event.");
  if (form.events.size() > static_cast<qsizetype>(model::Webhook::kMaxEvents))
    return tr("There are %1 event types, and %2 can be kept. Take a group such as lead.* instead.")
        .arg(form.events.size())
        .arg(model::Webhook::kMaxEvents);
  for (const auto& type : form.events)
    if (!isEventPattern(type)) return tr("“%1” is no event type. Remove it, or write it as lead.captured or lead.*.").arg(type);
  return {};
}

QString checkWhole(const QString& text, int least, int most) {
  bool whole = false;
  const int number = text.trimmed().toInt(&whole);
  if (whole && number >= least && number <= most) return {};
  return tr("This is a whole number from %1 to %2.").arg(least).arg(most);
}

QString checkSpan(const QString& text, Millis least, Millis most, const QString& example) {
  const auto span = readSpan(text);
  if (!span) return tr("This is a length of time with its unit, such as %1.").arg(example);
  if (*span < least) return tr("This is too short. Give at least %1.").arg(writeSpan(least));
  if (*span > most) return tr("This is too long. Give at most %1.").arg(writeSpan(most));
  return {};
}

QString checkLongestDelay(const WebhookForm& form) {
  if (auto wrong = checkSpan(form.longestDelay, Millis{0}, RetryPolicy::kMaxDelay, tr("1 min")); !wrong.isEmpty()) return wrong;
  const auto first = readSpan(form.firstDelay);
  if (first && readSpan(form.longestDelay) < first)
    return tr("The longest delay is shorter than the first one. Give at least %1.").arg(writeSpan(*first));
  return {};
}

QString checkGrowth(const WebhookForm& form) {
  bool number = false;
  const double growth = QString(form.growth).replace(QLatin1Char(','), QLatin1Char('.')).toDouble(&number);
  if (number && growth >= 1 && growth <= 10) return {};
  return tr("Each delay is so many times the one before: a number from 1 to 10.");
}

QString checkPerSecond(const WebhookForm& form) {
  if (form.perSecond.trimmed().isEmpty()) return {};
  bool number = false;
  const double rate = QString(form.perSecond).trimmed().replace(QLatin1Char(','), QLatin1Char('.')).toDouble(&number);
  if (number && rate >= 0 && rate <= model::RateLimit::kMaxPerSecond) return {};
  return tr("This is a number up to 10000, such as 5 or 0.5. Leave it empty for no limit.");
}

QString checkGather(const WebhookForm& form) {
  const auto span = readSpan(form.gather);
  if (form.gather.trimmed().isEmpty() || (span && span->count() == 0)) return {};
  return checkSpan(form.gather, model::Webhook::kMinDigestWindow, model::Webhook::kMaxDigestWindow, tr("30 s"));
}

QString checkDelays(const WebhookForm& form) {
  const auto spans = readSpans(form.delays);
  if (!spans) return tr("These are lengths of time with their units and commas between them, such as 0 s, 5 s, 1 min, 10 min.");
  if (spans->empty()) return tr("Give the delay before each try, the first one included, such as 0 s, 5 s, 1 min.");
  if (spans->size() > RetryPolicy::kMaxSchedule)
    return tr("There are %1 delays, and %2 can be kept. Remove some.").arg(spans->size()).arg(RetryPolicy::kMaxSchedule);
  for (const auto span : *spans)
    if (span > RetryPolicy::kMaxDelay)
      return tr("%1 is too long. A delay is at most %2.").arg(writeSpan(span), writeSpan(RetryPolicy::kMaxDelay));
  return {};
}

QString checkAuthorities(const WebhookForm& form) {
  if (form.authorities.trimmed().isEmpty()) return {};
  if (!form.authorities.contains(QLatin1String("-----BEGIN CERTIFICATE-----")))
    return tr("This is no certificate. Paste the text that begins with -----BEGIN CERTIFICATE-----, or leave it empty.");
  if (form.authorities.toUtf8().size() > kMaxAuthorityBytes)
    return tr("This is longer than 64 KiB. Paste the authority's certificate alone, not a whole bundle.");
  return {};
}

QString checkRetry(Field field, const WebhookForm& form) {
  if (form.retry == RetryChoice::kList) return field == Field::kDelays ? checkDelays(form) : QString();
  if (form.retry != RetryChoice::kNumbers) return {};
  switch (field) {
    case Field::kRetries:
      return checkWhole(form.retries, 0, RetryPolicy::kMaxRetries);
    case Field::kFirstDelay:
      return checkSpan(form.firstDelay, Millis{0}, RetryPolicy::kMaxDelay, tr("5 s"));
    case Field::kGrowth:
      return checkGrowth(form);
    case Field::kLongestDelay:
      return checkLongestDelay(form);
    default:
      return {};
  }
}

QString checkName(const WebhookForm& form) {
  if (form.name.trimmed().toUtf8().size() <= static_cast<qsizetype>(model::Webhook::kMaxNameBytes)) return {};
  return tr("This name is too long. Keep it under %1 letters.").arg(model::Webhook::kMaxNameBytes);
}

QString checkChatbot(const WebhookForm& form) {
  if (form.chatbot.trimmed().toUtf8().size() <= static_cast<qsizetype>(model::EventLimits::kMaxNameBytes)) return {};
  return tr("A chatbot's id has at most %1 letters. Copy it from the chatbot, or leave this empty for every chatbot.")
      .arg(model::EventLimits::kMaxNameBytes);
}

}  // namespace

bool isEventPattern(const QString& text) {
  const auto bytes = text.toStdString();
  if (bytes == "*" || model::isEventType(bytes)) return true;
  return text.endsWith(QLatin1String(".*")) && model::isEventType(text.chopped(1).toStdString() + "any");
}

QString check(const FieldId& id, const WebhookForm& form, const model::Webhook* saved, const client::Integration* integration) {
  switch (id.field) {
    case Field::kName:
      return checkName(form);
    case Field::kChatbot:
      return checkChatbot(form);
    case Field::kUrl:
      return isCustom(form) ? checkUrl(form.url, form.allowHttp) : checkServiceUrl(form, saved, integration);
    case Field::kSetting:
      return checkSetting(id.name, form, saved, integration);
    case Field::kEvents:
      return checkEvents(form);
    case Field::kFilter:
      return checkConditions(form.conditions);
    case Field::kPerSecond:
      return checkPerSecond(form);
    case Field::kBurst:
      return checkWhole(form.burst, 1, model::RateLimit::kMaxBurst);
    case Field::kGather:
      return checkGather(form);
    case Field::kHeaders: {
      const auto wrong = checkHeaders(form.headers, saved);
      return wrong ? wrong->text : QString();
    }
    case Field::kTimeout:
      return checkSpan(form.timeout, Millis{1}, kLongestTimeout, tr("10 s"));
    case Field::kAtOnce:
      return checkWhole(form.atOnce, 1, model::Webhook::kMaxInFlight);
    case Field::kLongestHold:
      return checkSpan(form.longestHold, Millis{1}, kMostHold, tr("3 d"));
    case Field::kAuthorities:
      return checkAuthorities(form);
    case Field::kSigning:
    case Field::kOrdering:
      return {};
    default:
      return checkRetry(id.field, form);
  }
}

Problems check(const WebhookForm& form, const model::Webhook* saved, const client::Integration* integration) {
  Problems problems;
  const auto look = [&](const FieldId& id) {
    auto text = check(id, form, saved, integration);
    if (!text.isEmpty()) problems.emplace(id, std::move(text));
  };
  for (int field = 0; field <= static_cast<int>(Field::kAuthorities); ++field)
    if (static_cast<Field>(field) != Field::kSetting) look(static_cast<Field>(field));
  if (integration != nullptr && !isCustom(form))
    for (const auto& setting : integration->fields)
      if (setting.name != kUrlSetting) look({Field::kSetting, setting.name});
  return problems;
}

int wrongHeader(const WebhookForm& form, const model::Webhook* saved) {
  const auto wrong = checkHeaders(form.headers, saved);
  return wrong ? wrong->row : -1;
}

}  // namespace hookline::webhooks_page
