#include <QAccessible>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTest>
#include <QTextBlock>
#include <QTextEdit>

#include "manual_page/manual_window.h"
#include "support/scripted_channel.h"
#include "support/ui_test.h"
#include "ui/webhooks_page/scripted_kinds.h"
#include "widgets/empty_state.h"

namespace hookline::manual_page {

using support::ScriptedChannel;
using State = client::ChannelState::Kind;

/// The window on a scripted core.
class ManualWindowTest final : public QObject {
  Q_OBJECT

 private:
  using Json = nlohmann::json;

  struct Rig {
    Rig() {
      auto owned = std::make_unique<ScriptedChannel>();
      channel = owned.get();
      client = std::make_unique<client::Client>(std::move(owned));
      channel->role("viewer", {"read"});
      script(webhooks_page::scriptedKinds());
    }
    ~Rig() { window.follow(nullptr, {}); }

    void script(const Json& kinds) const { channel->on("GET /api/integrations", Json{{"items", kinds}, {"next", nullptr}}); }
    int asked() const { return static_cast<int>(channel->requests("GET /api/integrations").size()); }

    ScriptedChannel* channel = nullptr;
    std::unique_ptr<client::Client> client;
    ManualWindow window;
  };
  std::unique_ptr<Rig> rig_;

  template <typename Widget = QWidget>
  Widget* child(const char* name) const {
    auto* found = rig_->window.findChild<Widget*>(QLatin1String(name));
    if (!found) qFatal("There is no %s.", name);
    return found;
  }
  QListWidget& list() const { return *child<QListWidget>("manualList"); }
  QTextEdit& view() const { return *child<QTextEdit>("manualChapter"); }
  QString title() const { return view().document()->firstBlock().text(); }
  QString count() const { return child<QLabel>("manualCount")->text(); }
  QString sentence() const { return child<widgets::EmptyState>("manualEmpty")->sentence(); }
  QString detail() const { return child<widgets::EmptyState>("manualEmpty")->findChild<QLabel*>(QStringLiteral("emptyDetail"))->text(); }
  QPushButton& button() const { return child<widgets::EmptyState>("manualEmpty")->button(); }
  QString selected() const { return view().textCursor().selectedText(); }
  /// Presses where the keyboard is.
  static void press(Qt::Key key, Qt::KeyboardModifiers with = {}) { QTest::keyClick(QApplication::focusWidget(), key, with); }
  void type(const QString& words) {
    press(Qt::Key_F, Qt::ControlModifier);
    QTRY_VERIFY(child("manualSearch")->hasFocus());
    QTest::keyClicks(QApplication::focusWidget(), words);
  }
  void follow() {
    rig_->window.follow(rig_->client.get(), QStringLiteral("Production"));
    rig_->window.open({});
    QTRY_VERIFY(rig_->window.isActiveWindow());
  }
  void start() {
    rig_->client->open();
    follow();
    QTRY_COMPARE(list().count(), 3);
    QTRY_VERIFY(child("manualSearch")->hasFocus());
  }

 private slots:
  void init() { rig_ = std::make_unique<Rig>(); }
  void cleanup() { rig_.reset(); }

  void destinationsDone1_theChaptersAreThoseTheCoreNamesWhateverTheyAreCalled() {
    start();
    QCOMPARE(title(), QStringLiteral("Custom webhook"));
    list().setCurrentRow(2);
    QCOMPARE(title(), QStringLiteral("Desk"));
    QVERIFY(view().toPlainText().contains(QStringLiteral("Access token  Required · Kept secret")));
    QVERIFY(rig_->window.windowTitle().contains(QStringLiteral("Production")));
  }

  void destinationsDone1_hostileTextIsShownAsItIs() {
    const auto* markup = "<b>big</b> <img src='http://127.0.0.1:1/spy'> <a href='http://127.0.0.1:1/'>here</a>";
    auto kinds = webhooks_page::scriptedKinds();
    kinds[1]["title"] = markup;
    kinds[1]["summary"] = markup;
    kinds[1]["fields"][0]["label"] = markup;
    kinds[1]["fields"][0]["help"] = markup;
    kinds[1]["fields"][0]["placeholder"] = markup;
    kinds[1]["events"][0]["type"] = markup;
    kinds[1]["events"][0]["action"] = markup;
    kinds[1]["limits"] = {{{"what", markup}, {"value", markup}}};
    rig_->script(kinds);
    start();
    list().setCurrentRow(1);
    const auto words = QString::fromLatin1(markup);
    QCOMPARE(view().toPlainText().count(words), 10);  // the title stands in the way to it, too
    QCOMPARE(list().item(1)->text(), words);
    for (auto block = view().document()->begin(); block.isValid(); block = block.next())
      for (auto at = block.begin(); !at.atEnd(); ++at) {
        QVERIFY(!at.fragment().charFormat().isAnchor());
        QVERIFY(!at.fragment().charFormat().isImageFormat());
      }
  }

