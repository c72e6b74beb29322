#include "hookline/single_instance.h"

#include <QLocalSocket>
#include <QSignalSpy>
#include <QTest>
#include <csignal>
#include <future>

#include "core_api/core.h"
#include "support/program.h"
#include "support/temp_folder.h"
#include "support/ui_test.h"

namespace hookline::desktop {

class SingleInstanceTest final : public QObject {
  Q_OBJECT

 private:
  static std::map<std::string, std::string> environment(const support::TempFolder& folder) {
    return {{"QT_QPA_PLATFORM", "offscreen"}, {"HOME", folder.path()}, {"XDG_CONFIG_HOME", folder / "config"}, {"LANG", "C.UTF-8"}};
  }
  static std::vector<std::string> arguments(const support::TempFolder& folder) {
    return {"--data-dir", folder / "data", "--master-key-file", folder / "master.key"};
  }
  /// A start before that would be the first itself, and stay.
  static bool hasOwner(const support::TempFolder& folder) {
    const auto owner = core_api::findOwner(folder / "data");
    return owner && *owner;
  }

 private slots:
  void aFolderHasOneNameHoweverItIsSpelt() {
    const support::TempFolder folder;
    const auto name = SingleInstance::nameOf(folder / "data");
    QCOMPARE(SingleInstance::nameOf(folder / "data/../data"), name);
    QVERIFY(SingleInstance::nameOf(folder / "other") != name);
    std::filesystem::create_directory(folder / "data");
    std::filesystem::create_directory_symlink(folder / "data", folder / "link");
    QCOMPARE(SingleInstance::nameOf(folder / "link"), name);
  }

  void whoIsAskedRaisesItsWindow() {
    const support::TempFolder folder;
    QVERIFY(!SingleInstance::raiseOther(folder.path()));
    std::optional<SingleInstance> first;
    first.emplace(folder.path());
    QSignalSpy raised(&*first, &SingleInstance::raiseWanted);
    // It waits for the answer, which comes from this thread's loop.
    auto second = std::async(std::launch::async, [&folder] { return SingleInstance::raiseOther(folder.path()); });
    QTRY_COMPARE(raised.size(), 1);
    QVERIFY(second.get());
    first.reset();
    QVERIFY(!SingleInstance::raiseOther(folder.path()));
  }

  void daemonDone6_aConnectLinkIsPassedOnToTheWindow() {
    const support::TempFolder folder;
    const SingleInstance first(folder.path());
    QSignalSpy raised(&first, &SingleInstance::raiseWanted);
    QSignalSpy links(&first, &SingleInstance::linkWanted);
    const std::string link = "hookline://connect?address=https%3A%2F%2Fa.example&code=0123456789abcdef";
    for (const auto& words : {link, link + "\nraise", std::string(100'000, 'x')}) {
      auto second = std::async(std::launch::async, [&] { return SingleInstance::raiseOther(folder.path(), words); });
      QTRY_COMPARE(second.wait_for(std::chrono::seconds{0}), std::future_status::ready);
      QVERIFY(second.get());
    }
    QCOMPARE(raised.size(), 3);
    QCOMPARE(links.size(), 3);
    QCOMPARE(links[0][0].toString(), QString::fromStdString(link));
    QCOMPARE(links[1][0].toString(), QString::fromStdString(link + " raise"));
    QCOMPARE(links[2][0].toString().size(), SingleInstance::kMaxLinkBytes);
  }

  void otherWordsRaiseNothing() {
    const support::TempFolder folder;
    const SingleInstance first(folder.path());
    QSignalSpy raised(&first, &SingleInstance::raiseWanted);
    for (const auto& words : {QByteArray("close\n"), QByteArray(1000, 'x')}) {
      QLocalSocket socket;
      socket.connectToServer(SingleInstance::nameOf(folder.path()));
      QVERIFY(socket.waitForConnected());
      socket.write(words);
      QTRY_COMPARE(socket.state(), QLocalSocket::UnconnectedState);
    }
    QCOMPARE(raised.size(), 0);
  }

  void aSecondStartRaisesTheFirstWindowAndEnds() {
    const support::TempFolder folder;
    support::Program first(HOOKLINE_WINDOW_BINARY, arguments(folder), environment(folder));
    QTRY_VERIFY_WITH_TIMEOUT(hasOwner(folder), 30000);
    support::Ran second;
    // Its window comes a moment after its core; until then the folder is in use and there is nothing to raise.
    QTRY_VERIFY_WITH_TIMEOUT((second = support::run(HOOKLINE_WINDOW_BINARY, arguments(folder), environment(folder)), second.exitCode == 0),
                             30000);
    QVERIFY2(second.out.starts_with("Hookline is open on this data folder already"), second.out.c_str());
    QCOMPARE(std::count(second.out.begin(), second.out.end(), '\n'), 1);
    first.send(SIGKILL);
    first.wait();
    // What it left behind keeps nobody out.
    support::Program third(HOOKLINE_WINDOW_BINARY, arguments(folder), environment(folder));
    QTRY_VERIFY_WITH_TIMEOUT(hasOwner(folder), 30000);
    QTRY_VERIFY_WITH_TIMEOUT((second = support::run(HOOKLINE_WINDOW_BINARY, arguments(folder), environment(folder)), second.exitCode == 0),
                             30000);
  }

  void aDaemonsFolderIsRefusedInWords() {
    const support::TempFolder folder;
    auto words = arguments(folder);
    words.insert(words.begin(), {"serve", "--listen", "127.0.0.1:0"});
    support::Program daemon(HOOKLINE_DAEMON_BINARY, words, environment(folder));
    QVERIFY(daemon.readLine().starts_with("hooklined listening on "));
    const auto window = support::run(HOOKLINE_WINDOW_BINARY, arguments(folder), environment(folder));
    QCOMPARE(window.exitCode, 1);
    QVERIFY2(window.err.find("is in use by the Hookline at http://127.0.0.1:") != std::string::npos, window.err.c_str());
    QCOMPARE(window.out, std::string());
  }
};

}  // namespace hookline::desktop

UI_TEST(single_instance_test, hookline::desktop::SingleInstanceTest)
#include "single_instance_test.moc"
