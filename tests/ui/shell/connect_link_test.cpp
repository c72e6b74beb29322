#include "shell/connect_link.h"

#include <QClipboard>
#include <QLabel>
#include <nlohmann/json.hpp>

#include "shell/connect_dialog.h"
#include "support/scripted_shell.h"
#include "support/ui_test.h"
#include "ui/shell/window_rig.h"

using namespace hookline;
using namespace hookline::shell_test;
using shell::readConnectLink;

namespace {

const QString kPin(64, QLatin1Char('a'));
const QString kOtherPin(64, QLatin1Char('b'));
const QString kWhole = QStringLiteral("hookline://connect?address=https%3A%2F%2Fhooks.example%3A8787&pin=") + kPin +
                       QStringLiteral("&name=anna&role=operator&code=0123456789abcdef0123456789abcdef");

QString without(const char* name) {
  QString link = kWhole;
  return link.remove(QRegularExpression(QLatin1String(name) + QStringLiteral("=[^&]*")));
}

/// Keeps what it is asked and told in a place that outlives it.
struct Words {
  std::vector<shell::Question> asked;
  QStringList told;
  QStringList at;  ///< the connections that the questions named
  bool yes = true;
};
class KeepingPrompter final : public shell::Prompter {
 public:
  KeepingPrompter(Words& words, QString at) : words_(words), at_(std::move(at)) {}
  void ask(QWidget* owner, const shell::Question& question, std::function<void(bool)> then) override {
    words_.asked.push_back(question);
    words_.at << at_;
    QMetaObject::invokeMethod(
        owner, [then = std::move(then), yes = words_.yes] { then(yes); }, Qt::QueuedConnection);
  }
  void askLeaving(QWidget*, const QString&, std::function<void(Leaving)>) override {}
  void showOnce(QWidget*, const QString&, const QString&, const QString&, std::function<void()>) override {}
  void tell(QWidget*, const QString&, const QString& text) override { words_.told << text; }
  void pickSaveFile(QWidget*, const QString&, const QString&, std::function<void(QString)>) override {}

 private:
  Words& words_;
  const QString at_;
};

}  // namespace

class ConnectLinkTest : public QObject {
  Q_OBJECT

 private:
  void start() {
    auto options = rig_->options();
    options.prompter = [this](const shell::ConnectionChoice& at) { return std::make_unique<KeepingPrompter>(words_, at.name); };
    options.addDaemon = [this](const shell::NewDaemon& given) {
      const auto& url = given.url;
      added_ << url + " " + given.token;
      shell::ConnectionChoice added{"daemon " + url, "hooks.example", "daemon at " + url, shell::ConnectionColour::kBlue, false};
      added.tokenFor = url;
      return added;
    };
    options.trust = [this](const QString& id, const QString& sha256) { trusted_ << id + " " + sha256; };
    options.introduce = [this](const QString& url, const QString& pin) {
      introduced_ << url + " " + pin;
      return stranger_.channel();
    };
    for (const auto& one : more_) options.connections.push_back(one);
    rig_->window = std::make_unique<shell::MainWindow>(std::move(options), *theme_, rig_->settings, rig_->clock);
    rig_->window->show();
    rig_->window->activateWindow();
    QTRY_VERIFY(rig_->window->isActiveWindow());
  }
  void answer(int status, const nlohmann::json& body) { stranger_.answer("POST /api/connect", body, status); }

  std::optional<theme::Theme> theme_;
  std::optional<Rig> rig_;
  support::FakeCore stranger_;
  Words words_;
  QStringList added_;
  QStringList trusted_;
  QStringList introduced_;
  std::vector<shell::ConnectionChoice> more_;

 private slots:
  void initTestCase() { theme_.emplace(*qApp, std::make_unique<support::BareLook>()); }
  void init() {
    rig_.emplace(*theme_);
    stranger_ = {};
    words_ = {};
    added_.clear();
    trusted_.clear();
    introduced_.clear();
    more_.clear();
    answer(200, {{"token", "hl_given"}, {"name", "anna"}, {"role", "operator"}});
  }
  void cleanup() { rig_.reset(); }
  void cleanupTestCase() { theme_.reset(); }

