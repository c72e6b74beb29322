#pragma once
#include <QString>
#include <QStringList>
#include <vector>

#include "model/webhook.h"
#include "webhooks_page/filter_lines.h"

namespace hookline::webhooks_page {

struct HeaderLine {
  QString name;
  QString value;
  bool operator==(const HeaderLine&) const = default;
};

/// The ways to say when a delivery is tried again. Both last ones are a custom policy: by numbers that grow, or a list of delays.
enum class RetryChoice { kQuick, kStandard, kNumbers, kList };

/// What the editor holds, as it was typed: whatever cannot be read yet stays as it is until a check says so (form_checks.h).
struct WebhookForm {
  QString name;
  QString chatbot;  ///< empty: every chatbot
  QString url;
  QStringList events;
  QString typedEvent;  ///< stands in the field and is no chip yet
  bool enabled = true;
  bool test = false;
  bool allowHttp = false;
  std::vector<HeaderLine> headers;
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
  QString authorities;  ///< PEM

  bool operator==(const WebhookForm&) const = default;
};

/// What stands in for a header's value that the core does not show; sent back, it means "as it is".
inline const QString kMaskedValue = QStringLiteral("•••");

/// A webhook to be made: the defaults, and the standard schedule.
WebhookForm newForm();
WebhookForm formOf(const model::Webhook& webhook);
/// What a person sets, onto `base`; without a name it is called as its receiver. For a form that passed its checks; formOf(applied(form,
/// base)) == form then.
model::Webhook applied(const WebhookForm& form, const model::Webhook& base);
/// Of a form whose retry fields passed their checks.
model::RetryPolicy policyOf(const WebhookForm& form, const model::RetryPolicy& base);

}  // namespace hookline::webhooks_page
