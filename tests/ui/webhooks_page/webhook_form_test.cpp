#include "webhooks_page/webhook_form.h"

#include <QTest>

#include "support/ui_test.h"
#include "webhooks_page/form_checks.h"
#include "webhooks_page/retry_time_line.h"
#include "webhooks_page/span_text.h"

namespace hookline::webhooks_page {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

class WebhookFormTest final : public QObject {
  Q_OBJECT

 private:
  /// Every field another than by default.
  static model::Webhook busyWebhook() {
    model::Webhook webhook;
    webhook.id = {7};
    webhook.name = "Größe „Sales“";
    webhook.chatbotId = "bot_1";
    webhook.url = "https://example.com/hooks?a=1%20b";
    webhook.events = {"lead.*", "message.sent"};
    webhook.enabled = false;
    webhook.test = true;
    webhook.headers = {{"X-Team", "sales"}, {"Authorization", "•••"}};
    webhook.timeout = base::Millis{1234};
    webhook.maxHold = hours{5} + seconds{1};
    webhook.retryEveryFailure = true;
    webhook.maxInFlight = 3;
    webhook.filter = *model::EventFilter::fromJson({{"all",
                                                     {{{"path", "data.source"}, {"op", "eq"}, {"value", "website, shop"}},
                                                      {{"path", "data.plan"}, {"op", "ne"}, {"value", "5"}},
                                                      {{"path", "data.score"}, {"op", "gt"}, {"value", 2.5}},
                                                      {{"path", "type"}, {"op", "in"}, {"value", {"a.b", "true", 7, nullptr}}},
                                                      {{"path", "data.email"}, {"op", "matches"}, {"value", "@example\\.com$"}},
                                                      {{"path", "data.vip"}, {"op", "exists"}, {"value", false}}}}});
    webhook.rateLimit = {0.5, 3};
    webhook.ordering = {model::Ordering::By::kConversation, model::Ordering::OnDead::kSkip};
    webhook.digestWindow = seconds{90};
    webhook.signing = model::Signing::kStandard;
    webhook.allowHttp = true;
    webhook.caPem = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    return webhook;
  }
  static void expectSame(const model::Webhook& a, const model::Webhook& b) {
    QCOMPARE(a.name, b.name);
    QCOMPARE(a.chatbotId, b.chatbotId);
    QCOMPARE(a.url, b.url);
    QCOMPARE(a.events, b.events);
    QCOMPARE(a.enabled, b.enabled);
    QCOMPARE(a.test, b.test);
    QVERIFY(a.headers == b.headers);
    QVERIFY(a.retryPolicy == b.retryPolicy);
    QCOMPARE(a.timeout.count(), b.timeout.count());
    QCOMPARE(a.maxHold.count(), b.maxHold.count());
    QCOMPARE(a.retryEveryFailure, b.retryEveryFailure);
    QCOMPARE(a.maxInFlight, b.maxInFlight);
    QVERIFY(a.filter == b.filter);
    QVERIFY(a.rateLimit == b.rateLimit);
    QVERIFY(a.ordering == b.ordering);
    QCOMPARE(a.digestWindow.count(), b.digestWindow.count());
    QVERIFY(a.signing == b.signing);
    QCOMPARE(a.allowHttp, b.allowHttp);
    QCOMPARE(a.caPem, b.caPem);
  }
  static WebhookForm goodForm() {
    auto form = newForm();
    form.url = QStringLiteral("https://example.com/hooks");
    form.events = QStringList{QStringLiteral("lead.captured")};
    return form;
  }

 private slots:
  void aSpanIsReadAsItWasWritten_data() {
    QTest::addColumn<qint64>("millis");
    for (const qint64 millis : {0LL, 1LL, 999LL, 1000LL, 1234LL, 60000LL, 90000LL, 3599999LL, 86400000LL, 259200000LL})
      QTest::addRow("%lld", millis) << millis;
  }
  void aSpanIsReadAsItWasWritten() {
    QFETCH(qint64, millis);
    const auto written = writeSpan(base::Millis{millis});
    QVERIFY2(readSpan(written).has_value(), qPrintable(written));
    QCOMPARE(qint64{readSpan(written)->count()}, millis);
  }

