#include "shell/dialog_prompter.h"

#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QtTest>

#include "support/bare_look.h"
#include "support/ui_test.h"
#include "theme/theme.h"

using namespace hookline;
using shell::DialogPrompter;
using shell::Prompter;

class DialogPrompterTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() { theme_.emplace(*qApp, std::make_unique<support::BareLook>()); }
  void init() {
    owner_ = std::make_unique<QWidget>();
    owner_->show();
  }
  void cleanup() { owner_.reset(); }
  void cleanupTestCase() { theme_.reset(); }

  void aQuestionBlocksNothingAndNamesItsConnection();
  void daemonDone6_aQuestionShowsTheBadgeAndALongNameShortened();
  void enterAloneNeverDestroys();
  void wordsHaveToBeTypedFirst();
  void closingIsANo();
  void aQuestionGoesWithItsOwnerUnanswered();
  void leavingHasThreeAnswers();
  void aSecretCanBeCopied();
  void whatIsToldCanBeCopiedAndIsPlain();
  void aFileIsPickedOrNot();

 private:
  QDialog* dialog() { return owner_->findChild<QDialog*>("questionDialog"); }
  template <typename T>
  T* find(const char* name) {
    return owner_->findChild<T*>(QLatin1String(name));
  }

  std::optional<theme::Theme> theme_;
  std::unique_ptr<QWidget> owner_;
  DialogPrompter prompter_{{"far", "Production", "hooks.example", shell::ConnectionColour::kRed, false}};
};

void DialogPrompterTest::aQuestionBlocksNothingAndNamesItsConnection() {
  int answers = 0;
  bool yes = false;
  prompter_.ask(owner_.get(), {"Retry 5?", "They go to Zendesk.", "Retry 5", false, {}}, [&](bool answer) {
    ++answers;
    yes = answer;
  });
  QCOMPARE(answers, 0);
  QVERIFY(dialog()->isVisible());
  QVERIFY(dialog()->windowTitle().contains("Production"));
  QVERIFY(find<QLabel>("questionConnection")->text().contains("Production"));
  const auto stripe = dialog()->grab().toImage().pixelColor(20, 1);
  QCOMPARE(stripe, theme::shownPalette().bad.ink);
  QTest::keyClick(dialog(), Qt::Key_Return);
  QTRY_COMPARE(answers, 1);
  QVERIFY(yes);
  QTRY_VERIFY(dialog() == nullptr);
}

void DialogPrompterTest::daemonDone6_aQuestionShowsTheBadgeAndALongNameShortened() {
  shell::ConnectionChoice choice{"far", QString(60, QLatin1Char('W')), "hooks.example", shell::ConnectionColour::kRed, false};
  choice.environment = shell::Environment::kProduction;
  DialogPrompter prompter{choice};
  prompter.ask(owner_.get(), {"Purge 12?", "They are gone then.", "Purge 12 dead letters", true, {}}, [](bool) {});
  QVERIFY(dialog()->windowTitle().endsWith("W [Production]"));
  auto* badge = find<QWidget>("environmentBadge");
  QVERIFY(badge->isVisible());
  QCOMPARE(badge->accessibleName(), QString("Production"));
  QCOMPARE(badge->grab().toImage().pixelColor(3, badge->height() / 2), theme::shownPalette().bad.ink);
  QVERIFY2(dialog()->width() < 600, "a long name makes no wide question");
  QVERIFY(badge->geometry().right() < dialog()->width());
  QCOMPARE(find<QLabel>("questionConnection")->textFormat(), Qt::PlainText);
  dialog()->reject();
  QTRY_VERIFY(dialog() == nullptr);

  prompter_.ask(owner_.get(), {"Retry 5?", "They go to Zendesk.", "Retry 5", false, {}}, [](bool) {});
  QVERIFY2(!find<QWidget>("environmentBadge")->isVisible(), "it has none");
}

void DialogPrompterTest::enterAloneNeverDestroys() {
  std::optional<bool> answer;
  prompter_.ask(owner_.get(), {"Purge 12?", "They are gone then.", "Purge 12 dead letters", true, {}}, [&](bool yes) { answer = yes; });
  QTest::keyClick(dialog(), Qt::Key_Return);
  QTRY_VERIFY(answer.has_value());
  QVERIFY(!*answer);
  QTRY_VERIFY(dialog() == nullptr);
  answer.reset();
  prompter_.ask(owner_.get(), {"Purge 12?", "They are gone then.", "Purge 12 dead letters", true, {}}, [&](bool yes) { answer = yes; });
  auto* confirm = find<QPushButton>("confirmButton");
  QCOMPARE(confirm->text(), QString("Purge 12 dead letters"));
  QCOMPARE(confirm->grab().toImage().pixelColor(6, confirm->height() / 2), theme::shownPalette().bad.ink);
  confirm->click();
  QTRY_VERIFY(answer.has_value());
  QVERIFY(*answer);
}

