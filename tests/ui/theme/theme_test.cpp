#include "theme/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>
#include <cmath>

#include "support/ui_test.h"
#include "theme/fonts.h"
#include "theme/icon.h"
#include "theme/style_sheet.h"

using namespace hookline;
using theme::Theme;

namespace {

/// A desktop that says what the test wants.
class ToldLook final : public theme::SystemLook {
  Q_OBJECT
 public:
  Scheme scheme() const override { return scheme_; }
  bool highContrast() const override { return highContrast_; }
  void tell(Scheme scheme, bool highContrast = false) {
    scheme_ = scheme;
    highContrast_ = highContrast;
    emit changed();
  }

 private:
  Scheme scheme_ = Scheme::kUnknown;
  bool highContrast_ = false;
};

double luminance(const QColor& colour) {
  const auto part = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
  return 0.2126 * part(colour.redF()) + 0.7152 * part(colour.greenF()) + 0.0722 * part(colour.blueF());
}

double contrast(const QColor& a, const QColor& b) {
  const double one = luminance(a) + 0.05;
  const double other = luminance(b) + 0.05;
  return std::max(one, other) / std::min(one, other);
}

struct Pair {
  QString what;
  QColor ink;
  QColor ground;
};

/// Every text on every ground it may stand on.
QList<Pair> pairsOf(const theme::Palette& p) {
  QList<Pair> pairs;
  const QList<QPair<QString, QColor>> grounds = {{"window", p.window}, {"bar", p.bar},          {"surface", p.surface},
                                                 {"header", p.header}, {"row line", p.rowLine}, {"selection", p.selection}};
  for (const auto& [name, ground] : grounds) {
    pairs << Pair{"text on " + name, p.text, ground} << Pair{"secondary on " + name, p.secondary, ground};
    if (name != "selection") pairs << Pair{"hint on " + name, p.hint, ground};
    for (const auto tone : {theme::ToneName::kAccent, theme::ToneName::kBad})
      if (name != "row line" && name != "selection") pairs << Pair{"tone on " + name, p.tone(tone).ink, ground};
  }
  for (const auto tone :
       {theme::ToneName::kAccent, theme::ToneName::kGood, theme::ToneName::kWarn, theme::ToneName::kBad, theme::ToneName::kIdle}) {
    pairs << Pair{QString("ink of tone %1").arg(int(tone)), p.tone(tone).ink, p.tone(tone).ground};
    pairs << Pair{QString("text on tone %1").arg(int(tone)), p.text, p.tone(tone).ground};
  }
  pairs << Pair{"primary button", p.accentInk, p.accent.ink} << Pair{"danger button", p.badInk, p.bad.ink};
  pairs << Pair{"toast", p.surface, p.text};
  return pairs;
}

QImage drawn(theme::Icon name, int size, double ratio, const QColor& ink) {
  QImage image(QSize(size, size) * ratio, QImage::Format_ARGB32_Premultiplied);
  image.setDevicePixelRatio(ratio);
  image.fill(Qt::transparent);
  QPainter painter(&image);
  theme::paintIcon(painter, name, QRectF(0, 0, size, size), ink);
  return image;
}

int inkedPixels(const QImage& image) {
  int count = 0;
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x) count += qAlpha(image.pixel(x, y)) > 60;
  return count;
}

}  // namespace

class ThemeTest : public QObject {
  Q_OBJECT
 private slots:
  void everyTextIsReadableOnItsGround();
  void statesStayApartInBothThemes();
  void everyIconDrawsItselfInBothThemesAtEveryResolution();
  void twoIconsNeverLookTheSame();
  void anIconTakesTheInkOfTheThemeThatIsShown();
  void theThemeSwitchesLive();
  void theSystemIsFollowedUntilAPersonChooses();
  void windowsOfTheDesktopDecideWhereItSaysNothing();
  void highContrastKeepsTheDesktopsOwnColours();
  void noPlaceholderIsLeftInTheStyleSheet();
  void aLookThatIsSetLaterCounts();
  void fontsGrowWithTheDesktopsFont();
  void modesSurviveBeingWritten();
};

