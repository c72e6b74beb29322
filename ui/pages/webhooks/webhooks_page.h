#pragma once
#include <optional>

#include "shell/page.h"
#include "webhooks_page/webhook_feed.h"
#include "webhooks_page/webhook_session.h"

class QSplitter;
class QStackedWidget;

namespace hookline::widgets {
class Banner;
class EmptyState;
}  // namespace hookline::widgets

namespace hookline::webhooks_page {

class EditorPane;
class KindChooser;
class ListPane;

/// The webhooks of a core: the list, and the editor of one of them (ui.md §1.3). Decides which one is edited, and asks before what was
/// typed is given up. A new one begins with the choice of its kind.
class WebhooksPage final : public shell::Page {
  Q_OBJECT
 public:
  explicit WebhooksPage(const shell::PageContext& context, QWidget* parent = nullptr);

  void shown() override;
  void hidden() override;
  void beforeLeaving(const std::function<void()>& leave) override;
  void showWebhook(model::WebhookId id) override;
  void newWebhook() override;
  void reload() override;
  void focusFilter() override;
  QList<QWidget*> panes() override;

 private:
  void build();
  void wire();
  void addKeys();
  void readWords();
  void readTypes();
  void readIntegrations();
  void onListRead();
  void open(model::WebhookId id);
  void openNew(const WebhookForm& form, const WebhookForm& blank);
  void chooseKind();
  void leaveChooser();
  void duplicate();
  void showWhatThereIs();
  void mark();

  shell::PageContext context_;
  WebhookFeed feed_;
  WebhookSession session_;
  // Each is made inside what holds it: to move a widget is to style all that is in it again.
  QSplitter* splitter_;
  ListPane* list_;
  QStackedWidget* stack_;
  EditorPane* editor_;
  KindChooser* chooser_;
  widgets::EmptyState* empty_;
  widgets::Banner* readTrouble_;
  bool typesRead_ = false;
  bool choosing_ = false;                     ///< the kind of a webhook to be made
  std::optional<model::WebhookId> cameFrom_;  ///< what was edited before
  std::vector<client::Integration> integrations_;
  bool asking_ = false;
  std::optional<model::WebhookId> wanted_;  ///< to be opened as soon as the list is read
};

}  // namespace hookline::webhooks_page
