#pragma once
#include <QObject>
#include <optional>

#include "shell/page.h"

namespace hookline::webhooks_page {

/// What is done with a webhook beside its fields: test, pause, resume, delete. Asks where something could be lost, and tells what came of
/// it.
class WebhookActions final : public QObject {
  Q_OBJECT
 public:
  /// `owner`: whose window the questions belong to.
  WebhookActions(const shell::PageContext& context, QWidget* owner);

  void test(model::WebhookId id);
  /// `before` as the core has it, without an id when it is a new one; `after` as it stands in the form.
  void testUnsaved(const model::Webhook& before, const model::Webhook& after);
  /// `until` none: until it is resumed.
  void pause(model::WebhookId id, std::optional<base::WallTime> until);
  void resume(model::WebhookId id);
  /// Looks first how many deliveries wait for it.
  void askDelete(const model::Webhook& webhook);

 signals:
  void testStarted(hookline::model::WebhookId id);
  void tested(hookline::model::WebhookId id, const hookline::client::TestOutcome& outcome);
  void testFailed(hookline::model::WebhookId id, const QString& why);
  /// The core has it so now.
  void changed(const hookline::client::WebhookView& view);
  void deleted(hookline::model::WebhookId id);
  /// Strong words, and the rest.
  void failed(const QString& what, const QString& why);

 private:
  void askDelete(const model::Webhook& webhook, const QString& whatWaits);
  void remove(model::WebhookId id, const QString& name);
  client::Client::Then<client::TestOutcome> testAnswer(model::WebhookId id);
  client::Client::Then<client::WebhookView> answer(const QString& what);

  shell::PageContext context_;
  QWidget* owner_;
};

/// A pause of `minutes` from now; 0: none given; -1: until 08:00 tomorrow.
std::optional<base::WallTime> pauseEnd(int minutes);

}  // namespace hookline::webhooks_page
