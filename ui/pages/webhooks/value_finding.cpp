#include "webhooks_page/value_finding.h"

#include <utility>

#include "models/delivery_words.h"
#include "webhooks_page/rights.h"
#include "webhooks_page/value_look_up.h"
#include "webhooks_page/webhook_editor.h"
#include "webhooks_page/webhook_session.h"

namespace hookline::webhooks_page {
namespace {

using models::plain;

QString sentenceOf(const base::Error& error) {
  QStringList said{plain(error.message)};
  for (const auto& detail : error.details)
    said << plain(detail.path.substr(detail.path.rfind('/') + 1)) + QStringLiteral(": ") + plain(detail.message);
  return said.join(QLatin1Char(' '));
}

/// What of the form decides where a service is asked, and as whom.
model::Webhook asked(const WebhookForm& form, const model::Webhook& before) {
  const auto wanted = applied(form, before);
  auto after = before;
  after.kind = wanted.kind;
  after.settings = wanted.settings;
  after.secretSettings = wanted.secretSettings;
  after.allowHttp = wanted.allowHttp;
  after.caPem = wanted.caPem;
  if (before.id) return after;
  // It is asked for by no event, so what a new one takes and is called has no say.
  after.name = wanted.name;
  after.chatbotId = "*";
  after.events = {"*"};
  return after;
}

}  // namespace

ValueFinding::ValueFinding(const shell::PageContext& context, WebhookSession& session, WebhookEditor& editor, QObject* parent)
    : QObject(parent), client_(context.client), session_(session), editor_(editor) {
  connect(&editor_, &WebhookEditor::valuesWished, this, &ValueFinding::find);
  connect(&editor_, &WebhookEditor::valuesGivenUp, this, &ValueFinding::forget);
  connect(&session_, &WebhookSession::shown, this, &ValueFinding::forget);
}

void ValueFinding::forget() { ++asked_; }

QString ValueFinding::missing(const std::string& field) const {
  const auto* integration = editor_.integration();
  QStringList names;
  if (integration == nullptr) return {};
  for (const auto& one : integration->fields)
    if (one.name != field && !check({Field::kSetting, one.name}, editor_.form(), session_.webhook(), integration).isEmpty())
      names << plain(one.label);
  return names.join(QStringLiteral(", "));
}

void ValueFinding::find(const std::string& field) {
  auto* shown = editor_.lookUp(field);
  if (shown == nullptr || !session_.isOpen()) return;
  editor_.giveUpLookUps();
  forget();
  // A stored secret goes where the form says, so it is for those who may save it.
  if (const auto why = whyNotEdit(client_); !why.isEmpty()) return shown->showFailure(why);
  if (const auto names = missing(field); !names.isEmpty()) return shown->showFailure(tr("Give this first, or mend it: %1.").arg(names));
  shown->showAsking();
  const auto before = session_.isNew() ? model::Webhook{} : *session_.webhook();
  client_.choices(this, before, asked(editor_.form(), before), field,
                  [this, field, number = asked_](const base::Result<std::vector<client::SettingChoice>>& choices) {
                    auto* place = editor_.lookUp(field);
                    if (number != asked_ || place == nullptr) return;
                    if (choices)
                      place->showFound(*choices);
                    else
                      place->showFailure(sentenceOf(choices.error()));
                  });
}

}  // namespace hookline::webhooks_page
