#include "schema_form/schema_form.h"

#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <nlohmann/json.hpp>

#include "schema_form/field_spec.h"
#include "support/ui_test.h"

namespace hookline::schema_form {

using Json = nlohmann::ordered_json;

class SchemaFormTest final : public QObject {
  Q_OBJECT

 private:
  static std::string builtIn(const char* type) {
    QFile file(QStringLiteral(HOOKLINE_SCHEMAS) + QLatin1Char('/') + QLatin1String(type) + QStringLiteral(".json"));
    if (!file.open(QIODevice::ReadOnly)) qFatal("no schema %s", type);
    return file.readAll().toStdString();
  }
  template <typename T>
  static T* part(const QWidget& form, const char* name) {
    auto* found = form.findChild<T*>(QLatin1String(name));
    if (!found) qFatal("no %s in the form", name);
    return found;
  }
  static Json event(const SchemaForm& form) { return Json::parse(form.text().toStdString()); }
  /// The JSON at a place of the form's event.
  static QString at(const SchemaForm& form, const char* pointer) {
    return QString::fromStdString(event(form).at(Json::json_pointer(pointer)).dump());
  }
  static void leave(QWidget* widget) {
    QFocusEvent out(QEvent::FocusOut);
    QCoreApplication::sendEvent(widget, &out);
  }

 private slots:
  void fieldsSayWhatTheSchemaAsksFor() {
    const auto fields = readFields(builtIn("handoff.requested"));
    QVERIFY(fields.has_value());
    QCOMPARE(fields->size(), std::size_t{5});
    const auto named = [&fields](const char* name) {
      return *std::find_if(fields->begin(), fields->end(), [name](const FieldSpec& one) { return one.name == QLatin1String(name); });
    };
    QVERIFY(named("reason").required);
    QVERIFY(!named("urgency").required);
    QCOMPARE(named("urgency").choices, (QStringList{QStringLiteral("low"), QStringLiteral("medium"), QStringLiteral("high")}));
    QCOMPARE(named("conversationHistory").kind, FieldSpec::Kind::kList);
    QCOMPARE(named("conversationHistory").items.size(), std::size_t{2});
    QCOMPARE(named("visitorEmail").title(), QStringLiteral("Visitor email"));
    const auto score = readFields(builtIn("sentiment.negative"));
    QCOMPARE(score->back().maximum, std::optional<double>(1));
    QCOMPARE(readFields(builtIn("lead.captured"))->front().email, true);
  }

  void everyBuiltInTypeHasAForm_data() {
    QTest::addColumn<QString>("type");
    for (const char* type : {"conversation.started", "conversation.ended", "message.received", "message.sent", "lead.captured",
                             "handoff.requested", "sentiment.negative", "feedback.received", "purchase.intent", "webhook.test"})
      QTest::newRow(type) << QString::fromLatin1(type);
  }
  void everyBuiltInTypeHasAForm() {
    QFETCH(QString, type);
    SchemaForm form;
    form.setSchema(builtIn(type.toUtf8().constData()));
    const auto schema = Json::parse(builtIn(type.toUtf8().constData()));
    for (const auto& [name, property] : schema.at("properties").items()) {
      const auto field = QString::fromStdString(name);
      QVERIFY2(form.findChild<QWidget*>(QStringLiteral("field_") + field) || form.findChild<QWidget*>(QStringLiteral("add_") + field),
               name.c_str());
    }
  }

  void aSchemaThatIsNoneSaysSo() {
    QVERIFY(!readFields("{").has_value());
    QVERIFY(!readFields("[1]").has_value());
    QVERIFY(readFields("").value().empty());
    SchemaForm form;
    form.setSchema({});
    QVERIFY(part<QLabel>(form, "schemaNote")->text().contains(QStringLiteral("no schema")));
  }