void ThemeTest::everyTextIsReadableOnItsGround() {
  for (const auto* palette : {&theme::lightPalette(), &theme::darkPalette()})
    for (const auto& pair : pairsOf(*palette)) {
      const auto ratio = contrast(pair.ink, pair.ground);
      QVERIFY2(ratio >= 4.5, qPrintable(QString("%1, %2: %3").arg(palette->dark ? "dark" : "light", pair.what).arg(ratio)));
    }
}

void ThemeTest::statesStayApartInBothThemes() {
  for (const auto* p : {&theme::lightPalette(), &theme::darkPalette()}) {
    const QList<QColor> inks = {p->good.ink, p->warn.ink, p->bad.ink, p->idle.ink, p->accent.ink};
    for (int a = 0; a < inks.size(); ++a)
      for (int b = a + 1; b < inks.size(); ++b) {
        const int apart = std::abs(inks[a].red() - inks[b].red()) + std::abs(inks[a].green() - inks[b].green()) +
                          std::abs(inks[a].blue() - inks[b].blue());
        QVERIFY2(apart > 60, qPrintable(QString("%1 %2: %3").arg(a).arg(b).arg(apart)));
      }
  }
}

void ThemeTest::everyIconDrawsItselfInBothThemesAtEveryResolution() {
  for (int n = 0; n < static_cast<int>(theme::Icon::kCount); ++n)
    for (const auto* palette : {&theme::lightPalette(), &theme::darkPalette()})
      for (const double ratio : {1.0, 1.5, 2.0, 3.0}) {
        const auto image = drawn(static_cast<theme::Icon>(n), 16, ratio, palette->secondary);
        QVERIFY2(inkedPixels(image) > 4 * ratio, qPrintable(QString("icon %1 at %2").arg(n).arg(ratio)));
      }
}

void ThemeTest::twoIconsNeverLookTheSame() {
  for (int a = 0; a < static_cast<int>(theme::Icon::kCount); ++a)
    for (int b = a + 1; b < static_cast<int>(theme::Icon::kCount); ++b)
      QVERIFY2(drawn(static_cast<theme::Icon>(a), 24, 1, Qt::black) != drawn(static_cast<theme::Icon>(b), 24, 1, Qt::black),
               qPrintable(QString("%1 and %2").arg(a).arg(b)));
}

void ThemeTest::anIconTakesTheInkOfTheThemeThatIsShown() {
  Theme theme(*qApp, std::make_unique<ToldLook>());
  const auto icon = theme::icon(theme::Icon::kDot);
  const auto middle = [&icon] { return icon.pixmap(24, 24).toImage().pixelColor(12, 12); };
  theme.setMode(Theme::Mode::kLight);
  QCOMPARE(middle(), theme::lightPalette().secondary);
  theme.setMode(Theme::Mode::kDark);
  QCOMPARE(middle(), theme::darkPalette().secondary);
}

void ThemeTest::theThemeSwitchesLive() {
  Theme theme(*qApp, std::make_unique<ToldLook>());
  QSignalSpy changed(&theme, &Theme::changed);
  QLabel label;
  theme.setMode(Theme::Mode::kLight);
  QCOMPARE(label.palette().color(QPalette::Window), theme::lightPalette().window);
  QVERIFY(!theme::shownPalette().dark);
  theme.setMode(Theme::Mode::kDark);
  QCOMPARE(label.palette().color(QPalette::Window), theme::darkPalette().window);
  QVERIFY(theme::shownPalette().dark);
  QCOMPARE(changed.count(), 2);
}

