#include "webhooks_page/webhook_session.h"

#include <algorithm>

namespace hookline::webhooks_page {

WebhookSession::WebhookSession(client::Client& client, QObject* parent) : QObject(parent), client_(client) {}

void WebhookSession::close() {
  open_ = false;
  view_.reset();
  form_ = saved_ = newForm();
  emit shown();
  emit changed();
}

void WebhookSession::openNew(const WebhookForm& form, const WebhookForm& blank) {
  open_ = true;
  view_.reset();
  saved_ = blank;
  form_ = form;
  emit shown();
  emit changed();
}

void WebhookSession::open(const client::WebhookView& view) {
  open_ = true;
  take(view);
}

void WebhookSession::take(const client::WebhookView& view) {
  view_ = view;
  conflictSeen_ = {};
  saved_ = form_ = formOf(view.webhook);
  emit shown();
  emit changed();
}

/// What was typed while the answer was on its way stays.
void WebhookSession::takeSaved(const client::WebhookView& view, const WebhookForm& sent) {
  if (form_ == sent) return take(view);
  view_ = view;
  conflictSeen_ = {};
  saved_ = formOf(view.webhook);
  emit changed();
}

void WebhookSession::setForm(const WebhookForm& form) {
  if (form == form_) return;
  form_ = form;
  emit changed();
}

void WebhookSession::revert() {
  form_ = saved_;
  emit shown();
  emit changed();
}

void WebhookSession::seen(const client::WebhookView& view) {
  if (!view_ || view_->webhook.id != view.webhook.id || saving_) return;
  if (formOf(view.webhook) == saved_) {
    view_ = view;
    emit changed();
  } else if (!dirty()) {
    take(view);
  } else if (conflictSeen_ != view.webhook.updatedAt) {
    conflictSeen_ = view.webhook.updatedAt;
    emit conflict();
  }
}

void WebhookSession::gone() {
  if (!view_ || saving_) return;
  if (!dirty()) return close();
  const auto mine = form_;
  view_.reset();
  saved_ = newForm();
  form_ = mine;
  emit changed();
  emit vanished();
}

void WebhookSession::save(std::function<void(bool)> then) {
  if (!open_ || saving_) return then(false);
  if (view_) return send(view_->webhook, std::move(then));
  saving_ = true;
  emit changed();
  client_.createWebhook(this, applied(form_, model::Webhook{}),
                        [this, sent = form_, then = std::move(then)](const base::Result<client::CreatedWebhook>& made) {
                          saving_ = false;
                          if (!made) {
                            fail(made.error());
                            return then(false);
                          }
                          takeSaved(made->view, sent);
                          emit created(*made);
                          then(true);
                        });
}

void WebhookSession::send(const model::Webhook& before, std::function<void(bool)> then) {
  saving_ = true;
  emit changed();
  client_.changeWebhook(this, before, applied(form_, before),
                        [this, sent = form_, then = std::move(then)](const base::Result<client::WebhookView>& changedView) {
                          saving_ = false;
                          if (!changedView) {
                            fail(changedView.error());
                            return then(false);
                          }
                          takeSaved(*changedView, sent);
                          emit saved();
                          then(true);
                        });
}

void WebhookSession::fail(const base::Error& error) {
  emit changed();
  if (error.code == base::Errc::kPrecondition) return emit conflict();
  emit refused(refusalOf(error), error.outcomeUnknown);
}

void WebhookSession::settle(bool mine, std::function<void(bool)> then) {
  if (!view_ || saving_) return then(false);
  const auto id = view_->webhook.id;
  client_.webhooks(this, [this, id, mine, then = std::move(then)](const base::Result<std::vector<client::WebhookView>>& all) {
    if (!all) {
      fail(all.error());
      return then(false);
    }
    const auto theirs = std::find_if(all->begin(), all->end(), [id](const client::WebhookView& view) { return view.webhook.id == id; });
    if (theirs == all->end()) {
      gone();
      return then(false);
    }
    if (mine) {
      view_ = *theirs;
      saved_ = formOf(theirs->webhook);
      return send(theirs->webhook, then);
    }
    take(*theirs);
    then(true);
  });
}

}  // namespace hookline::webhooks_page