  void destinationsDone1_aSearchFindsCountsAndJumps() {
    start();
    type(QStringLiteral("host"));
    QCOMPARE(list().count(), 1);
    QCOMPARE(title(), QStringLiteral("Chatter"));
    QVERIFY2(list().item(0)->text().startsWith(QStringLiteral("Chatter (")), qPrintable(list().item(0)->text()));
    QVERIFY2(count().startsWith(QStringLiteral("Hit 1 of ")) && count().endsWith(QStringLiteral("in 1 chapter")), qPrintable(count()));
    QCOMPARE(selected().toLower(), QStringLiteral("host"));
    press(Qt::Key_Return);
    QVERIFY2(count().startsWith(QStringLiteral("Hit 2 of ")), qPrintable(count()));
    QCOMPARE(selected().toLower(), QStringLiteral("host"));
    press(Qt::Key_Escape);
    QCOMPARE(list().count(), 3);
    QVERIFY(rig_->window.isVisible());
    QVERIFY2(title() == QStringLiteral("Chatter"), "who went there stays there");
    QVERIFY(!child("manualCount")->isVisible());
  }

  void destinationsDone1_f3GoesThroughAllChaptersAndRound() {
    start();
    type(QStringLiteral("summary-of-none"));
    QTRY_COMPARE(sentence(), QStringLiteral("No chapter holds all of these words."));
    QVERIFY(child("manualEmpty")->isVisible());
    QCOMPARE(list().count(), 0);
    QTest::mouseClick(&button(), Qt::LeftButton);
    QTRY_VERIFY(view().isVisible());
    QCOMPARE(title(), QStringLiteral("Custom webhook"));
    type(QStringLiteral("lead.captured"));
    QCOMPARE(list().count(), 2);
    QCOMPARE(count(), QStringLiteral("Hit 1 of 2, in 2 chapters"));
    QCOMPARE(title(), QStringLiteral("Chatter"));
    const int first = view().textCursor().selectionStart();
    press(Qt::Key_F3);
    QCOMPARE(count(), QStringLiteral("Hit 2 of 2, in 2 chapters"));
    QCOMPARE(title(), QStringLiteral("Desk"));
    QCOMPARE(selected(), QStringLiteral("lead.captured"));
    QCOMPARE(list().currentRow(), 1);
    press(Qt::Key_F3);
    QCOMPARE(title(), QStringLiteral("Chatter"));
    QCOMPARE(view().textCursor().selectionStart(), first);
    press(Qt::Key_F3, Qt::ShiftModifier);
    QCOMPARE(title(), QStringLiteral("Desk"));
    child<QPushButton>("manualNext")->click();
    QCOMPARE(title(), QStringLiteral("Chatter"));
  }

  void destinationsDone1_aKindThatIsAskedForIsNotHiddenByASearch() {
    start();
    type(QStringLiteral("lead.captured"));
    rig_->window.open(model::WebhookKind::kCustom);
    QCOMPARE(title(), QStringLiteral("Custom webhook"));
    QCOMPARE(list().count(), 3);
    QVERIFY(view().hasFocus());
    rig_->window.open({});
    QCOMPARE(title(), QStringLiteral("Custom webhook"));
    QVERIFY(child("manualSearch")->hasFocus());
  }

  void destinationsDone1_aKindIsShownAsSoonAsItIsThere() {
    rig_->channel->hold("GET /api/integrations");
    rig_->client->open();
    rig_->window.follow(rig_->client.get(), {});
    rig_->window.open(model::WebhookKind::kPagerduty);
    QTRY_COMPARE(sentence(), QStringLiteral("The manual is being read."));
    rig_->channel->unhold("GET /api/integrations");
    QTRY_VERIFY(view().isVisible());
    QCOMPARE(title(), QStringLiteral("Desk"));
    QTRY_VERIFY(view().hasFocus());
  }

  void destinationsDone1_withoutACoreItIsSaidWhyAndWhatHelps() {
    rig_->window.open({});
    QTRY_VERIFY(child("manualEmpty")->isVisible());
    QVERIFY(!child("manualContents")->isVisible());
    QCOMPARE(sentence(), QStringLiteral("No core is connected."));
    follow();
    QCOMPARE(sentence(), QStringLiteral("The core has not answered yet."));
    rig_->channel->state(State::kRefused, "The token was refused.");
    QTRY_COMPARE(sentence(), QStringLiteral("The core is not connected."));
    QVERIFY2(detail().contains(QStringLiteral("The token was refused.")) && detail().contains(QStringLiteral("main window")),
             qPrintable(detail()));
    rig_->channel->state(State::kLost, "<b>The daemon</b> does not answer.");
    QTRY_VERIFY2(detail().contains(QStringLiteral("<b>The daemon</b> does not answer.")), qPrintable(detail()));
    QVERIFY(button().isVisible());
    QCOMPARE(button().text(), QStringLiteral("Try now"));
    QCOMPARE(rig_->asked(), 0);
    rig_->client->open();
    QTRY_COMPARE(list().count(), 3);
    QVERIFY(view().isVisible());
  }

