#pragma once
#include <QTimer>
#include <vector>

#include "shell/page.h"
#include "shell/prompter.h"

namespace hookline::support {

/// Answers every question as the test says beforehand and keeps what was asked.
class ScriptedPrompter final : public shell::Prompter {
 public:
  bool yes = true;
  Leaving leaving = Leaving::kStay;
  std::vector<shell::Question> asked;
  QStringList leavings;  ///< what was about to be given up
  QStringList secrets;   ///< what was shown once
  QStringList told;

  void ask(QWidget* owner, const shell::Question& question, std::function<void(bool)> then) override {
    asked.push_back(question);
    QTimer::singleShot(0, owner, [then = std::move(then), answer = yes] { then(answer); });
  }
  void askLeaving(QWidget* owner, const QString& what, std::function<void(Leaving)> then) override {
    leavings << what;
    QTimer::singleShot(0, owner, [then = std::move(then), answer = leaving] { then(answer); });
  }
  void showOnce(QWidget* owner, const QString&, const QString&, const QString& secret, std::function<void()> then) override {
    secrets << secret;
    QTimer::singleShot(0, owner, std::move(then));
  }
  void tell(QWidget*, const QString&, const QString& text) override { told << text; }
  void pickSaveFile(QWidget* owner, const QString&, const QString&, std::function<void(QString)> then) override {
    QTimer::singleShot(0, owner, [then = std::move(then)] { then({}); });
  }
};

/// Keeps where a page wanted to send the person.
class ScriptedNavigator final : public shell::Navigator {
 public:
  std::vector<shell::PageId> pages;
  std::vector<client::DeliveryFilter> filters;
  std::vector<model::DeliveryId> deliveries;
  std::vector<model::WebhookId> webhooks;
  int newWebhooks = 0;
  QStringList toasts;
  int connectsToDaemon = 0;
  QList<shell::ConnectionChoice> known;  ///< the window's connections; the first is in use
  QStringList switches;
  QStringList forgotten;
  std::vector<std::optional<model::WebhookKind>> manuals;  ///< the chapters that were asked for
  theme::Theme::Mode mode = theme::Theme::Mode::kSystem;

  void show(shell::PageId page) override { pages.push_back(page); }
  void showDeliveries(const client::DeliveryFilter& filter) override { filters.push_back(filter); }
  void showDelivery(model::DeliveryId id) override { deliveries.push_back(id); }
  void showWebhook(model::WebhookId id) override { webhooks.push_back(id); }
  void newWebhook() override { ++newWebhooks; }
  void toast(const QString& sentence) override { toasts << sentence; }
  void connectToDaemon() override { ++connectsToDaemon; }
  bool canConnectToDaemon() const override { return true; }
  int pastedLinks = 0;
  void pasteConnectLink() override { ++pastedLinks; }
  bool canOpenConnectLinks() const override { return true; }
  QList<shell::ConnectionChoice> connections() const override { return known; }
  QString connectionId() const override { return known.isEmpty() ? QString() : known.front().id; }
  void switchTo(const QString& id) override { switches << id; }
  QStringList edited;
  void editConnection(const QString& id) override { edited << id; }
  void forget(const QString& id) override { forgotten << id; }
  theme::Theme::Mode themeMode() const override { return mode; }
  void setTheme(theme::Theme::Mode chosen) override { mode = chosen; }
  void showManual(std::optional<model::WebhookKind> kind) override { manuals.push_back(kind); }
  bool hasManual() const override { return true; }
};

}  // namespace hookline::support
