#pragma once
#include <QApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QVBoxLayout>
#include <QtTest>

#include "shell/main_window.h"
#include "support/bare_look.h"
#include "support/fake_channel.h"
#include "theme/theme.h"

namespace hookline::shell_test {

/// A clock that stands still until the test moves it.
class HandClock final : public base::Clock {
 public:
  base::Now now() const override { return now_; }
  void pass(base::Millis time) {
    now_.wall += time;
    now_.mono += time;
  }

 private:
  base::Now now_{base::fromMs(1795550400000), base::MonoTime{base::Micros{1000000}}, {}};
};

/// A page that writes down what it is told.
class NotingPage final : public shell::Page {
 public:
  NotingPage(shell::PageId page, const shell::PageContext& made, QStringList& log, QWidget* parent)
      : Page(parent), id(page), context(made), log_(log) {
    setObjectName(QStringLiteral("page%1").arg(static_cast<int>(page)));
    auto* column = new QVBoxLayout(this);
    field = new QLineEdit(this);
    field->setObjectName(QStringLiteral("field"));
    field->setAccessibleName(QStringLiteral("Filter"));
    editor = new QPlainTextEdit(this);
    editor->setAccessibleName(QStringLiteral("Notes"));
    editor->setTabChangesFocus(true);
    column->addWidget(field);
    column->addWidget(editor);
  }
  ~NotingPage() override { note("gone"); }

  void shown() override { note("shown"); }
  void hidden() override { note("hidden"); }
  void reload() override { note("reload"); }
  void focusFilter() override { field->setFocus(); }
  void showFilter(const client::DeliveryFilter& filter) override { note("filter " + QString::fromStdString(filter.text)); }
  void showDelivery(model::DeliveryId delivery) override { note("delivery " + QString::fromStdString(delivery.text())); }
  void showWebhook(model::WebhookId webhook) override { note("webhook " + QString::fromStdString(webhook.text())); }
  void newWebhook() override { note("new webhook"); }
  void beforeLeaving(const std::function<void()>& leave) override {
    if (!dirty) return leave();
    note("asked");
    leaveLater = leave;
  }
  void askForDeliveries() {
    context.client.deliveries(this, {}, {}, 10, [this](auto) { note("answered"); });
  }

  const shell::PageId id;
  const shell::PageContext context;
  QLineEdit* field;
  QPlainTextEdit* editor;
  bool dirty = false;
  std::function<void()> leaveLater;

 private:
  void note(const QString& what) { log_ << QStringLiteral("%1 %2").arg(static_cast<int>(id)).arg(what); }
  QStringList& log_;
};

/// Writes questions down and answers as told.
class TellingPrompter final : public shell::Prompter {
 public:
  TellingPrompter(QStringList& log, const bool& yes) : log_(log), yes_(yes) {}
  void ask(QWidget* owner, const shell::Question& question, std::function<void(bool)> then) override {
    log_ << "ask " + question.title;
    QMetaObject::invokeMethod(
        owner, [then = std::move(then), yes = yes_] { then(yes); }, Qt::QueuedConnection);
  }
  void askLeaving(QWidget*, const QString&, std::function<void(Leaving)>) override {}
  void showOnce(QWidget*, const QString&, const QString&, const QString&, std::function<void()>) override {}
  void tell(QWidget*, const QString& title, const QString& text) override { log_ << "tell " + title + ": " + text; }
  void pickSaveFile(QWidget*, const QString&, const QString&, std::function<void(QString)>) override {}

 private:
  QStringList& log_;
  const bool& yes_;
};

/// Two cores, and a window that can show either.
struct Rig {
  explicit Rig(theme::Theme& shown) : theme(shown) {}

  shell::WindowOptions options() {
    shell::WindowOptions options;
    options.connections = {{"here", "This computer", "receiving at 127.0.0.1:8787", shell::ConnectionColour::kGreen, false},
                           {"far", "Production", "hooks.example", shell::ConnectionColour::kRed, false},
                           {"demo", "Demo", "", shell::ConnectionColour::kBlue, true}};
    options.connect = [this](const shell::ConnectionChoice& choice) { return (choice.id == "here" ? here : far).channel(); };
    for (const auto id : pages)
      options.pages[id] = [this, id](const shell::PageContext& context, QWidget* parent) {
        return new NotingPage(id, context, log, parent);
      };
    options.prompter = [this](const shell::ConnectionChoice&) { return std::make_unique<TellingPrompter>(log, yes); };
    options.manual = manual;
    options.leaveDemo = [this] { log << "left demo"; };
    return options;
  }

  void start() {
    window = std::make_unique<shell::MainWindow>(options(), theme, settings, clock);
    window->show();
    window->activateWindow();
    QTRY_VERIFY(window->isActiveWindow());
  }
  NotingPage& page(shell::PageId id) { return *window->findChild<NotingPage*>(QStringLiteral("page%1").arg(static_cast<int>(id))); }
  template <typename T>
  T* find(const char* name) {
    return window->findChild<T*>(QLatin1String(name));
  }

  theme::Theme& theme;
  support::FakeCore here;
  support::FakeCore far;
  HandClock clock;
  QTemporaryDir folder;
  QSettings settings{folder.filePath("window.ini"), QSettings::IniFormat};
  QStringList log;
  bool yes = true;
  std::vector<shell::PageId> pages = {shell::PageId::kOverview, shell::PageId::kDeliveries, shell::PageId::kDeadLetters,
                                      shell::PageId::kWebhooks, shell::PageId::kSimulator,  shell::PageId::kSettings};
  std::function<shell::Manual*(QWidget*)> manual;  ///< none, unless a test gives one
  std::unique_ptr<shell::MainWindow> window;
};

}  // namespace hookline::shell_test