  void destinationsDone1_whatIsKnownStaysWhileTheConnectionIsLost() {
    start();
    rig_->channel->state(State::kLost, "The daemon does not answer.");
    QTRY_COMPARE(rig_->client->state().kind, State::kLost);
    QVERIFY(view().isVisible());
    QCOMPARE(list().count(), 3);
    auto kinds = webhooks_page::scriptedKinds();
    kinds.erase(2);
    rig_->script(kinds);
    rig_->client->open();
    QTRY_COMPARE(list().count(), 2);
  }

  void destinationsDone1_aRefusedReadingIsSaidAndReadAgain() {
    rig_->channel->on("GET /api/integrations",
                      [](const api::Request&) { return base::Result<api::Response>(ScriptedChannel::refusal(403, "Your role may not.")); });
    rig_->client->open();
    follow();
    QTRY_COMPARE(sentence(), QStringLiteral("The manual was not read."));
    QVERIFY(detail().contains(QStringLiteral("Your role may not.")));
    QTRY_VERIFY(button().hasFocus() || QApplication::focusWidget() == nullptr);
    rig_->script(webhooks_page::scriptedKinds());
    button().click();
    QTRY_COMPARE(list().count(), 3);
    rig_->script(Json::array());
    QTest::keyClick(&view(), Qt::Key_F5);
    QTRY_COMPARE(sentence(), QStringLiteral("This core names nothing it can send to."));
  }

  void destinationsDone1_anotherCoresChaptersReplaceTheseAndLateAnswersReachNobody() {
    start();
    Rig other;
    auto kinds = webhooks_page::scriptedKinds();
    kinds.erase(0);
    other.script(kinds);
    other.client->open();
    rig_->channel->hold("GET /api/integrations");
    QTest::keyClick(&view(), Qt::Key_F5);
    QTRY_COMPARE(rig_->channel->held("GET /api/integrations"), std::size_t(1));
    rig_->window.follow(other.client.get(), QStringLiteral("Staging"));
    QTRY_COMPARE(list().count(), 2);
    QVERIFY(rig_->window.windowTitle().contains(QStringLiteral("Staging")));
    rig_->channel->unhold("GET /api/integrations");
    QCoreApplication::processEvents();
    QCoreApplication::processEvents();
    QCOMPARE(list().count(), 2);
    rig_->window.follow(nullptr, {});
    QVERIFY(!view().isVisible());
  }

  void destinationsDone1_aWindowThatNobodySeesAsksForNothing() {
    rig_->window.follow(rig_->client.get(), {});
    rig_->client->open();
    QTRY_COMPARE(rig_->client->state().kind, State::kOpen);
    QTRY_VERIFY(rig_->client->me().may("read"));
    QCoreApplication::processEvents();
    QCOMPARE(rig_->asked(), 0);
    rig_->window.open({});
    QTRY_COMPARE(list().count(), 3);
    rig_->window.close();
    rig_->window.open({});
    QCOMPARE(rig_->asked(), 1);
  }

  void destinationsDone1_everythingIsReachedByTheKeyboardAndHasAName() {
    start();
    type(QStringLiteral("lead"));
    QSet<QWidget*> wanted;
    for (auto* widget : rig_->window.findChildren<QWidget*>())
      if (widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) != 0) wanted << widget;
    QVERIFY(wanted.size() >= 5);
    for (auto* widget : wanted) {
      auto* interface = QAccessible::queryAccessibleInterface(widget);
      QVERIFY(interface != nullptr);
      QVERIFY2(!interface->text(QAccessible::Name).isEmpty(), qPrintable(widget->objectName()));
    }
    QStringList order;
    QSet<QWidget*> visited;
    for (qsizetype n = 0; n < wanted.size(); ++n) {
      visited << QApplication::focusWidget();
      order << QApplication::focusWidget()->objectName();
      press(Qt::Key_Tab);
    }
    QCOMPARE(visited, wanted);
    QVERIFY(child("manualSearch")->hasFocus());
    QCOMPARE(order, (QStringList{QStringLiteral("manualSearch"), QStringLiteral("manualList"), QStringLiteral("manualBefore"),
                                 QStringLiteral("manualNext"), QStringLiteral("manualChapter")}));
    press(Qt::Key_F6);
    QTRY_VERIFY(view().hasFocus());
    press(Qt::Key_F6, Qt::ShiftModifier);
    QTRY_VERIFY(child("manualContents")->isAncestorOf(QApplication::focusWidget()));
    QCOMPARE(QAccessible::queryAccessibleInterface(&view())->text(QAccessible::Name), QStringLiteral("Chapter: Chatter"));
    press(Qt::Key_Escape);
    QVERIFY(rig_->window.isVisible());
    press(Qt::Key_Escape);
    QVERIFY(!rig_->window.isVisible());
  }

  void destinationsDone1_chaptersAreChosenByArrowKeys() {
    start();
    press(Qt::Key_Tab);
    QVERIFY(list().hasFocus());
    press(Qt::Key_Down);
    QCOMPARE(title(), QStringLiteral("Chatter"));
    press(Qt::Key_End);
    QCOMPARE(title(), QStringLiteral("Desk"));
  }
};

}  // namespace hookline::manual_page

UI_TEST(manual_window_test, hookline::manual_page::ManualWindowTest)
#include "manual_window_test.moc"
