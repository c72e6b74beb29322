#pragma once
#include <QString>
#include <QStringList>
#include <vector>

#include "client/integration.h"
#include "model/webhook.h"
#include "webhooks_page/filter_lines.h"
#include "webhooks_page/setting_entry.h"

namespace hookline::webhooks_page {

/// The ways to say when a delivery is tried again. Both last ones are a custom policy: by numbers that grow, or a list of delays.
enum class RetryChoice { kQuick, kStandard, kNumbers, kList };

/// What the editor holds, as it was typed: whatever cannot be read yet stays as it is until a check says so (form_checks.h).
struct WebhookForm {
  model::WebhookKind kind = model::WebhookKind::kCustom;
  QString name;
  QString chatbot;  ///< empty: every chatbot
  QString url;      ///< of a kind without its own: empty, or what follows from its settings
  QStringList events;
  QString typedEvent;  ///< stands in the field and is no chip yet
  bool enabled = true;
  bool test = false;
  bool allowHttp = false;
  PairLines headers;
  RetryChoice retry = RetryChoice::kStandard;
  QString retries, firstDelay, growth, longestDelay;  ///< of kNumbers
  QString delays;                                     ///< of kList: before each try, the first one included
  bool spread = true;                                 ///< a random part of each delay, of kNumbers and kList
  bool retryEveryFailure = false;
  model::Signing signing = model::Signing::kBoth;
  QString timeout, atOnce, longestHold;
  std::vector<ConditionLine> conditions;
  QString perSecond;  ///< empty: no limit
  QString burst;
  model::Ordering ordering;
  QString gather;       ///< a length of time; empty: a message for each event
  QString authorities;  ///< PEM
  SettingEntries settings;
  model::Messages messages;  ///< in place of the built-in ones

  bool operator==(const WebhookForm&) const = default;
};

/// What stands in for a header's value that the core does not show; sent back, it means "as it is".
inline const QString kMaskedValue = QStringLiteral("•••");

/// Whether it sends each event as it is, signed, to a receiver of one's own. Every other kind is as its descriptor says.
inline bool isCustom(const WebhookForm& form) { return form.kind == model::WebhookKind::kCustom; }

/// A webhook to be made: the defaults, and the standard schedule. Null: a custom one; else of that kind, named after it, with the events
/// that it acts on by default.
WebhookForm newForm(const client::Integration* integration = nullptr);
WebhookForm formOf(const model::Webhook& webhook);
/// What a person sets, onto `base`; without a name it is called as its receiver. For a form that passed its checks; formOf(applied(form,
/// base)) == form then.
model::Webhook applied(const WebhookForm& form, const model::Webhook& base);
/// Of a form whose retry fields passed their checks.
model::RetryPolicy policyOf(const WebhookForm& form, const model::RetryPolicy& base);

}  // namespace hookline::webhooks_page
