#pragma once
#include <QString>
#include <map>

#include "base/result.h"
#include "webhooks_page/webhook_form.h"

namespace hookline::webhooks_page {

/// The fields that can be wrong, in the order of the editor.
enum class Field {
  kName,
  kChatbot,
  kUrl,
  kEvents,
  kFilter,
  kRetry,
  kRetries,
  kFirstDelay,
  kGrowth,
  kLongestDelay,
  kDelays,
  kPerSecond,
  kBurst,
  kOrdering,
  kHeaders,
  kSigning,
  kTimeout,
  kAtOnce,
  kLongestHold,
  kAuthorities
};

/// What is wrong, and what helps: one text a field.
using Problems = std::map<Field, QString>;

/// Everything that can be told without asking the core. `saved`: the webhook as the core has it, null for one to be made.
Problems check(const WebhookForm& form, const model::Webhook* saved);
/// Of one field; empty: nothing is wrong.
QString check(Field field, const WebhookForm& form, const model::Webhook* saved);

/// The first header that is wrong, or -1.
int wrongHeader(const WebhookForm& form, const model::Webhook* saved);

/// "*", a type, or "lead.*".
bool isEventPattern(const QString& text);

/// A core's refusal, sorted to the fields. `rest`: what belongs to none of them; never empty when `fields` is.
struct Refusal {
  Problems fields;
  QString rest;
};
Refusal refusalOf(const base::Error& error);

}  // namespace hookline::webhooks_page
