// Where no key ring answers: said in a sentence, and nothing is kept in its place.
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include "hookline/key_ring.h"
#include "support/event_loop.h"
#include "support/ui_test.h"

namespace hookline::desktop_test {

class NoKeyRingTest final : public QObject {
  Q_OBJECT

 private:
  const QTemporaryDir home_;

 private slots:
  /// Before anything of this process speaks on the bus.
  void initTestCase() {
    qputenv("HOME", home_.path().toUtf8());
    qputenv("XDG_CONFIG_HOME", home_.path().toUtf8());
    // Of a desktop whose wallet is not there, for which QtKeychain would have a file in its place.
    qputenv("XDG_CURRENT_DESKTOP", "KDE");
    qputenv("KDE_SESSION_VERSION", "4");
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + home_.filePath(QStringLiteral("no-bus")).toUtf8());
  }

  void daemonDone6_whereNoKeyRingAnswersThatIsSaidAndNothingIsWritten() {
    desktop::KeyRing ring;
    std::optional<base::Error> asked;
    std::optional<base::Error> written;
    ring.ask(base::Completion<void>([&](auto done) { asked = done ? base::Error{} : done.error(); }));
    ring.write(QStringLiteral("https://hooks.example"), "hl_secret",
               base::Completion<void>([&](auto done) { written = done ? base::Error{} : done.error(); }));
    QVERIFY(support::spinUntil([&] { return asked && written; }));
    for (const auto& error : {*asked, *written}) {
      QCOMPARE(error.code, base::Errc::kUnavailable);
      QVERIFY(!error.outcomeUnknown);
      QVERIFY2(error.message.find("key ring") != std::string::npos, error.message.c_str());
      QVERIFY(error.message.find("hl_secret") == std::string::npos);
    }
    QCOMPARE(QDir(home_.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList());
  }
};

}  // namespace hookline::desktop_test

UI_TEST(no_key_ring_test, hookline::desktop_test::NoKeyRingTest)
#include "no_key_ring_test.moc"
