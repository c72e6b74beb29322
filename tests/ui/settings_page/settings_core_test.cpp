#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include "settings_page/settings_page.h"
#include "support/scripted_shell.h"
#include "support/ui_core.h"
#include "support/ui_test.h"

namespace hookline::settings_page {

/// The page on a real core.
class SettingsCoreTest final : public QObject {
  Q_OBJECT

 private slots:
  void aTokenIsMadeListedAndRevoked_data() { support::bothChannels(); }
  void aTokenIsMadeListedAndRevoked() {
    QFETCH(bool, overHttp);
    support::UiCore core;
    client::Client client(core.channel(overHttp));
    support::ScriptedPrompter prompter;
    support::ScriptedNavigator navigator;
    SettingsPage page({client, prompter, navigator, QStringLiteral("This computer")});
    page.resize(1152, 790);
    page.show();
    page.shown();
    client.open();
    const auto text = [&page](const char* name) { return page.findChild<QLabel*>(QLatin1String(name))->text(); };
    const auto revoke = [&page]() { return page.findChild<QPushButton*>(QStringLiteral("revoke_shop-chatbot")); };
    QTRY_COMPARE(text("receivingAddress").toStdString(), core.core().url());
    QTRY_VERIFY(page.findChild<QPushButton*>(QStringLiteral("openFolder"))->isVisible());
    QTRY_VERIFY(!text("dataSize").startsWith(QStringLiteral("not known")));
    QTRY_VERIFY(page.findChild<QPushButton*>(QStringLiteral("revoke_admin")));

    auto* name = page.findChild<QLineEdit*>(QStringLiteral("tokenNameField"));
    name->setText(QStringLiteral("shop-chatbot"));
    auto* make = page.findChild<QPushButton*>(QStringLiteral("newToken"));
    QTest::mouseClick(make, Qt::LeftButton);
    QTRY_COMPARE(prompter.secrets.size(), 1);
    QVERIFY(prompter.secrets.front().startsWith(QStringLiteral("hl_")));
    QTRY_VERIFY(revoke());

    name->setText(QStringLiteral("shop-chatbot"));
    QTest::mouseClick(make, Qt::LeftButton);
    QTRY_VERIFY(text("tokenNameProblem").contains(QStringLiteral("already")));
    QTest::mouseClick(revoke(), Qt::LeftButton);
    QTRY_COMPARE(navigator.toasts, QStringList{QStringLiteral("shop-chatbot is revoked.")});
    QTRY_VERIFY(!revoke());
    QVERIFY(prompter.told.isEmpty());
  }
};

}  // namespace hookline::settings_page

UI_TEST(settings_core_test, hookline::settings_page::SettingsCoreTest)
#include "settings_core_test.moc"
