#pragma once
#include <QWidget>

#include "shell/page.h"
#include "webhooks_page/webhook_session.h"

class QFrame;
class QPushButton;
class QScrollArea;

namespace hookline::widgets {
class Banner;
}

namespace hookline::webhooks_page {

class FiguresCard;
class HeaderBar;
class MessageSection;
class PreviewPane;
class SecretCard;
class StandInPane;
class TestCard;
class TroubleBanner;
class WebhookActions;
class WebhookEditor;
class WebhookListModel;

/// One webhook on screen: form, what would arrive, what became of a test, secret, figures. Carries the person's wishes to the session and
/// to the actions, and shows what they answer.
class EditorPane final : public QWidget {
  Q_OBJECT
 public:
  EditorPane(const shell::PageContext& context, WebhookSession& session, const WebhookListModel& list, QWidget* parent = nullptr);

  void setTypes(const std::vector<client::EventType>& types);
  /// They outlive it.
  void setIntegrations(const std::vector<client::Integration>& integrations);
  /// The kind that is edited; null: the core has not said it.
  const client::Integration* integration() const;
  /// The page is seen: what would arrive is kept up to date.
  void setAwake(bool awake);
  /// What can be previewed is read again.
  void reload();
  /// State, figures, rights and buttons anew; the form is not touched.
  void refresh();
  HeaderBar& header() { return *header_; }
  WebhookActions& actions() { return *actions_; }
  /// What F6 goes through.
  QList<QWidget*> panes() const;
  void focusForm();
  /// Takes over what is still being typed.
  void finish();

  /// Checks and saves; `then(false)` when something is to be mended first or the core refused.
  void save(std::function<void(bool saved)> then);
  /// As the key does: says why when it cannot.
  void wishSave();
  void wishTest();

 signals:
  /// Other fields stand there than before.
  void rebuilt();

 private:
  void build();
  void buildForm();
  void buildSide();
  void wireSession();
  void wireActions();
  void wirePreview();
  void wireStandIns();
  void showForm();
  void showCreated(const client::CreatedWebhook& created);
  void showStop();
  void showHeader();
  void askSchedule();
  void askWhatIf();
  void followForm();
  void followStandIn();
  void tryStandIn(const client::Sandbox& sandbox);
  void showNoTest();
  void showPreviewFault(const base::Error& error);
  QString receiverWord() const;
  QString unsavedText() const;
  QString whyNotTest() const;

  shell::PageContext context_;
  WebhookSession& session_;
  const WebhookListModel& list_;
  WebhookActions* actions_;
  HeaderBar* header_;
  // Each is made inside what holds it: to move a widget is to style all that is in it again.
  QScrollArea* formArea_;
  QFrame* form_;
  TroubleBanner* trouble_;
  widgets::Banner* stop_;
  QPushButton* resume_;
  widgets::Banner* warnings_;
  QScrollArea* sideArea_;
  QWidget* side_;
  PreviewPane* preview_;
  StandInPane* arrived_;
  MessageSection* messages_;
  WebhookEditor* editor_;
  TestCard* test_;
  SecretCard* secret_;
  FiguresCard* figures_;
  int scheduleAsked_ = 0;
  int whatIfAsked_ = 0;
  model::WebhookId testShownFor_;
  std::pair<model::WebhookId, model::WebhookKind> previewed_;
  QStringList types_;
  bool testOfForm_ = false;
};

}  // namespace hookline::webhooks_page