  void theFormEditsTheJsonAndKeepsWhatItDoesNotKnow() {
    SchemaForm form;
    form.setSchema(builtIn("lead.captured"));
    QVERIFY(!form.setText(
        QStringLiteral(R"({"type":"lead.captured","chatbotId":"bot_1","data":{"email":"a@b.cd","own":[1,2.50]},"later":true})")));
    QCOMPARE(part<QLineEdit>(form, "field_email")->text(), QStringLiteral("a@b.cd"));
    QSignalSpy edited(&form, &SchemaForm::edited);
    QTest::keyClicks(part<QLineEdit>(form, "field_name"), QStringLiteral("Ana"));
    QCOMPARE(edited.count(), 3);
    QCOMPARE(at(form, "/data/name"), QStringLiteral("\"Ana\""));
    QCOMPARE(at(form, "/data/own/1"), QStringLiteral("2.5"));
    QCOMPARE(at(form, "/later"), QStringLiteral("true"));
    part<QLineEdit>(form, "field_name")->selectAll();
    QTest::keyClick(part<QLineEdit>(form, "field_name"), Qt::Key_Delete);
    QVERIFY(!event(form)["data"].contains("name"));
  }

  void numbersStayNumbersAndALimitIsTold() {
    SchemaForm form;
    form.setSchema(builtIn("feedback.received"));
    form.setText(QStringLiteral(R"({"type":"feedback.received","chatbotId":"b","data":{"rating":4}})"));
    auto* rating = part<QLineEdit>(form, "field_rating");
    QVERIFY(form.problems().isEmpty());
    rating->selectAll();
    QTest::keyClicks(rating, QStringLiteral("9"));
    QCOMPARE(at(form, "/data/rating"), QStringLiteral("9"));
    auto* problem = part<QLabel>(form, "problem_rating");
    QVERIFY(problem->isHidden());  // not while it is typed
    leave(rating);
    QVERIFY(!problem->isHidden());
    QCOMPARE(problem->text(), QStringLiteral("Rating must be from 1 to 5"));
    rating->selectAll();
    QTest::keyClicks(rating, QStringLiteral("x"));
    QCOMPARE(at(form, "/data/rating"), QStringLiteral("\"x\""));  // the JSON says what the form says
    QCOMPARE(form.problems().front(), QStringLiteral("Rating must be a number, from 1 to 5"));
  }

  void neededFieldsAndAddressesAreMarked() {
    SchemaForm form;
    form.setSchema(builtIn("lead.captured"));
    form.setText(QStringLiteral(R"({"type":"lead.captured","chatbotId":"b","data":{"email":"no address","source":"Docs"}})"));
    const auto problems = form.problems();
    QVERIFY(problems.contains(QStringLiteral("Email must be an e-mail address")));
    QVERIFY(problems.contains(QStringLiteral("Conversation summary is needed")));
    QVERIFY(!problems.join(QString()).contains(QStringLiteral("Phone")));
  }

  void choicesShowEvenWhatTheSchemaDoesNotKnow() {
    SchemaForm form;
    form.setSchema(builtIn("handoff.requested"));
    form.setText(QStringLiteral(R"({"type":"handoff.requested","chatbotId":"b","data":{"reason":"x","urgency":"extreme"}})"));
    auto* urgency = part<QComboBox>(form, "field_urgency");
    QCOMPARE(urgency->currentText(), QStringLiteral("extreme"));
    QVERIFY(form.problems().front().contains(QStringLiteral("low, medium, high")));
    urgency->setCurrentIndex(urgency->findText(QStringLiteral("high")));
    emit urgency->activated(urgency->currentIndex());
    QCOMPARE(at(form, "/data/urgency"), QStringLiteral("\"high\""));
    QVERIFY(form.problems().isEmpty());
  }