  void daemonDone6_aLinkIsReadOrItsFaultIsNamed() {
    const auto link = readConnectLink(QStringLiteral("  ") + kWhole + QStringLiteral("\n"));
    QVERIFY(link);
    QCOMPARE(link->address, QStringLiteral("https://hooks.example:8787"));
    QCOMPARE(link->pin, kPin);
    QCOMPARE(link->name, QStringLiteral("anna"));
    QCOMPARE(link->role, QStringLiteral("operator"));
    QCOMPARE(link->code, QStringLiteral("0123456789abcdef0123456789abcdef"));
    QVERIFY(readConnectLink(without("pin")));
    const auto foreign = readConnectLink(QString(kWhole).replace(QStringLiteral("hooks"), QString::fromUtf8("h\u043Eoks")));
    QVERIFY(foreign);
    QVERIFY2(foreign->address.startsWith(QStringLiteral("https://xn--")), qPrintable(foreign->address));
    const std::pair<QString, const char*> bad[] = {
        {{}, "begin with hookline://connect"},
        {QStringLiteral("https://hooks.example"), "begin with hookline://connect"},
        {QStringLiteral("hookline://delivery/dlv_1"), "cannot be read"},
        {QStringLiteral("hookline://connect"), "address cannot be used"},
        {kWhole + QString(shell::ConnectLink::kMaxLetters, QLatin1Char('x')), "cannot be read"},
        {without("address"), "Give the daemon's address"},
        {QString(kWhole).replace(QStringLiteral("https%3A"), QStringLiteral("http%3A")), "read the token"},
        {QString(kWhole).replace(QStringLiteral("hooks.example"), QStringLiteral("me%3Apw%40evil.example")), "name and password"},
        {without("code"), "has no code"},
        {kWhole.chopped(20), "has no code"},
        {QString(kWhole).replace(kPin, kPin.left(60)), "fingerprint in the link is not whole"},
        {QString(kWhole).replace(QStringLiteral("anna"), QStringLiteral("%3Cb%3Eanna")), "names no token"}};
    for (const auto& [text, words] : bad) {
      const auto read = readConnectLink(text);
      QVERIFY2(!read, qPrintable(text));
      QVERIFY2(QString::fromStdString(read.error().message).contains(QLatin1String(words)), read.error().message.c_str());
    }
  }

  void daemonDone6_theQuestionShowsWhereItLeadsBeforeAnythingIsSent() {
    words_.yes = false;
    start();
    rig_->window->openConnectLink(kWhole);
    QTRY_COMPARE(words_.asked.size(), std::size_t{1});
    const auto& question = words_.asked.front();
    QVERIFY2(question.text.contains(QStringLiteral("Address: https://hooks.example:8787\nToken: anna, operator")),
             qPrintable(question.text));
    QVERIFY2(question.exact.contains(QStringLiteral("AAAA AAAA AAAA AAAA\n")), qPrintable(question.exact));
    QVERIFY(!question.dangerous);
    QCOMPARE(words_.at, QStringList{"hooks.example:8787"});
    QTRY_VERIFY(rig_->window->findChild<QObject*>(QStringLiteral("linkVisit")) == nullptr);
    QVERIFY(introduced_.isEmpty());
    QVERIFY(added_.isEmpty());
    QCOMPARE(rig_->window->connection().id, QStringLiteral("here"));
  }

  void daemonDone6_aLinkGivesTheTokenTheCertificateAndTheConnection() {
    start();
    rig_->window->openConnectLink(kWhole);
    QTRY_COMPARE(rig_->window->connection().name, QStringLiteral("hooks.example"));
    QCOMPARE(introduced_, QStringList{"https://hooks.example:8787 " + kPin});
    QCOMPARE(stranger_.calls(), std::vector<std::string>{"POST /api/connect"});
    QCOMPARE(added_, QStringList{"https://hooks.example:8787 hl_given"});
    QCOMPARE(trusted_, QStringList{"daemon https://hooks.example:8787 " + kPin});
    QVERIFY(words_.told.isEmpty());
    rig_->settings.sync();
    QFile file(rig_->settings.fileName());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto kept = file.readAll();
    QVERIFY(!kept.contains("hl_given"));
    QVERIFY(!kept.contains("0123456789abcdef"));
  }

