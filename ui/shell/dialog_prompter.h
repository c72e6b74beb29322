#pragma once
#include "shell/connection_choice.h"
#include "shell/prompter.h"

namespace hookline::shell {

/// Asks a person, in dialogs that block nothing but their own window. Each names the connection and shows its colour and badge. A dialog is
/// its owner's child: it goes with it, unanswered.
class DialogPrompter final : public Prompter {
 public:
  explicit DialogPrompter(ConnectionChoice choice) : choice_(std::move(choice)) {}

  void ask(QWidget* owner, const Question& question, std::function<void(bool yes)> then) override;
  void askLeaving(QWidget* owner, const QString& what, std::function<void(Leaving)> then) override;
  void showOnce(QWidget* owner, const QString& title, const QString& text, const QString& secret, std::function<void()> then) override;
  void tell(QWidget* owner, const QString& title, const QString& text) override;
  void pickSaveFile(QWidget* owner, const QString& title, const QString& suggested, std::function<void(QString)> then) override;

 private:
  const ConnectionChoice choice_;
};

}  // namespace hookline::shell
