#pragma once
#include <QWidget>
#include <optional>

#include "webhooks_page/preview_feed.h"
#include "webhooks_page/webhook_form.h"

class QComboBox;
class QLabel;
class QPushButton;

namespace hookline::widgets {
class CodeView;
}

namespace hookline::webhooks_page {

class MessageView;

/// What arrives when an event goes to the edited webhook: the message as it is shown there, how much of the service's limits it takes, and
/// the request itself. The person chooses a type of events and one of them.
class PreviewPane final : public QWidget {
  Q_OBJECT
 public:
  explicit PreviewPane(client::Client& client, QWidget* parent = nullptr);

  PreviewFeed& feed() { return feed_; }
  /// Which types can be chosen and what the preview is called. `known`: the core's types. Null: the kind is not known.
  void setForm(const WebhookForm& form, const client::Integration* integration, const QStringList& known);
  /// When it can be chosen.
  void chooseType(const QString& type);
  /// Why nothing, or nothing new, can be shown; empty: nothing is in the way.
  void showTrouble(const QString& why);
  /// Of another webhook: what was shown is gone.
  void forget();

 signals:
  void typeChosen(const QString& type);

 private:
  void build();
  void setTypes(const QStringList& types);
  void fillEvents();
  void showPreview(const client::Preview& preview);
  void showLimits(const client::Preview& preview);
  void showRequest(const client::Preview& preview);
  void openRequest(bool open);

  PreviewFeed feed_;
  QLabel* heading_;
  QComboBox* types_;
  QComboBox* events_;
  MessageView* message_;
  QLabel* trouble_;
  QLabel* reason_;
  QWidget* limits_;
  QLabel* warnings_;
  QPushButton* request_;
  QLabel* target_;
  widgets::CodeView* body_;
  std::optional<model::WebhookKind> kind_;
};

/// Types of events that the form's webhook does something with, as far as they can be named.
QStringList typesOf(const WebhookForm& form, const client::Integration* integration, const QStringList& known);

}  // namespace hookline::webhooks_page