  void aSpanNeedsItsUnitAndKnowsAFewWaysToWriteIt() {
    QCOMPARE(readSpan(QStringLiteral("1.5 h"))->count(), base::Millis{minutes{90}}.count());
    QCOMPARE(readSpan(QStringLiteral("1,5h"))->count(), base::Millis{minutes{90}}.count());
    QCOMPARE(readSpan(QStringLiteral(" 1 min 30 s "))->count(), 90000);
    QCOMPARE(readSpan(QStringLiteral("0"))->count(), 0);
    for (const auto* wrong : {"", "10", "ten s", "-5 s", "5 s and more", "400 d", "1e9 s", "5 parsecs", "s"})
      QVERIFY2(!readSpan(QLatin1String(wrong)), wrong);
  }

  void whatAWebhookIsComesThroughTheFormUnchanged() {
    auto webhook = busyWebhook();
    expectSame(applied(formOf(webhook), webhook), webhook);
    webhook.retryPolicy.preset = model::RetryPolicy::Preset::kCustom;
    webhook.retryPolicy.multiplier = 1.7;
    webhook.retryPolicy.backoff = base::Millis{1500};
    webhook.retryPolicy.jitter = model::RetryPolicy::Jitter::kNone;
    expectSame(applied(formOf(webhook), webhook), webhook);
    webhook.retryPolicy = {};
    webhook.retryPolicy.preset = model::RetryPolicy::Preset::kCustom;
    webhook.retryPolicy.schedule = {seconds{0}, seconds{5}, hours{2}};
    webhook.retryPolicy.maxRetries = 2;
    expectSame(applied(formOf(webhook), webhook), webhook);
  }

  void destinationsDone1_settingsAndMessagesComeThroughTheFormUnchanged() {
    auto webhook = busyWebhook();
    webhook.kind = model::WebhookKind::kHubspot;
    webhook.settings = {{"apiVersion", "2026-09"}, {"createDeal", true},         {"limit", 2},
                        {"share", 0.25},           {"properties", {{"a", "1"}}}, {"list", {1, 2}}};
    webhook.secretSettings = {{"accessToken", ""}};
    webhook.messages["lead.captured"].title = "Mine";
    const auto same = applied(formOf(webhook), webhook);
    QVERIFY2(same.settings.dump() == webhook.settings.dump(), same.settings.dump().c_str());
    QVERIFY(same.secretSettings == webhook.secretSettings);
    QVERIFY(same.messages == webhook.messages);
    QVERIFY(same.kind == webhook.kind);
  }

  void destinationsDone1_aSecretIsKeptReplacedRemovedOrLeftOutOfACopy() {
    auto webhook = busyWebhook();
    webhook.secretSettings = {{"token", ""}};
    auto form = formOf(webhook);
    QVERIFY(applied(form, {}).secretSettings.empty());
    QVERIFY(!applied(form, {}).settings.contains("token"));
    form.settings["token"].text = QStringLiteral("new");
    QVERIFY(applied(form, webhook).secretSettings.empty());
    QVERIFY(applied(form, webhook).settings["token"] == "new");
    form.settings.erase("token");
    QVERIFY(applied(form, webhook).secretSettings.empty());
    QVERIFY(!applied(form, webhook).settings.contains("token"));
  }

  void aNewWebhookHasTheStandardSchedule() {
    const auto policy = policyOf(newForm(), {});
    QVERIFY(policy.preset == model::RetryPolicy::Preset::kStandard);
    QCOMPARE(model::retriesAllowed(policy), 9);
    QCOMPARE(policy.maxRetries, 9);
  }

  void aWebhookWithoutANameIsCalledAsItsReceiver() { QCOMPARE(applied(goodForm(), {}).name, std::string("example.com")); }

  void aTypeThatIsStillBeingTypedIsSavedToo() {
    auto form = goodForm();
    form.typedEvent = QStringLiteral("lead.*");
    QVERIFY(check(form, nullptr).empty());
    QCOMPARE(applied(form, {}).events, (std::vector<std::string>{"lead.captured", "lead.*"}));
  }

  void aGoodFormHasNoProblems() { QVERIFY(check(goodForm(), nullptr).empty()); }

