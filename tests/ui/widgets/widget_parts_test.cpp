#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTextBlock>
#include <QTextLayout>
#include <QtTest>

#include "support/bare_look.h"
#include "support/ui_test.h"
#include "theme/theme.h"
#include "widgets/banner.h"
#include "widgets/card.h"
#include "widgets/code_view.h"
#include "widgets/copy_button.h"
#include "widgets/elided_label.h"
#include "widgets/empty_state.h"
#include "widgets/hex_text.h"
#include "widgets/json_layout.h"
#include "widgets/status_chip.h"
#include "widgets/tile.h"
#include "widgets/toast.h"

using namespace hookline;
using namespace hookline::widgets;

namespace {

/// The colour of the character at `at` of a line.
QColor inkAt(const QPlainTextEdit& text, int line, int at) {
  for (const auto& range : text.document()->findBlockByNumber(line).layout()->formats())
    if (at >= range.start && at < range.start + range.length) return range.format.foreground().color();
  return {};
}

}  // namespace

class WidgetPartsTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() { theme_.emplace(*qApp, std::make_unique<support::BareLook>()); }
  void init() { theme_->setMode(theme::Theme::Mode::kLight); }
  void cleanupTestCase() { theme_.reset(); }
  void everyChipHasItsGroundInBothThemes();
  void aChipWithoutRoomElidesAndNeverPaintsOutside();
  void jsonIsLaidOutTokenByToken();
  void whatIsNoJsonIsNotLaidOut();
  void jsonDeeperThanTheLimitIsNotLaidOut();
  void codeShowsKeysAndStringsInTheirColoursAndFollowsTheTheme();
  void codeThatIsNoJsonIsShownAsItIs();
  void codeBeyondTheLimitIsCutAtAWholeCharacterAndSaysSo();
  void bytesThatAreNoTextAreShownInHex();
  void tabLeavesTheCode();
  void aLongLabelIsElidedAndKeepsItsWholeTextInTheToolTip();
  void markupInTextStaysText();
  void theCopyButtonCopiesWhatHoldsNow();
  void anEmptyStateOffersItsOneButton();
  void aBannerOffersItsButtonsAndForgetsThem();
  void aBannerRepeatedSaysNothingNew();
  void aTileWorksWithoutAMouse();
  void aToastStandsInsideItsHostAndGoes();

 private:
  std::optional<theme::Theme> theme_;
};

void WidgetPartsTest::everyChipHasItsGroundInBothThemes() {
  using theme::ToneName;
  const QList<QPair<ChipKind, ToneName>> kinds = {{ChipKind::kGood, ToneName::kGood},   {ChipKind::kWarn, ToneName::kWarn},
                                                  {ChipKind::kBad, ToneName::kBad},     {ChipKind::kHeld, ToneName::kIdle},
                                                  {ChipKind::kBusy, ToneName::kAccent}, {ChipKind::kQuiet, ToneName::kIdle}};
  for (const auto mode : {theme::Theme::Mode::kLight, theme::Theme::Mode::kDark}) {
    theme_->setMode(mode);
    for (const auto& [kind, tone] : kinds) {
      StatusChip chip;
      chip.setChip({kind, "Word"});
      chip.resize(chip.sizeHint());
      const auto image = chip.grab().toImage();
      QVERIFY(support::holds(image, theme::shownPalette().tone(tone).ground));
      QVERIFY(support::holds(image, theme::shownPalette().tone(tone).ink));
      QCOMPARE(chip.accessibleName(), QString("Word"));
    }
  }
}

void WidgetPartsTest::aChipWithoutRoomElidesAndNeverPaintsOutside() {
  QImage image(200, 40, QImage::Format_ARGB32_Premultiplied);
  image.fill(Qt::transparent);
  QPainter painter(&image);
  paintChip(painter, QRectF(10, 5, 70, 30), {ChipKind::kWarn, "Retry in 14 minutes and some seconds"});
  painter.end();
  for (int y = 0; y < image.height(); ++y)
    for (int x = 81; x < image.width(); ++x) QCOMPARE(qAlpha(image.pixel(x, y)), 0);
  QVERIFY(qAlpha(image.pixel(40, 20)) > 0);
}

