#include "hookline/known_daemons.h"

#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <set>

#include "support/ui_test.h"

namespace hookline::desktop {

class KnownDaemonsTest final : public QObject {
  Q_OBJECT

 private:
  std::unique_ptr<QTemporaryDir> folder_;
  std::unique_ptr<QSettings> settings_;

  /// As the next start reads it.
  KnownDaemons again() {
    settings_ = std::make_unique<QSettings>(folder_->filePath(QStringLiteral("window.ini")), QSettings::IniFormat);
    return KnownDaemons(*settings_);
  }

 private slots:
  void init() { folder_ = std::make_unique<QTemporaryDir>(); }
  void cleanup() { settings_.reset(); }

  void theNextStartKnowsTheAddressAndTheCertificateButNoToken() {
    QString id;
    {
      auto daemons = again();
      const auto added = daemons.add("https://hooks.example.com:8787/", "hl_secret");
      id = added.id;
      QVERIFY(added.tokenKnown);
      QVERIFY(added.saved);
      daemons.trust(id, QStringLiteral("ab12"));
    }
    auto daemons = again();
    QCOMPARE(daemons.choices().size(), std::size_t{1});
    const auto kept = daemons.choices().front();
    QCOMPARE(kept.id, id);
    QCOMPARE(kept.name, QStringLiteral("hooks.example.com:8787"));
    QCOMPARE(kept.tokenFor, QStringLiteral("https://hooks.example.com:8787/"));
    QVERIFY(!kept.tokenKnown);
    QCOMPARE(daemons.at(id).pinnedSha256, std::string("ab12"));
    QVERIFY(daemons.at(id).token.empty());
    settings_->sync();
    QFile file(settings_->fileName());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("hl_secret"));
    QVERIFY(daemons.add("https://hooks.example.com:8787", "hl_new").tokenKnown);
    QCOMPARE(daemons.choices().size(), std::size_t{1});
    QCOMPARE(daemons.at(id).pinnedSha256, std::string("ab12"));
  }

  void eachHasAColourOfItsOwnAsLongAsThereAreAny() {
    auto daemons = again();
    std::set<shell::ConnectionColour> colours;
    for (const char* url : {"https://a.example", "https://b.example", "https://c.example", "https://d.example"})
      colours.insert(daemons.add(url, "hl_x").colour);
    QCOMPARE(colours.size(), std::size_t{4});
    QVERIFY(!colours.contains(shell::ConnectionColour::kGreen));
    daemons.add("https://e.example", "hl_x");
    const auto before = daemons.choices();
    QCOMPARE(again().choices().size(), before.size());
    for (std::size_t n = 0; n < before.size(); ++n) QCOMPARE(again().choices().at(n).colour, before.at(n).colour);
  }

  void daemonDone6_nameColourAndBadgeAreKeptForTheNextStart() {
    const shell::ConnectionLabel label{QStringLiteral("EU <b>production</b>"), shell::ConnectionColour::kGreen,
                                       shell::Environment::kProduction};
    QString id;
    {
      auto daemons = again();
      id = daemons.add("https://a.example", "hl_x").id;
      daemons.add("https://b.example", "hl_x", shell::ConnectionLabel{{}, shell::ConnectionColour::kRed, shell::Environment::kStaging});
      QCOMPARE(daemons.label(id, label).name, label.name);
      // Another token for it changes nothing of that.
      QCOMPARE(shell::labelOf(daemons.add("https://a.example", "hl_y")), label);
      daemons.setInKeyRing(id, true);
    }
    auto daemons = again();
    QCOMPARE(daemons.choices().size(), std::size_t{2});
    QCOMPARE(shell::labelOf(daemons.choices().at(0)), label);
    QVERIFY(daemons.mayBeInKeyRing(id));
    QCOMPARE(daemons.choices().at(1).name, QStringLiteral("b.example"));
    QCOMPARE(daemons.choices().at(1).environment, shell::Environment::kStaging);
    daemons.label(id, {});
    QCOMPARE(again().choices().at(0).name, QStringLiteral("a.example"));
  }

  /// What an earlier version wrote, and what nobody did.
  void daemonDone6_whatCannotBeReadOfALabelIsAsIfItWasNeverWritten() {
    {
      QSettings raw(folder_->filePath(QStringLiteral("window.ini")), QSettings::IniFormat);
      raw.beginWriteArray(QStringLiteral("daemons"), 2);
      raw.setArrayIndex(0);
      raw.setValue(QStringLiteral("url"), QStringLiteral("https://a.example"));
      raw.setValue(QStringLiteral("certificateSha256"), QStringLiteral("ab12"));
      raw.setValue(QStringLiteral("colour"), 2U);
      raw.setArrayIndex(1);
      raw.setValue(QStringLiteral("url"), QStringLiteral("https://b.example"));
      raw.setValue(QStringLiteral("colour"), QStringLiteral("mauve"));
      raw.setValue(QStringLiteral("name"), QStringLiteral(" two\nlines ") + QChar(0x202E) + QString(200, QLatin1Char('x')));
      raw.setValue(QStringLiteral("environment"), QStringLiteral("PRODUCTION!"));
      raw.setValue(QStringLiteral("tokenInKeyRing"), QStringLiteral("perhaps"));
      raw.endArray();
    }
    auto daemons = again();
    const auto old = daemons.choices().at(0);
    QCOMPARE(old.name, QStringLiteral("a.example"));
    QCOMPARE(old.colour, shell::ConnectionColour::kOrange);
    QCOMPARE(old.environment, shell::Environment::kNone);
    QCOMPARE(old.pinnedSha256, QStringLiteral("ab12"));
    QVERIFY(!daemons.mayBeInKeyRing(old.id));
    const auto odd = daemons.choices().at(1);
    QCOMPARE(odd.name, QStringLiteral("two lines ") + QString(50, QLatin1Char('x')));
    QCOMPARE(odd.colour, shell::ConnectionColour::kBlue);
    QCOMPARE(odd.environment, shell::Environment::kNone);
  }

  void whatIsForgottenIsGone() {
    auto daemons = again();
    const auto first = daemons.add("https://a.example", "hl_x").id;
    const auto second = daemons.add("https://b.example", "hl_x").id;
    daemons.trust(first, QStringLiteral("ab12"));
    daemons.forget(first);
    auto next = again();
    QCOMPARE(next.choices().size(), std::size_t{1});
    QCOMPARE(next.choices().front().id, second);
    QVERIFY(next.add("https://a.example", "hl_x").id == first);
    QVERIFY(next.at(first).pinnedSha256.empty());
  }

  void nonsenseInTheSettingsIsAsIfItWasNeverWritten() {
    {
      QSettings raw(folder_->filePath(QStringLiteral("window.ini")), QSettings::IniFormat);
      raw.beginWriteArray(QStringLiteral("daemons"), 2);
      raw.setArrayIndex(0);
      raw.setValue(QStringLiteral("colour"), QStringLiteral("blue-ish"));
      raw.setArrayIndex(1);
      raw.setValue(QStringLiteral("url"), QStringLiteral("https://a.example"));
      raw.setValue(QStringLiteral("colour"), 4000000000U);
      raw.endArray();
    }
    QCOMPARE(again().choices().size(), std::size_t{1});
  }
};

}  // namespace hookline::desktop

UI_TEST(known_daemons_test, hookline::desktop::KnownDaemonsTest)
#include "known_daemons_test.moc"
