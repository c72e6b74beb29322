#pragma once
#include <QString>
#include <map>

#include "base/result.h"
#include "client/integration.h"
#include "webhooks_page/webhook_form.h"

namespace hookline::webhooks_page {

/// The fields that can be wrong, in the order of the editor.
enum class Field {
  kName,
  kChatbot,
  kUrl,
  kSetting,
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
  kGather,
  kHeaders,
  kSigning,
  kTimeout,
  kAtOnce,
  kLongestHold,
  kAuthorities
};

/// A field, or one of several of its kind.
struct FieldId {
  Field field = Field::kName;
  std::string name = {};  ///< of a setting

  FieldId(Field which) : field(which) {}
  FieldId(Field which, std::string called) : field(which), name(std::move(called)) {}
  auto operator<=>(const FieldId&) const = default;
};

/// What is wrong, and what helps: one text a field.
using Problems = std::map<FieldId, QString>;

/// Everything that can be told without asking the core. `saved`: the webhook as the core has it, null for one to be made. `integration`:
/// its kind, null while it is not known; then nothing is said of its settings.
Problems check(const WebhookForm& form, const model::Webhook* saved, const client::Integration* integration = nullptr);
/// Of one field; empty: nothing is wrong.
QString check(const FieldId& id, const WebhookForm& form, const model::Webhook* saved, const client::Integration* integration = nullptr);

/// The first header that is wrong, or -1.
int wrongHeader(const WebhookForm& form, const model::Webhook* saved);

/// "*", a type, or "lead.*".
bool isEventPattern(const QString& text);

/// A core's refusal, sorted to the fields. `messages`: by place, "lead.captured/title". `rest`: what belongs to none of them; never empty
/// when both others are.
struct Refusal {
  Problems fields;
  std::map<std::string, QString> messages;
  QString rest;
};
Refusal refusalOf(const base::Error& error);

}  // namespace hookline::webhooks_page
