#pragma once
#include "client/client.h"
#include "shell/prompter.h"
#include "widgets/card.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace hookline::settings_page {

class FactLine;
class TokenList;

/// Where a chatbot sends its events, and with which token.
class ReceivingCard final : public widgets::Card {
  Q_OBJECT
 public:
  /// Both outlive it.
  ReceivingCard(client::Client& client, shell::Prompter& prompter, QWidget* parent = nullptr);

  void setSettings(const client::Settings& settings);
  void setTokens(const std::vector<client::Token>& tokens);
  /// Asks the client anew what may be done.
  void gate();
  QList<QWidget*> stops() const;

 signals:
  /// Something was changed, or may have been.
  void tokensToRead();
  void said(const QString& sentence);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void build();
  /// True: the name can be one.
  bool checkName();
  void sayProblem(const QString& problem);
  void create();
  void onCreated(const base::Result<client::CreatedToken>& created);
  void askToRevoke(const QString& name);
  void revoke(const QString& name);
  void tellFailure(const QString& title, const base::Error& error);

  client::Client& client_;
  shell::Prompter& prompter_;
  FactLine* address_;
  QLabel* whyNot_;
  TokenList* tokens_;
  QLineEdit* name_;
  QPushButton* create_;
  QLabel* problem_;
  bool busy_ = false;  // a change is on its way
};

}  // namespace hookline::settings_page