void ThemeTest::theSystemIsFollowedUntilAPersonChooses() {
  auto told = std::make_unique<ToldLook>();
  auto& desktop = *told;
  Theme theme(*qApp, std::move(told));
  desktop.tell(theme::SystemLook::Scheme::kDark);
  QVERIFY(theme::shownPalette().dark);
  desktop.tell(theme::SystemLook::Scheme::kLight);
  QVERIFY(!theme::shownPalette().dark);
  theme.setMode(Theme::Mode::kDark);
  QVERIFY(theme::shownPalette().dark);
  desktop.tell(theme::SystemLook::Scheme::kLight);
  QVERIFY(theme::shownPalette().dark);
  theme.setMode(Theme::Mode::kSystem);
  QVERIFY(!theme::shownPalette().dark);
}

void ThemeTest::windowsOfTheDesktopDecideWhereItSaysNothing() {
  QApplication::setPalette(QPalette(QColor(0x202020)));
  {
    Theme theme(*qApp, std::make_unique<ToldLook>());
    QVERIFY(theme::shownPalette().dark);
  }
  QApplication::setPalette(QPalette(QColor(0xEEEEEE)));
  Theme theme(*qApp, std::make_unique<ToldLook>());
  QVERIFY(!theme::shownPalette().dark);
}

void ThemeTest::highContrastKeepsTheDesktopsOwnColours() {
  auto told = std::make_unique<ToldLook>();
  auto& desktop = *told;
  Theme theme(*qApp, std::move(told));
  QVERIFY(!qApp->styleSheet().isEmpty());
  desktop.tell(theme::SystemLook::Scheme::kDark, true);
  QVERIFY(qApp->styleSheet().isEmpty());
  QVERIFY(QApplication::palette().color(QPalette::Window) != theme::darkPalette().window);
  desktop.tell(theme::SystemLook::Scheme::kDark, false);
  QCOMPARE(QApplication::palette().color(QPalette::Window), theme::darkPalette().window);
}

void ThemeTest::noPlaceholderIsLeftInTheStyleSheet() {
  for (const auto* palette : {&theme::lightPalette(), &theme::darkPalette()}) {
    const auto sheet = theme::styleSheet(*palette);
    QVERIFY(sheet.size() > 1000);
    QVERIFY2(!sheet.contains('@'), qPrintable(sheet.mid(sheet.indexOf('@'), 40)));
  }
}

void ThemeTest::aLookThatIsSetLaterCounts() {
  Theme theme(*qApp, std::make_unique<ToldLook>());
  theme.setMode(Theme::Mode::kLight);
  QPushButton button("Send");
  button.resize(120, 32);
  const auto corner = [&button] { return button.grab().toImage().pixelColor(8, 16); };
  QCOMPARE(corner(), theme::lightPalette().surface);
  theme::setLook(button, "kind", "primary");
  QCOMPARE(corner(), theme::lightPalette().accent.ink);
}

void ThemeTest::fontsGrowWithTheDesktopsFont() {
  Theme theme(*qApp, std::make_unique<ToldLook>());
  QCOMPARE(theme::fontPixels(theme::TextRole::kBody), 13);
  QCOMPARE(theme::fontPixels(theme::TextRole::kTitle), 17);
  QCOMPARE(theme::fontPixels(theme::TextRole::kTile), 26);
  QCOMPARE(theme::fontPixels(theme::TextRole::kMono), 12);
  if (QFontDatabase::families().contains("Inter")) QCOMPARE(QFontInfo(QApplication::font()).family(), QString("Inter"));
  QVERIFY(QFontInfo(theme::font(theme::TextRole::kMono)).fixedPitch());
  auto large = QApplication::font();
  large.setPixelSize(26);
  QApplication::setFont(large);
  QCOMPARE(theme::fontPixels(theme::TextRole::kTitle), 34);
}

void ThemeTest::modesSurviveBeingWritten() {
  for (const auto mode : {Theme::Mode::kSystem, Theme::Mode::kLight, Theme::Mode::kDark})
    QCOMPARE(theme::parseMode(theme::toText(mode)), mode);
  QCOMPARE(theme::parseMode("sepia"), Theme::Mode::kSystem);
}

UI_TEST(theme_test, ThemeTest)
#include "theme_test.moc"
