#pragma once
#include <QObject>
#include <optional>

#include "client/client.h"
#include "webhooks_page/form_checks.h"

namespace hookline::webhooks_page {

/// The one webhook that is edited: what the core has, what the person made of it, and the way from one to the other. Knows no widget.
class WebhookSession final : public QObject {
  Q_OBJECT
 public:
  explicit WebhookSession(client::Client& client, QObject* parent = nullptr);

  /// Nothing is edited any more.
  void close();
  /// `blank`: what a new one of its kind begins with.
  void openNew(const WebhookForm& form, const WebhookForm& blank);
  void open(const client::WebhookView& view);
  bool isOpen() const { return open_; }
  bool isNew() const { return open_ && !view_; }
  /// As the core has it; null for one to be made.
  const client::WebhookView* view() const { return view_ ? &*view_ : nullptr; }
  const model::Webhook* webhook() const { return view_ ? &view_->webhook : nullptr; }

  void setForm(const WebhookForm& form);
  const WebhookForm& form() const { return form_; }
  const WebhookForm& savedForm() const { return saved_; }
  bool dirty() const { return open_ && form_ != saved_; }
  bool saving() const { return saving_; }
  void revert();

  /// The core has it as `view` now. Its state alone changed, or nothing was typed: it is taken over. Else the form stays and `conflict`
  /// is told once for each change.
  void seen(const client::WebhookView& view);
  /// It is gone from the core.
  void gone();

  /// Sends what differs; for a form that passed its checks. `then(true)`: it is saved.
  void save(std::function<void(bool saved)> then);
  /// Reads it anew; with `mine` the form is saved over it, else the form is given up for it.
  void settle(bool mine, std::function<void(bool saved)> then);

 signals:
  /// Another webhook, or another form of it: show it anew.
  void shown();
  /// Dirtiness, saving, or what the core has of it.
  void changed();
  void created(const hookline::client::CreatedWebhook& created);
  void saved();
  void refused(const hookline::webhooks_page::Refusal& refusal, bool outcomeUnknown);
  /// Somebody changed it since it was read.
  void conflict();
  void vanished();

 private:
  void take(const client::WebhookView& view);
  void takeSaved(const client::WebhookView& view, const WebhookForm& sent);
  void send(const model::Webhook& before, std::function<void(bool)> then);
  void fail(const base::Error& error);

  client::Client& client_;
  bool open_ = false;
  bool saving_ = false;
  std::optional<client::WebhookView> view_;
  WebhookForm form_;
  WebhookForm saved_;
  base::WallTime conflictSeen_{};
};

}  // namespace hookline::webhooks_page