void WidgetPartsTest::jsonIsLaidOutTokenByToken() {
  QCOMPARE(
      laidOutJson("{\"a\":1.10,\"b\":[true,{\"c\":\"x, \\\"y\\\": {\"}],\"d\":{},\"e\":[]}").value(),
      QString(
          "{\n  \"a\": 1.10,\n  \"b\": [\n    true,\n    {\n      \"c\": \"x, \\\"y\\\": {\"\n    }\n  ],\n  \"d\": {},\n  \"e\": []\n}"));
  QCOMPARE(laidOutJson(" 12345678901234567890.00e+5 ").value(), QString("12345678901234567890.00e+5"));
}

void WidgetPartsTest::whatIsNoJsonIsNotLaidOut() {
  for (const auto* text : {"", "hello", "{", "}", "[1,]", "{\"a\"}", "{\"a\":}", "{a:1}", "[1 2]", "01", "\"open", "\"a\nb\"", "[1]x",
                           "{\"a\":1,}", "nul", "\"\\"})
    QVERIFY2(!laidOutJson(text), text);
}

void WidgetPartsTest::jsonDeeperThanTheLimitIsNotLaidOut() {
  const auto nested = [](int depth) { return QString(depth, '[') + QString(depth, ']'); };
  QVERIFY(laidOutJson(nested(kMaxJsonDepth)));
  QVERIFY(!laidOutJson(nested(kMaxJsonDepth + 1)));
}

void WidgetPartsTest::codeShowsKeysAndStringsInTheirColoursAndFollowsTheTheme() {
  CodeView view("Body");
  view.setBytes("{\"type\":\"lead.captured\"}");
  const auto& text = *view.findChild<QPlainTextEdit*>("codeText");
  QCOMPARE(view.shownText(), QString("{\n  \"type\": \"lead.captured\"\n}"));
  QCOMPARE(inkAt(text, 1, 4), theme::lightPalette().accent.ink);
  QCOMPARE(inkAt(text, 1, 12), theme::lightPalette().good.ink);
  theme_->setMode(theme::Theme::Mode::kDark);
  QTRY_COMPARE(inkAt(text, 1, 4), theme::darkPalette().accent.ink);
}

void WidgetPartsTest::codeThatIsNoJsonIsShownAsItIs() {
  CodeView view("Body");
  view.setBytes("He said \"no\": <b>never</b>");
  QCOMPARE(view.shownText(), QString("He said \"no\": <b>never</b>"));
  QVERIFY(!inkAt(*view.findChild<QPlainTextEdit*>("codeText"), 0, 9).isValid());
}

void WidgetPartsTest::codeBeyondTheLimitIsCutAtAWholeCharacterAndSaysSo() {
  CodeView view("Body");
  auto* note = view.findChild<QLabel*>("codeNote");
  view.setBytes(std::string(CodeView::kMaxShownBytes, 'x'));
  QVERIFY(note->isHidden());
  std::string text(CodeView::kMaxShownBytes - 1, 'x');
  text += "€ and more";
  view.setBytes(text);
  QVERIFY(!note->isHidden());
  QVERIFY(note->text().contains("256"));
  QCOMPARE(view.shownText(), QString(CodeView::kMaxShownBytes - 1, 'x'));
}

void WidgetPartsTest::bytesThatAreNoTextAreShownInHex() {
  CodeView view("Body");
  view.setBytes(std::string("PK\x03\x04\xff\x00z", 7));
  QCOMPARE(view.shownText(), QString("00000000  50 4b 03 04 ff 00 7a                             PK....z"));
  QVERIFY(!view.findChild<QLabel*>("codeNote")->isHidden());
  QCOMPARE(hexText(QByteArray(17, 'a')).count('\n'), 1);
}

void WidgetPartsTest::tabLeavesTheCode() {
  QWidget window;
  auto* view = new CodeView("Body", &window);
  auto* after = new QPushButton("After", &window);
  view->setBytes("text");
  window.show();
  window.activateWindow();
  view->setFocus();
  auto* text = view->findChild<QPlainTextEdit*>("codeText");
  QTRY_VERIFY(text->hasFocus());
  QTest::keyClick(text, Qt::Key_Tab);
  QTRY_VERIFY(after->hasFocus());
}

void WidgetPartsTest::aLongLabelIsElidedAndKeepsItsWholeTextInTheToolTip() {
  ElidedLabel label;
  label.setText("<b>short</b>");
  label.resize(300, 20);
  label.show();
  QVERIFY(label.toolTip().isEmpty());
  label.resize(30, 20);
  QTRY_VERIFY(label.toolTip().contains("&lt;b&gt;short"));
  QVERIFY(label.minimumSizeHint().width() < 30);
}