  void daemonDone6_whatTheDaemonRefusesIsSaidAndNothingIsKept_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("words");
    QTest::newRow("unknown") << 401 << QStringLiteral("This connect link is not known here.");
    QTest::newRow("used") << 409 << QStringLiteral("This connect link was used already.");
    QTest::newRow("too old") << 503 << QStringLiteral("This connect link is older than 15 minutes.");
    QTest::newRow("too many") << 429 << QStringLiteral("Too many wrong tokens came from this address.");
    QTest::newRow("markup") << 500 << QStringLiteral("<b>No</b>");
  }
  void daemonDone6_whatTheDaemonRefusesIsSaidAndNothingIsKept() {
    QFETCH(int, status);
    QFETCH(QString, words);
    answer(status, {{"error", words.toStdString()}});
    start();
    rig_->window->openConnectLink(kWhole);
    QTRY_COMPARE(words_.told.size(), 1);
    QVERIFY2(words_.told.front().startsWith(words), qPrintable(words_.told.front()));
    QVERIFY(added_.isEmpty());
    QVERIFY(trusted_.isEmpty());
    QCOMPARE(rig_->window->connection().id, QStringLiteral("here"));
  }

  void daemonDone6_anAnswerThatIsNoTokenIsNone() {
    answer(200, {{"token", ""}, {"name", "anna"}, {"role", "king"}});
    start();
    rig_->window->openConnectLink(kWhole);
    QTRY_COMPARE(words_.told.size(), 1);
    QVERIFY(added_.isEmpty());
  }

  void daemonDone6_anotherCertificateThanTheTrustedOneIsAWarning() {
    shell::ConnectionChoice known{"daemon https://hooks.example:8787", "Production", "daemon at …", shell::ConnectionColour::kRed, false};
    known.tokenFor = QStringLiteral("https://hooks.example:8787/");
    known.pinnedSha256 = kOtherPin;
    more_ = {known};
    words_.yes = false;
    start();
    rig_->window->openConnectLink(kWhole);
    QTRY_COMPARE(words_.asked.size(), std::size_t{1});
    QVERIFY(words_.asked.front().dangerous);
    QVERIFY(words_.asked.front().text.contains(QStringLiteral("Another certificate was trusted")));
    QVERIFY(words_.asked.front().exact.contains(QStringLiteral("Trusted until now\nBBBB")));
    QCOMPARE(words_.at, QStringList{"Production (hooks.example:8787)"});
    // A link that says nothing of it is held to the one that is trusted.
    words_.yes = true;
    rig_->window->openConnectLink(without("pin"));
    QTRY_COMPARE(introduced_, QStringList{"https://hooks.example:8787 " + kOtherPin});
    QVERIFY(!words_.asked.back().dangerous);
  }

  void daemonDone6_itIsPastedOrTypedWhereTheAddressBelongs() {
    start();
    QGuiApplication::clipboard()->setText(QStringLiteral("nothing of the kind"));
    rig_->window->pasteConnectLink();
    QTRY_COMPARE(words_.told.size(), 1);
    QVERIFY(words_.told.front().contains(QStringLiteral("no connect link")));
    QGuiApplication::clipboard()->setText(kWhole);
    rig_->window->pasteConnectLink();
    QTRY_COMPARE(added_.size(), 1);

    rig_->window->connectToDaemon();
    auto* field = rig_->find<QLineEdit>("daemonAddress");
    QTRY_VERIFY(field->hasFocus());
    field->setText(kWhole);
    QTest::keyClick(field, Qt::Key_Tab);
    QVERIFY(rig_->find<QLabel>("daemonAddressProblem")->isHidden());
    QTest::mouseClick(rig_->find<QPushButton>("connectButton"), Qt::LeftButton);
    QTRY_COMPARE(added_.size(), 2);
    QVERIFY(rig_->find<shell::ConnectDialog>("connectDialog") == nullptr);
  }
};

UI_TEST(connect_link_test, ConnectLinkTest)
#include "connect_link_test.moc"
