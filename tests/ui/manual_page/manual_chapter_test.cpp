#include <QTest>
#include <algorithm>

#include "manual_page/chapter.h"
#include "manual_page/chapter_search.h"
#include "manual_page/field_words.h"
#include "manual_page/foreign_text.h"
#include "support/ui_test.h"

namespace hookline::manual_page {

using model::SettingKind;

/// What a descriptor becomes, and what is found in it; no widget.
class ManualChapterTest final : public QObject {
  Q_OBJECT

 private:
  static client::SettingField field(SettingKind kind, const std::string& label) {
    client::SettingField made;
    made.name = "name";
    made.kind = kind;
    made.label = label;
    made.help = "Help for " + label + ".";
    return made;
  }
  static client::Integration desk() {
    client::Integration made;
    made.kind = model::WebhookKind::kPagerduty;
    made.title = "Desk";
    made.summary = "Opens a case.";
    auto token = field(SettingKind::kSecret, "Access token");
    token.required = true;
    token.mustBe = "must be a token of Desk";
    auto region = field(SettingKind::kChoice, "Region");
    region.choices = {{"us", "America"}, {"eu", ""}};
    region.preset = "us";
    auto threshold = field(SettingKind::kNumber, "Threshold");
    threshold.least = 0.5;
    threshold.most = 2;
    threshold.preset = "1.5";
    threshold.advanced = true;
    auto group = field(SettingKind::kText, "Group");
    group.placeholder = "support";
    made.fields = {token, region, threshold, group};
    made.events = {{"lead.captured", "Opens a case", true}, {"message.sent", "Repeats every message", false}};
    made.limits = {{"Cases", "10 a minute"}};
    return made;
  }
  static QStringList lines(const client::Integration& integration) { return textOf(chapterOf(integration)).split(QLatin1Char('\n')); }
  static Chapter chapterWith(const QString& text) {
    return {QStringLiteral("one"), QStringLiteral("One"), {{Shape::kText, {{text, Face::kPlain}}}}};
  }

 private slots:
  void destinationsDone1_aChapterIsInTheOrderInWhichItIsNeeded() {
    const auto all = lines(desk());
    QCOMPARE(all[0], QStringLiteral("Desk"));
    QCOMPARE(all[1], QStringLiteral("Opens a case."));
    qsizetype before = 1;
    for (const auto* begin : {"How to set it up", "Access token  ", "Region  ", "Threshold  ", "Group  ", "What it makes of events",
                              "On by default", "lead.captured", "Only when asked for", "message.sent", "What the service takes at most",
                              "Cases  10 a minute", "When something is refused", "How to try it"}) {
      const auto at = std::find_if(all.begin(), all.end(), [begin](const QString& line) { return line.startsWith(QLatin1String(begin)); });
      QVERIFY2(at != all.end(), begin);
      QVERIFY2(at - all.begin() > before, begin);
      before = at - all.begin();
    }
  }

  void destinationsDone1_everyFieldSaysWhatItIsAndWhatItTakes() {
    const auto all = lines(desk());
    QVERIFY(all.contains(QStringLiteral("Access token  Required · Kept secret")));
    QVERIFY(all.contains(QStringLiteral("Region  Optional")));
    QVERIFY(all.contains(QStringLiteral("Threshold  Optional · Advanced")));
    QVERIFY(all.contains(QStringLiteral("It must be a token of Desk.")));
    QVERIFY(all.contains(QStringLiteral("One of “America”, “eu”. Preset: “America”.")));
    QVERIFY(all.contains(QStringLiteral("A number from 0.5 to 2. Preset: 1.5.")));
    QVERIFY(all.contains(QStringLiteral("Such as support")));
    QVERIFY(all.contains(QStringLiteral("Help for Group.")));
  }

  void destinationsDone1_marksAreExplainedWhereThereAreSome() {
    const QString required = QStringLiteral("What is required");
    const QString secret = QStringLiteral("What is kept secret");
    const QString advanced = QStringLiteral("What is advanced");
    const auto with = textOf(chapterOf(desk()));
    for (const auto& word : {required, secret, advanced}) QVERIFY2(with.contains(word), qPrintable(word));
    auto plain = desk();
    plain.fields = {field(SettingKind::kText, "Group")};
    const auto without = textOf(chapterOf(plain));
    for (const auto& word : {required, secret, advanced}) QVERIFY2(!without.contains(word), qPrintable(word));
  }

  void destinationsDone1_everyWayOfEnteringHasItsWords() {
    auto flag = field(SettingKind::kFlag, "Flag");
    flag.preset = "true";
    QCOMPARE(takesOf(flag), QStringLiteral("A tick: yes or no. Preset: yes."));
    flag.preset = "false";
    QCOMPARE(takesOf(flag), QStringLiteral("A tick: yes or no. Preset: no."));
    QCOMPARE(takesOf(field(SettingKind::kUrl, "Link")), QStringLiteral("A web address (https://…)."));
    QVERIFY(takesOf(field(SettingKind::kMap, "Map")).startsWith(QStringLiteral("Lines: ")));
    QCOMPARE(takesOf(field(SettingKind::kText, "Text")), QString());
  }