void WidgetPartsTest::markupInTextStaysText() {
  Banner banner;
  EmptyState empty;
  Tile tile("<i>t</i>");
  Card card("<i>c</i>");
  Toast toast(&card);
  banner.say(Banner::Kind::kDanger, "<b>x</b>", "<img src=x>");
  empty.show(theme::Icon::kInfo, "<b>x</b>", "<b>y</b>");
  tile.say("<b>1</b>", "<b>h</b>");
  toast.say("<b>x</b>");
  for (auto* parent : std::initializer_list<QWidget*>{&banner, &empty, &tile, &card})
    for (auto* label : parent->findChildren<QLabel*>())
      if (!label->text().isEmpty()) QCOMPARE(label->textFormat(), Qt::PlainText);
}

void WidgetPartsTest::theCopyButtonCopiesWhatHoldsNow() {
  QString value = "first";
  CopyButton button(
      "Copy secret", [&value] { return value; }, nullptr, true);
  QSignalSpy copied(&button, &CopyButton::copied);
  QCOMPARE(button.accessibleName(), QString("Copy secret"));
  value = "second";
  QTest::keyClick(&button, Qt::Key_Space);
  QCOMPARE(QApplication::clipboard()->text(), QString("second"));
  QCOMPARE(copied.count(), 1);
  value.clear();
  button.click();
  QCOMPARE(QApplication::clipboard()->text(), QString("second"));
  QCOMPARE(copied.count(), 1);
}

void WidgetPartsTest::anEmptyStateOffersItsOneButton() {
  EmptyState empty;
  QSignalSpy pressed(&empty, &EmptyState::pressed);
  empty.show(theme::Icon::kWebhooks, "No webhooks.", {}, "New webhook");
  QVERIFY(!empty.button().isHidden());
  empty.button().click();
  QCOMPARE(pressed.count(), 1);
  empty.show(theme::Icon::kSearch, "No match.");
  QVERIFY(empty.button().isHidden());
  QVERIFY(empty.accessibleDescription().contains("No match."));
}

void WidgetPartsTest::aBannerOffersItsButtonsAndForgetsThem() {
  Banner banner;
  int pressed = 0;
  banner.say(Banner::Kind::kDanger, "Zendesk is failing.", "87 are waiting.");
  banner.addButton("openButton", "Open", [&] {
    ++pressed;
    banner.clearButtons();
  });
  banner.findChild<QPushButton*>("openButton")->click();
  QCOMPARE(pressed, 1);
  QTRY_VERIFY(banner.findChild<QPushButton*>() == nullptr);
  QCOMPARE(banner.accessibleName(), QString("Zendesk is failing. 87 are waiting."));
}

void WidgetPartsTest::aBannerRepeatedSaysNothingNew() {
  Banner banner;
  banner.resize(400, 60);
  banner.say(Banner::Kind::kWarn, "Sending is stopped.", "3 waiting");
  QVERIFY(support::holds(banner.grab().toImage(), theme::shownPalette().warn.ground));
  banner.say(Banner::Kind::kDanger, "Sending is stopped.", "3 waiting");
  QVERIFY(support::holds(banner.grab().toImage(), theme::shownPalette().bad.ground));
  QCOMPARE(banner.text(), QString("3 waiting"));
}

void WidgetPartsTest::aTileWorksWithoutAMouse() {
  Tile tile("Did not arrive");
  QSignalSpy pressed(&tile, &Tile::pressed);
  tile.say("128", "17 more than an hour ago", true);
  QCOMPARE(tile.accessibleName(), QString("Did not arrive, 128, 17 more than an hour ago"));
  QTest::keyClick(&tile, Qt::Key_Return);
  QCOMPARE(pressed.count(), 0);
  tile.setClickable("Show them");
  QTest::keyClick(&tile, Qt::Key_Return);
  QTest::mouseClick(&tile, Qt::LeftButton);
  QCOMPARE(pressed.count(), 2);
}

void WidgetPartsTest::aToastStandsInsideItsHostAndGoes() {
  QWidget host;
  host.resize(300, 200);
  host.show();
  Toast toast(&host);
  toast.say(QString("5 queued again ").repeated(20));
  QVERIFY(host.rect().contains(toast.geometry()));
  host.resize(600, 400);
  QTRY_VERIFY(toast.geometry().bottom() > 200);
  QVERIFY(host.rect().contains(toast.geometry()));
  QTRY_VERIFY_WITH_TIMEOUT(toast.sentence().isEmpty(), Toast::kShownMs * 3);
}

UI_TEST(widget_parts_test, WidgetPartsTest)
#include "widget_parts_test.moc"
