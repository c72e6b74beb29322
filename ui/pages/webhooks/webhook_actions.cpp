#include "webhooks_page/webhook_actions.h"

#include <QDateTime>
#include <algorithm>

#include "models/delivery_words.h"
#include "webhooks_page/webhook_feed.h"
#include "webhooks_page/webhook_words.h"

namespace hookline::webhooks_page {
namespace {

constexpr int kMorning = 8;

}  // namespace

std::optional<base::WallTime> pauseEnd(int minutes) {
  if (minutes == 0) return std::nullopt;
  const auto now = QDateTime::currentDateTime();
  const auto end = minutes > 0 ? now.addSecs(60LL * minutes) : QDateTime(now.date().addDays(1), QTime(kMorning, 0));
  return base::fromMs(end.toMSecsSinceEpoch());
}

WebhookActions::WebhookActions(const shell::PageContext& context, QWidget* owner) : QObject(owner), context_(context), owner_(owner) {}

void WebhookActions::test(model::WebhookId id) {
  emit testStarted(id);
  context_.client.testWebhook(this, id, testAnswer(id));
}

void WebhookActions::testUnsaved(const model::Webhook& before, const model::Webhook& after) {
  emit testStarted(before.id);
  context_.client.testUnsaved(this, before, after, testAnswer(before.id));
}

client::Client::Then<client::TestOutcome> WebhookActions::testAnswer(model::WebhookId id) {
  return [this, id](const base::Result<client::TestOutcome>& outcome) {
    if (outcome) return emit tested(id, *outcome);
    auto why = QString::fromStdString(outcome.error().message);
    for (const auto& detail : outcome.error().details)
      why +=
          QStringLiteral("\n") + QString::fromStdString(detail.path.substr(detail.path.starts_with('/') ? 1 : 0) + ": " + detail.message);
    emit testFailed(id, why);
  };
}

client::Client::Then<client::WebhookView> WebhookActions::answer(const QString& what) {
  return [this, what](const base::Result<client::WebhookView>& view) {
    if (view)
      emit changed(*view);
    else
      emit failed(what, QString::fromStdString(view.error().message));
  };
}

void WebhookActions::pause(model::WebhookId id, std::optional<base::WallTime> until) {
  context_.client.pauseWebhook(this, id, until, answer(tr("The webhook was not paused.")));
}

void WebhookActions::resume(model::WebhookId id) { context_.client.resumeWebhook(this, id, answer(tr("The webhook was not resumed."))); }

void WebhookActions::askDelete(const model::Webhook& webhook) {
  context_.client.health(this, WebhookFeed::kWindow, [this, webhook](const base::Result<client::HealthList>& health) {
    auto waits = tr("How many deliveries wait for it is not known.");
    if (health) {
      const auto found =
          std::find_if(health->items.begin(), health->items.end(), [&](const client::Health& one) { return one.webhookId == webhook.id; });
      const auto waiting = found == health->items.end() ? 0 : found->waiting;
      waits = waiting == 0 ? tr("Nothing waits for it.") : waitingSentence(waiting);
    }
    askDelete(webhook, waits);
  });
}

void WebhookActions::askDelete(const model::Webhook& webhook, const QString& whatWaits) {
  const auto name = models::plain(webhook.name);
  shell::Question question;
  question.title = context_.connection.isEmpty() ? tr("Delete “%1”?").arg(name) : tr("Delete “%1” on %2?").arg(name, context_.connection);
  question.text = tr("%1 What waits is cancelled and will not be sent; what was delivered stays in the list of deliveries. Its secret and "
                     "settings are gone for good. To stop it for a while, pause it instead.")
                      .arg(whatWaits);
  question.confirm = tr("Delete the webhook");
  question.dangerous = true;
  context_.prompter.ask(owner_, question, [this, id = webhook.id, name](bool yes) {
    if (yes) remove(id, name);
  });
}

void WebhookActions::remove(model::WebhookId id, const QString& name) {
  context_.client.deleteWebhook(this, id, [this, id, name](const base::Result<void>& gone) {
    if (!gone && gone.error().code != base::Errc::kNotFound)
      return emit failed(
          gone.error().outcomeUnknown ? tr("It is not known whether “%1” was deleted.").arg(name) : tr("“%1” was not deleted.").arg(name),
          QString::fromStdString(gone.error().message));
    context_.navigator.toast(tr("“%1” is deleted.").arg(name));
    emit deleted(id);
  });
}

}  // namespace hookline::webhooks_page