  void anAddressIsToldWhatIsWrongWithIt_data() {
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("allowHttp");
    QTest::addColumn<QString>("says");  // a part; empty: nothing is wrong
    QTest::newRow("empty") << QString() << false << QStringLiteral("https://example.com/hooks");
    QTest::newRow("no scheme") << QStringLiteral("crm.example/hook") << false << QStringLiteral("Try https://crm.example/hook");
    QTest::newRow("ftp") << QStringLiteral("ftp://example.com") << false << QStringLiteral("not by ftp");
    QTest::newRow("space") << QStringLiteral("https://exa mple.com") << false << QStringLiteral("no spaces");
    QTest::newRow("no host") << QStringLiteral("https:///hook") << false << QStringLiteral("names no computer");
    QTest::newRow("password") << QStringLiteral("https://me:pw@example.com") << false << QStringLiteral("Authorization");
    QTest::newRow("plain http") << QStringLiteral("http://example.com/h") << false << QStringLiteral("Allow plain http");
    QTest::newRow("allowed http") << QStringLiteral("http://example.com/h") << true << QString();
    QTest::newRow("this computer") << QStringLiteral("http://127.0.0.1:9099/in") << false << QString();
    QTest::newRow("this computer by six") << QStringLiteral("http://[::1]:9099/in") << false << QString();
    QTest::newRow("by name") << QStringLiteral("http://localhost:9099/in") << false << QString();
    QTest::newRow("number and port") << QStringLiteral("https://203.0.113.7:8443/in") << false << QString();
    QTest::newRow("only looks local") << QStringLiteral("http://127.example.com/") << false << QStringLiteral("plain http");
    QTest::newRow("too long") << QStringLiteral("https://example.com/") + QString(2100, QLatin1Char('a')) << false
                              << QStringLiteral("longer");
  }
  void anAddressIsToldWhatIsWrongWithIt() {
    QFETCH(QString, url);
    QFETCH(bool, allowHttp);
    QFETCH(QString, says);
    auto form = goodForm();
    form.url = url;
    form.allowHttp = allowHttp;
    const auto problem = check(Field::kUrl, form, nullptr);
    QVERIFY2(says.isEmpty() ? problem.isEmpty() : problem.contains(says), qPrintable(problem));
  }

  void eventTypesAreChecked() {
    auto form = goodForm();
    form.events.clear();
    QVERIFY(check(Field::kEvents, form, nullptr).contains(QStringLiteral("at least one")));
    for (const auto* good : {"*", "lead.*", "lead.captured", "a.b.c", "a.b.*"}) QVERIFY2(isEventPattern(QLatin1String(good)), good);
    for (const auto* bad : {"", "lead", "Lead.captured", "lead.", ".*", "lead.c*", "*.captured", "lead captured"})
      QVERIFY2(!isEventPattern(QLatin1String(bad)), bad);
    form.typedEvent = QStringLiteral("Lead captured");
    QVERIFY(check(Field::kEvents, form, nullptr).contains(QStringLiteral("Lead captured")));
  }

  void headersAreCheckedAndTheLineIsNamed() {
    auto form = goodForm();
    form.headers = {{QStringLiteral("X-Good"), QStringLiteral("1")}, {QStringLiteral("X Team"), QStringLiteral("sales")}};
    QCOMPARE(check(Field::kHeaders, form, nullptr), QStringLiteral("A header name has no spaces. Try X-Team."));
    QCOMPARE(wrongHeader(form, nullptr), 1);
    form.headers[1] = {QStringLiteral("x-good"), QStringLiteral("2")};
    QVERIFY(check(Field::kHeaders, form, nullptr).contains(QStringLiteral("twice")));
    form.headers[1] = {QString(), QStringLiteral("2")};
    QVERIFY(check(Field::kHeaders, form, nullptr).contains(QStringLiteral("no name")));
    form.headers[1] = {QString(), QString()};
    QVERIFY(check(Field::kHeaders, form, nullptr).isEmpty());
    form.headers[1] = {QStringLiteral("X-Webhook-Event"), QStringLiteral("a")};
    QVERIFY(check(Field::kHeaders, form, nullptr).contains(QStringLiteral("Hookline's own")));
  }

  void aHiddenValueStaysForItsOwnWebhookAndIsAskedForInACopy() {
    const auto webhook = busyWebhook();
    const auto form = formOf(webhook);
    QVERIFY(check(Field::kHeaders, form, &webhook).isEmpty());
    QVERIFY(check(Field::kHeaders, form, nullptr).contains(QStringLiteral("Authorization")));
  }

