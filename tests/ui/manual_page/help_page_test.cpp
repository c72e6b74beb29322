#include <QFile>
#include <QListWidget>
#include <QTest>
#include <QTextEdit>
#include <algorithm>

#include "client/client.h"
#include "manual_page/chapter_search.h"
#include "manual_page/help_page.h"
#include "manual_page/manual_window.h"
#include "support/ui_core.h"
#include "support/ui_test.h"

namespace hookline::manual_page {

/// The pages of this program in its manual.
class HelpPageTest final : public QObject {
  Q_OBJECT

 private:
  static std::vector<Paragraph> paragraphs(const QString& markdown) { return chapterOfPage(QStringLiteral("help/x"), markdown).paragraphs; }

 private slots:
  void daemonDone8_aPageIsTakenApart() {
    const auto page = chapterOfPage(QStringLiteral("help/x"), QStringLiteral("# Title\n\nOne line\nand `code` of [a page](x.md).\n\n"
                                                                             "## Part\n- first\n- second\n  goes on\n"));
    QCOMPARE(page.title, QStringLiteral("Title"));
    const std::vector<Paragraph> expected{
        {Shape::kTitle, {{QStringLiteral("Title")}}},
        {Shape::kText,
         {{QStringLiteral("One line and ")},
          {QStringLiteral("code"), Face::kCode},
          {QStringLiteral(" of ")},
          {QStringLiteral("a page")},
          {QStringLiteral(".")}}},
        {Shape::kHeading, {{QStringLiteral("Part")}}},
        {Shape::kItem, {{QStringLiteral("first")}}},
        {Shape::kItem, {{QStringLiteral("second goes on")}}},
    };
    QCOMPARE(page.paragraphs, expected);
  }

  void daemonDone8_codeStaysAsItIs() {
    const auto found = paragraphs(QStringLiteral("Do:\n```bash\n# a remark\n  curl -d '{\"a\": `x`}' \\\n\n| not a table\n```\nDone.\n"));
    QCOMPARE(found.size(), std::size_t(6));
    const QStringList code{QStringLiteral("# a remark"), QStringLiteral("  curl -d '{\"a\": `x`}' \\"), QString(),
                           QStringLiteral("| not a table")};
    for (int i = 0; i < code.size(); ++i) {
      const auto& line = found[static_cast<std::size_t>(i) + 1];
      QCOMPARE(line.shape, Shape::kCode);
      QCOMPARE(lineOf(line), code[i]);
    }
    QCOMPARE(lineOf(found.back()), QStringLiteral("Done."));
  }

  void daemonDone8_aTableIsAList() {
    const auto found = paragraphs(QStringLiteral("| role | may |\n| --- | --- |\n| viewer | read `x` |\n| `y` | write |\n\nAfter.\n"));
    const std::vector<Paragraph> expected{
        {Shape::kItem, {{QStringLiteral("viewer"), Face::kStrong}}},
        {Shape::kUnder, {{QStringLiteral("read ")}, {QStringLiteral("x"), Face::kCode}}},
        {Shape::kItem, {{QStringLiteral("y"), Face::kCode}}},
        {Shape::kUnder, {{QStringLiteral("write")}}},
        {Shape::kText, {{QStringLiteral("After.")}}},
    };
    QCOMPARE(found, expected);
  }

  /// Each example that is run by a test (tests/dev/manual_test.sh) is what a person reads and copies.
  void daemonDone8_everyExampleIsInTheManual() {
    const auto pages = helpPages();
    QCOMPARE(pages.size(), std::size_t(2));
    int examples = 0;
    for (const auto& page : pages) {
      QFile file(QStringLiteral(":/hookline/%1.md").arg(page.id));
      QVERIFY(file.open(QIODevice::ReadOnly));
      const auto shown = textOf(page).split(QLatin1Char('\n'));
      for (const auto& line : QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'))) {
        if (!line.startsWith(QLatin1String("curl "))) continue;
        ++examples;
        QVERIFY2(shown.contains(line), qPrintable(line));
      }
      QVERIFY(!textOf(page).contains(QLatin1String("](")));
    }
    QVERIFY(examples > 30);
  }

  void daemonDone8_thePagesStandAfterTheDestinations_data() { support::bothChannels(); }
  void daemonDone8_thePagesStandAfterTheDestinations() {
    QFETCH(bool, overHttp);
    support::UiCore core;
    client::Client client(core.channel(overHttp));
    ManualWindow window(nullptr, helpPages());
    window.follow(&client, QStringLiteral("Here"));
    window.open({});
    auto* list = window.findChild<QListWidget*>(QStringLiteral("manualList"));
    QCOMPARE(list->count(), 0);
    client.open();
    QTRY_VERIFY(list->count() > 2);
    list->setCurrentRow(list->count() - 1);
    const auto last = helpPages().back();
    QCOMPARE(window.findChild<QTextEdit*>(QStringLiteral("manualChapter"))->toPlainText(), textOf(last));
    window.follow(nullptr, {});
  }
};

}  // namespace hookline::manual_page

UI_TEST(help_page_test, hookline::manual_page::HelpPageTest)
#include "help_page_test.moc"