  void listsCanBeAddedToAndTakenFrom() {
    SchemaForm form;
    form.setSchema(builtIn("handoff.requested"));
    form.setText(QStringLiteral(
        R"({"type":"handoff.requested","chatbotId":"b","data":{"reason":"x","conversationHistory":[{"role":"user","content":"Hi","extra":1}]}})"));
    QCOMPARE(form.findChildren<QLineEdit*>(QStringLiteral("field_content")).size(), 1);
    part<QPushButton>(form, "add_conversationHistory")->click();
    const auto contents = form.findChildren<QLineEdit*>(QStringLiteral("field_content"));
    QCOMPARE(contents.size(), 2);
    QTest::keyClicks(contents.at(1), QStringLiteral("Yes"));
    QCOMPARE(at(form, "/data/conversationHistory/1/content"), QStringLiteral("\"Yes\""));
    QCOMPARE(at(form, "/data/conversationHistory/0/extra"), QStringLiteral("1"));
    QVERIFY(!form.problems().isEmpty());  // the new entry's role is needed
    form.findChildren<QPushButton*>(QStringLiteral("remove_conversationHistory")).at(1)->click();
    QCOMPARE(event(form)["data"]["conversationHistory"].size(), std::size_t{1});
  }

  void aListThatIsNoneIsLeftAsItIs() {
    SchemaForm form;
    form.setSchema(builtIn("handoff.requested"));
    form.setText(QStringLiteral(R"({"type":"handoff.requested","chatbotId":"b","data":{"reason":"x","conversationHistory":"all of it"}})"));
    QTest::keyClicks(part<QPlainTextEdit>(form, "field_reason"), QStringLiteral("y"));
    QCOMPARE(at(form, "/data/conversationHistory"), QStringLiteral("\"all of it\""));
    QVERIFY(form.problems().front().contains(QStringLiteral("must be a list")));
  }

  void brokenJsonSaysWhereAndWhy_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("word");
    QTest::newRow("missing comma") << QStringLiteral("{\n  \"a\": 1\n  \"b\": 2\n}") << 3 << 5 << QStringLiteral("comma");
    QTest::newRow("trailing comma") << QStringLiteral("{\"a\": 1,}") << 1 << 9 << QStringLiteral("comma");
    QTest::newRow("ends early") << QStringLiteral("{\"a\": [1, 2") << 1 << 12 << QStringLiteral("too early");
    QTest::newRow("bare word") << QStringLiteral("{\n\"a\": Ana}") << 2 << 6 << QStringLiteral("double quotes");
    QTest::newRow("no object") << QStringLiteral("[1]") << 1 << 1 << QStringLiteral("begins with {");
    QTest::newRow("beyond ASCII") << QString::fromUtf8("{\"ü\": \"žluťoučký\" \"b\": 2}") << 1 << 20 << QStringLiteral("comma");
  }
  void brokenJsonSaysWhereAndWhy() {
    QFETCH(QString, text);
    QFETCH(int, line);
    QFETCH(int, column);
    QFETCH(QString, word);
    const auto problem = problemOf(text);
    QVERIFY(problem.has_value());
    QCOMPARE(problem->line, line);
    QVERIFY2(std::abs(problem->column - column) <= 2, qPrintable(problem->sentence));
    QVERIFY2(problem->sentence.contains(word), qPrintable(problem->sentence));
    SchemaForm form;
    form.setSchema(builtIn("lead.captured"));
    QVERIFY(form.setText(text).has_value());
    QVERIFY(!form.isEnabled());
    QVERIFY(!form.setText(QStringLiteral("{\"data\":{}}")).has_value());
    QVERIFY(form.isEnabled());
  }

  void manyOfOneTextGetConversationsAndIdsOfTheirOwn() {
    const auto own =
        variantOf(QStringLiteral(R"({"id":"e","type":"a.b","conversationId":"c"})"), QStringLiteral("c_2"), QStringLiteral("e_2"));
    QCOMPARE(*own, std::string(R"({"id":"e_2","type":"a.b","conversationId":"c_2"})"));
    // Without an id the core makes one; none is put in.
    QCOMPARE(*variantOf(QStringLiteral(R"({"type":"a.b"})"), {}, QStringLiteral("x")), std::string(R"({"type":"a.b"})"));
    QVERIFY(!variantOf(QStringLiteral("{"), {}, {}).has_value());
  }
};

}  // namespace hookline::schema_form

UI_TEST(schema_form_test, hookline::schema_form::SchemaFormTest)
#include "schema_form_test.moc"