  void destinationsDone1_whatThereIsNoneOfIsNotSpokenOf() {
    client::Integration bare;
    bare.title = "Bare";
    const auto text = textOf(chapterOf(bare));
    QVERIFY(!text.contains(QStringLiteral("takes at most")));
    QVERIFY(!text.contains(QStringLiteral("On by default")));
    QVERIFY(text.contains(QStringLiteral("It sends every event that the webhook takes, as it is.")));
    QVERIFY(!text.contains(QStringLiteral("“Message”")));
    QVERIFY(text.contains(QStringLiteral("It needs no stand-in")));
    bare.messages.emplace();
    bare.fields = {field(SettingKind::kUrl, "Host")};
    bare.fields[0].name = client::kBaseUrlSetting;
    const auto chat = textOf(chapterOf(bare));
    QVERIFY(chat.contains(QStringLiteral("“Message”")));
    QVERIFY(chat.contains(QStringLiteral("“Try it on stand-ins”")));
  }

  void destinationsDone1_hostileTextStaysOnItsLineAndBounded() {
    QCOMPARE(oneLine("<b>big</b> &amp; <a href='x'>y</a>"), QStringLiteral("<b>big</b> &amp; <a href='x'>y</a>"));
    QCOMPARE(oneLine("a\nb\r\tc\u2028d\u2029e"), QStringLiteral("a b  c d e"));
    QCOMPARE(oneLine("a\u202eb\u0007c\ufffcd\ufdd0e"), QStringLiteral("a\ufffdb\ufffdc\ufffdd\ufffde"));
    QCOMPARE(oneLine("👩\u200d💻"), QStringLiteral("👩\u200d💻"));
    const auto longest = oneLine(std::string(200'000, 'x'));
    QCOMPARE(longest.size(), kMaxForeign + 1);
    QVERIFY(longest.endsWith(QChar(0x2026)));
    std::string clefs = "x";
    for (int n = 0; n < kMaxForeign; ++n) clefs += "𝄞";
    QVERIFY2(oneLine(clefs).at(kMaxForeign - 2).isLowSurrogate(), "no character is cut in two");
  }

  void destinationsDone1_aChapterHasAnEndAndSaysSo() {
    auto endless = desk();
    endless.fields.assign(100'000, field(SettingKind::kText, std::string(300, 'x')));
    endless.events.assign(100'000, {"lead.captured", "Opens a case", true});
    const auto text = textOf(chapterOf(endless));
    QVERIFY(text.size() < kMaxChapter + 1000);
    QVERIFY(text.endsWith(QStringLiteral("the rest is left out.")));
    auto choosy = desk();
    choosy.fields = {field(SettingKind::kChoice, "Choice")};
    choosy.fields[0].choices.assign(100'000, {"value", "Label"});
    QVERIFY(takesOf(choosy.fields[0]).size() < 2 * kMaxForeign);
    QCOMPARE(chaptersOf(std::vector<client::Integration>(kMaxChapters + 1)).size(), kMaxChapters);
  }

  void destinationsDone1_aSearchFindsTheChaptersThatHoldAllWords() {
    const std::vector<Chapter> chapters{chapterWith(QStringLiteral("The key of the Service")), chapterWith(QStringLiteral("Keys alone")),
                                        chapterWith(QStringLiteral("service: a KEY, another key"))};
    const auto found = findWords(chapters, QStringLiteral("  key service "));
    const std::vector<Hit> wanted{{0, 4, 3}, {0, 15, 7}, {2, 0, 7}, {2, 11, 3}, {2, 24, 3}};
    QCOMPARE(found.hits.size(), wanted.size());
    QVERIFY(found.hits == wanted);
    QVERIFY(!found.more);
    QVERIFY(findWords(chapters, QStringLiteral("key nowhere")).hits.empty());
    QVERIFY(findWords(chapters, QStringLiteral("   ")).hits.empty());
    QVERIFY(findWords({}, QStringLiteral("key")).hits.empty());
  }

  void destinationsDone1_whatOverlapsIsOneHit() {
    const std::vector<Chapter> chapters{chapterWith(QStringLiteral("webhooks"))};
    const std::vector<Hit> wanted{{0, 0, 7}};
    QVERIFY(findWords(chapters, QStringLiteral("web webhook hooks")).hits == wanted);
  }

  void destinationsDone1_tooManyHitsAreCutOffByChapter() {
    const auto many = chapterWith(QString(static_cast<qsizetype>(kMaxHits) + 1, QLatin1Char('x')));
    const auto found = findWords({many, chapterWith(QStringLiteral("xx"))}, QStringLiteral("x"));
    QVERIFY(found.more);
    QCOMPARE(found.hits.size(), kMaxHits + 2);
    QCOMPARE(found.hits.back().chapter, std::size_t(1));
    const auto few = chapterWith(QString(static_cast<qsizetype>(kMaxHits), QLatin1Char('x')));
    QVERIFY(!findWords({few}, QStringLiteral("x")).more);
  }
};

}  // namespace hookline::manual_page

UI_TEST(manual_chapter_test, hookline::manual_page::ManualChapterTest)
#include "manual_chapter_test.moc"
