#include <QLineEdit>
#include <QListWidget>
#include <QTest>
#include <QTextEdit>

#include "destinations/destination.h"
#include "destinations/settings.h"
#include "manual_page/manual_window.h"
#include "support/ui_core.h"
#include "support/ui_test.h"

namespace hookline::manual_page {

/// The manual of a real core, in this process and over HTTP, beside what its destinations say of themselves.
class ManualCoreTest final : public QObject {
  Q_OBJECT

 private:
  static QString text(std::string_view words) { return QString::fromUtf8(words.data(), static_cast<qsizetype>(words.size())); }

  /// Every word of the descriptor stands in its chapter, and the marks beside their field.
  static void compare(const model::Integration& integration, const QString& chapter) {
    const auto lines = chapter.split(QLatin1Char('\n'));
    const auto has = [&chapter](std::string_view words) { return words.empty() || chapter.contains(text(words)); };
    QCOMPARE(lines[0], text(integration.title));
    QVERIFY(has(integration.summary));
    for (const auto& field : destinations::fieldsOf(integration)) {
      QStringList marks{field.required ? QStringLiteral("Required") : QStringLiteral("Optional")};
      if (field.kind == model::SettingKind::kSecret) marks << QStringLiteral("Kept secret");
      if (field.advanced) marks << QStringLiteral("Advanced");
      const auto begin = lines.indexOf(text(field.label) + QStringLiteral("  ") + marks.join(QStringLiteral(" · ")));
      QVERIFY2(begin > 0, qPrintable(text(field.label)));
      QVERIFY2(field.help.empty() || lines[begin + 1] == text(field.help), qPrintable(lines[begin + 1]));
      QVERIFY2(has(field.placeholder) && has(field.mustBe), qPrintable(text(field.label)));
      for (const auto& choice : field.choices) QVERIFY2(has(choice.label), qPrintable(text(choice.label)));
    }
    for (const auto& event : integration.events) {
      const auto begin = lines.indexOf(text(event.type));
      QVERIFY2(begin > 0 && lines[begin + 1] == text(event.action), qPrintable(text(event.type)));
      const auto asked = lines.indexOf(QRegularExpression(QStringLiteral("^Only when asked for.*")));
      QCOMPARE(asked < 0 || begin < asked, event.byDefault);
    }
    for (const auto& limit : integration.limits)
      QVERIFY2(lines.contains(text(limit.what) + QStringLiteral("  ") + text(limit.value)), qPrintable(text(limit.what)));
  }

 private slots:
  void destinationsDone1_everyDestinationsDescriptorIsItsChapter_data() { support::bothChannels(); }
  void destinationsDone1_everyDestinationsDescriptorIsItsChapter() {
    QFETCH(bool, overHttp);
    support::UiCore core;
    client::Client client(core.channel(overHttp));
    ManualWindow window;
    window.follow(&client, QStringLiteral("Here"));
    window.open({});
    client.open();
    auto* list = window.findChild<QListWidget*>(QStringLiteral("manualList"));
    const auto& all = destinations::allDestinations();
    QTRY_COMPARE(list->count(), static_cast<int>(all.size()));
    QVERIFY(list->count() > 1);
    int row = 0;
    for (const auto* destination : all) {
      list->setCurrentRow(row++);
      compare(destination->integration(), window.findChild<QTextEdit*>(QStringLiteral("manualChapter"))->toPlainText());
      if (QTest::currentTestFailed()) return;
    }
    window.follow(nullptr, {});
  }

  void destinationsDone1_theManualOpensAtEachKind_data() { support::bothChannels(); }
  void destinationsDone1_theManualOpensAtEachKind() {
    QFETCH(bool, overHttp);
    support::UiCore core;
    client::Client client(core.channel(overHttp));
    client.open();
    ManualWindow window;
    window.follow(&client, QStringLiteral("Here"));
    for (const auto* destination : destinations::allDestinations()) {
      window.open(destination->integration().kind);
      QTRY_COMPARE(window.findChild<QTextEdit*>(QStringLiteral("manualChapter"))->toPlainText().section(QLatin1Char('\n'), 0, 0),
                   text(destination->integration().title));
    }
    window.follow(nullptr, {});
  }
};

}  // namespace hookline::manual_page

UI_TEST(manual_core_test, hookline::manual_page::ManualCoreTest)
#include "manual_core_test.moc"
