#include "shell/dialog_prompter.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "shell/connection_dialog.h"
#include "theme/fonts.h"
#include "widgets/copy_button.h"
#include "widgets/plain_label.h"

namespace hookline::shell {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("DialogPrompter", text); }

/// The button that does it works only once the very words are typed.
void demandWords(ConnectionDialog& dialog, const QString& words, QPushButton& confirm) {
  auto* label = widgets::plainLabel("field", tr("Type %1 to go on").arg(words), &dialog);
  auto* field = new QLineEdit(&dialog);
  field->setObjectName(QStringLiteral("typeToConfirm"));
  field->setAccessibleName(label->text());
  label->setBuddy(field);
  dialog.body().addWidget(label);
  dialog.body().addWidget(field);
  confirm.setEnabled(false);
  QObject::connect(field, &QLineEdit::textChanged, &confirm,
                   [&confirm, words](const QString& typed) { confirm.setEnabled(typed.trimmed() == words); });
  field->setFocus();
}

void showExact(ConnectionDialog& dialog, const QString& exact) {
  auto* label = new QLabel(&dialog);
  label->setObjectName(QStringLiteral("questionExact"));
  label->setFont(theme::font(theme::TextRole::kMono));
  label->setTextFormat(Qt::PlainText);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  label->setText(exact);
  dialog.body().addWidget(label);
}

}  // namespace

void DialogPrompter::ask(QWidget* owner, const Question& question, std::function<void(bool yes)> then) {
  auto* dialog = new ConnectionDialog(choice_, question.title, question.text, owner);
  if (!question.exact.isEmpty()) showExact(*dialog, question.exact);
  auto* confirm =
      dialog->addButton(QStringLiteral("confirmButton"), question.confirm, QDialog::Accepted, question.dangerous ? "danger" : "primary");
  auto* cancel = dialog->addButton(QStringLiteral("cancelButton"), tr("Cancel"), QDialog::Rejected);
  // Enter alone never destroys anything.
  (question.dangerous ? cancel : confirm)->setDefault(true);
  confirm->setAutoDefault(!question.dangerous);
  if (!question.typeToConfirm.isEmpty())
    demandWords(*dialog, question.typeToConfirm, *confirm);
  else
    (question.dangerous ? cancel : confirm)->setFocus();
  QObject::connect(dialog, &QDialog::finished, dialog, [then = std::move(then)](int result) { then(result == QDialog::Accepted); });
  dialog->open();
}

void DialogPrompter::askLeaving(QWidget* owner, const QString& what, std::function<void(Leaving)> then) {
  constexpr int kSaveResult = 1;
  constexpr int kDiscardResult = 2;
  auto* dialog = new ConnectionDialog(choice_, tr("Keep your changes?"), what, owner);
  auto* save = dialog->addButton(QStringLiteral("saveButton"), tr("Save"), kSaveResult, "primary");
  dialog->addButton(QStringLiteral("discardButton"), tr("Discard"), kDiscardResult)->setAutoDefault(false);
  dialog->addButton(QStringLiteral("stayButton"), tr("Stay"), QDialog::Rejected);
  save->setDefault(true);
  save->setFocus();
  QObject::connect(dialog, &QDialog::finished, dialog, [then = std::move(then)](int result) {
    then(result == kSaveResult ? Leaving::kSave : result == kDiscardResult ? Leaving::kDiscard : Leaving::kStay);
  });
  dialog->open();
}

void DialogPrompter::showOnce(QWidget* owner, const QString& title, const QString& text, const QString& secret,
                              std::function<void()> then) {
  auto* dialog = new ConnectionDialog(choice_, title, text, owner);
  auto* field = new QLineEdit(secret, dialog);
  field->setObjectName(QStringLiteral("onceField"));
  field->setAccessibleName(title);
  field->setProperty("look", "mono");
  field->setReadOnly(true);
  field->setCursorPosition(0);
  auto* copy = new widgets::CopyButton(
      tr("Copy"), [secret] { return secret; }, dialog);
  copy->setObjectName(QStringLiteral("copyOnceButton"));
  auto* row = new QHBoxLayout;
  row->addWidget(field, 1);
  row->addWidget(copy);
  dialog->body().addLayout(row);
  dialog->addButton(QStringLiteral("doneButton"), tr("I have it"), QDialog::Accepted, "primary")->setAutoDefault(false);
  copy->setFocus();
  QObject::connect(dialog, &QDialog::finished, dialog, [then = std::move(then)] { then(); });
  dialog->open();
}

void DialogPrompter::tell(QWidget* owner, const QString& title, const QString& text) {
  auto* dialog = new ConnectionDialog(choice_, title, text, owner);
  auto* copy = new widgets::CopyButton(
      tr("Copy"), [title, text] { return title + QLatin1Char('\n') + text; }, dialog);
  copy->setObjectName(QStringLiteral("copyTextButton"));
  dialog->body().addWidget(copy, 0, Qt::AlignLeft);
  auto* close = dialog->addButton(QStringLiteral("closeButton"), tr("Close"), QDialog::Accepted, "primary");
  close->setDefault(true);
  close->setFocus();
  dialog->open();
}

void DialogPrompter::pickSaveFile(QWidget* owner, const QString& title, const QString& suggested, std::function<void(QString)> then) {
  auto* dialog = new QFileDialog(owner, QStringLiteral("%1 - %2").arg(title, nameWithBadge(choice_)), QString(), QString());
  dialog->setObjectName(QStringLiteral("saveFileDialog"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setFileMode(QFileDialog::AnyFile);
  dialog->selectFile(suggested);
  QObject::connect(dialog, &QDialog::finished, dialog, [dialog, then = std::move(then)](int result) {
    const auto files = dialog->selectedFiles();
    then(result == QDialog::Accepted && !files.isEmpty() ? files.constFirst() : QString());
  });
  dialog->open();
}

}  // namespace hookline::shell