  void numbersAndWaitsAreChecked() {
    auto form = goodForm();
    form.retry = RetryChoice::kNumbers;
    form.retries = QStringLiteral("51");
    QVERIFY(check(Field::kRetries, form, nullptr).contains(QStringLiteral("0 to 50")));
    form.firstDelay = QStringLiteral("2 min");
    form.longestDelay = QStringLiteral("1 min");
    QVERIFY(check(Field::kLongestDelay, form, nullptr).contains(QStringLiteral("2 min")));
    form.longestDelay = QStringLiteral("25 h");
    QVERIFY(check(Field::kLongestDelay, form, nullptr).contains(QStringLiteral("1 d")));
    form.growth = QStringLiteral("0.5");
    QVERIFY(!check(Field::kGrowth, form, nullptr).isEmpty());
    form.retry = RetryChoice::kList;
    QVERIFY(check(Field::kGrowth, form, nullptr).isEmpty());  // not asked for
    form.delays = QStringLiteral("0 s, soon");
    QVERIFY(!check(Field::kDelays, form, nullptr).isEmpty());
    form.timeout = QStringLiteral("10");
    QVERIFY(check(Field::kTimeout, form, nullptr).contains(QStringLiteral("10 s")));
    form.timeout = QStringLiteral("6 min");
    QVERIFY(check(Field::kTimeout, form, nullptr).contains(QStringLiteral("5 min")));
    form.atOnce = QStringLiteral("0");
    QVERIFY(check(Field::kAtOnce, form, nullptr).contains(QStringLiteral("1 to 256")));
    form.authorities = QStringLiteral("my certificate");
    QVERIFY(check(Field::kAuthorities, form, nullptr).contains(QStringLiteral("BEGIN CERTIFICATE")));
  }

  void aRefusalOfTheCoreGoesToItsFieldsAndTheRestIsKept() {
    base::Error error{base::Errc::kInvalid, "The webhook cannot be saved as it is.", false, {}};
    error.details = {
        {"/url", "must be https"}, {"/headers/X-A", "Too long."}, {"/events/2", "must be a type"}, {"/status", "is set by Hookline"}};
    const auto refusal = refusalOf(error);
    QCOMPARE(refusal.fields.at(Field::kUrl), QStringLiteral("The core says that it must be https."));
    QCOMPARE(refusal.fields.at(Field::kHeaders), QStringLiteral("Too long."));
    QVERIFY(refusal.fields.contains(Field::kEvents));
    QVERIFY(refusal.rest.contains(QStringLiteral("/status")));
    const auto bare = refusalOf({base::Errc::kIo, "The disk is full. Make room.", false, {}});
    QVERIFY(bare.fields.empty());
    QCOMPARE(bare.rest, QStringLiteral("The disk is full. Make room."));
  }

  void destinationsDone1_faultsOfSettingsAndMessagesAreSortedToTheirPlaces() {
    base::Error error{base::Errc::kInvalid, "The webhook cannot be saved as it is.", false, {}};
    error.details = {{"/settings/mention", "must be none"},
                     {"/settings/properties/a", "must be text"},
                     {"/messages/lead.captured/fields/0/value", "Too long."}};
    const auto refusal = refusalOf(error);
    QCOMPARE(refusal.fields.at({Field::kSetting, "mention"}), QStringLiteral("The core says that it must be none."));
    QVERIFY(refusal.fields.contains({Field::kSetting, "properties"}));
    QCOMPARE(refusal.messages.at("lead.captured/fields/0/value"), QStringLiteral("Too long."));
    QVERIFY(refusal.rest.isEmpty());
  }

  void aScheduleIsSaidInWords() {
    client::RetrySchedule quick{{seconds{1}, seconds{2}, seconds{4}, seconds{8}, seconds{16}}, seconds{31}};
    const auto times = tryTimes(base::Millis{0}, quick);
    QCOMPARE(
        scheduleSentence(times),
        QStringLiteral("Tries at 0 s, 1 s, 3 s, 7 s, 15 s, 31 s. Gives up after 31 s; the delivery then waits among the dead letters."));
    QVERIFY(scheduleSentence(tryTimes(base::Millis{0}, {})).contains(QStringLiteral("once")));
    client::RetrySchedule many{std::vector<base::Millis>(50, seconds{1}), seconds{50}};
    QVERIFY(scheduleSentence(tryTimes(base::Millis{0}, many)).contains(QStringLiteral("51 tries")));
  }
};

}  // namespace hookline::webhooks_page

UI_TEST(webhook_form_test, hookline::webhooks_page::WebhookFormTest)
#include "webhook_form_test.moc"