void DialogPrompterTest::wordsHaveToBeTypedFirst() {
  std::optional<bool> answer;
  prompter_.ask(owner_.get(), {"Purge 212?", "They are gone then.", "Purge 212", true, "212"}, [&](bool yes) { answer = yes; });
  auto* confirm = find<QPushButton>("confirmButton");
  auto* field = find<QLineEdit>("typeToConfirm");
  QVERIFY(!confirm->isEnabled());
  QTest::keyClicks(field, "21");
  QVERIFY(!confirm->isEnabled());
  QTest::keyClicks(field, "2");
  QVERIFY(confirm->isEnabled());
  QTest::keyClicks(field, "2");
  QVERIFY(!confirm->isEnabled());
  QTest::keyClick(field, Qt::Key_Backspace);
  confirm->click();
  QTRY_COMPARE(answer, std::optional(true));
}

void DialogPrompterTest::closingIsANo() {
  std::optional<bool> answer;
  prompter_.ask(owner_.get(), {"Stop?", "Text", "Stop", false, {}}, [&](bool yes) { answer = yes; });
  QTest::keyClick(dialog(), Qt::Key_Escape);
  QTRY_COMPARE(answer, std::optional(false));
}

void DialogPrompterTest::aQuestionGoesWithItsOwnerUnanswered() {
  int answers = 0;
  prompter_.ask(owner_.get(), {"Stop?", "Text", "Stop", false, {}}, [&](bool) { ++answers; });
  QPointer<QDialog> open = dialog();
  owner_.reset();
  QVERIFY(open.isNull());
  QCoreApplication::processEvents();
  QCOMPARE(answers, 0);
}

void DialogPrompterTest::leavingHasThreeAnswers() {
  const QList<QPair<const char*, Prompter::Leaving>> buttons = {
      {"saveButton", Prompter::Leaving::kSave}, {"discardButton", Prompter::Leaving::kDiscard}, {"stayButton", Prompter::Leaving::kStay}};
  for (const auto& [name, wanted] : buttons) {
    std::optional<Prompter::Leaving> answer;
    prompter_.askLeaving(owner_.get(), "Sales Slack has changes that are not saved.", [&](Prompter::Leaving leaving) { answer = leaving; });
    find<QPushButton>(name)->click();
    QTRY_COMPARE(answer, std::optional(wanted));
    QTRY_VERIFY(dialog() == nullptr);
  }
  std::optional<Prompter::Leaving> answer;
  prompter_.askLeaving(owner_.get(), "Changes", [&](Prompter::Leaving leaving) { answer = leaving; });
  QTest::keyClick(dialog(), Qt::Key_Escape);
  QTRY_COMPARE(answer, std::optional(Prompter::Leaving::kStay));
}

void DialogPrompterTest::aSecretCanBeCopied() {
  bool done = false;
  prompter_.showOnce(owner_.get(), "Signing secret", "It is shown once.", "whsec_abc", [&] { done = true; });
  QCOMPARE(find<QLineEdit>("onceField")->text(), QString("whsec_abc"));
  find<QPushButton>("copyOnceButton")->click();
  QCOMPARE(QApplication::clipboard()->text(), QString("whsec_abc"));
  QVERIFY(!done);
  find<QPushButton>("doneButton")->click();
  QTRY_VERIFY(done);
}

void DialogPrompterTest::whatIsToldCanBeCopiedAndIsPlain() {
  prompter_.tell(owner_.get(), "It failed", "<b>503</b>");
  QCOMPARE(find<QLabel>("questionText")->textFormat(), Qt::PlainText);
  find<QPushButton>("copyTextButton")->click();
  QCOMPARE(QApplication::clipboard()->text(), QString("It failed\n<b>503</b>"));
  QTest::keyClick(dialog(), Qt::Key_Return);
  QTRY_VERIFY(dialog() == nullptr);
}

void DialogPrompterTest::aFileIsPickedOrNot() {
  std::optional<QString> file;
  prompter_.pickSaveFile(owner_.get(), "Export", "deliveries.csv", [&](const QString& picked) { file = picked; });
  auto* picker = find<QFileDialog>("saveFileDialog");
  QVERIFY(picker->isVisible());
  QVERIFY(picker->windowTitle().contains("Production"));
  picker->reject();
  QTRY_COMPARE(file, std::optional(QString()));
}

UI_TEST(dialog_prompter_test, DialogPrompterTest)
#include "dialog_prompter_test.moc"
