#include "hookline/self_test.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <iostream>

#include "client/in_process_channel.h"
#include "hookline/local_core.h"
#include "overview_page/try_it_now.h"

namespace hookline::desktop {
namespace {

constexpr base::Millis kStopGrace{2000};

int failed(const std::string& why) {
  std::cerr << "hookline: the self-test failed. " << why << '\n';
  return 1;
}

}  // namespace

int runSelfTest() {
  const QTemporaryDir folder;
  if (!folder.isValid()) return failed("No temporary folder can be made: " + folder.errorString().toStdString());
  const std::filesystem::path root(folder.path().toStdU16String());
  DesktopOptions options;
  options.dataFolder = root / "data";
  options.masterKeyFile = root / "key" / "master.key";
  options.listenPort = 0;
  options.listenGiven = true;
  auto core = openLocalCore(options, base::Log::toStderr(base::Log::Format::kText, base::Log::Level::kWarning));
  if (!core) return failed(core.error().message);

  int code = 1;
  {
    client::Client client(client::openInProcess(client::doorOf(**core)));
    overview_page::TryItNow trial(client);
    QObject::connect(&trial, &overview_page::TryItNow::finished, &trial, [&](model::DeliveryId id, base::Millis took) {
      std::cout << "One event was stored, signed, delivered and verified in " << took.count() << " ms (" << id.text() << ").\n";
      code = 0;
      QCoreApplication::quit();
    });
    QObject::connect(&trial, &overview_page::TryItNow::failed, &trial, [&](const QString& what, const QString& why) {
      failed(what.toStdString() + ": " + why.toStdString());
      QCoreApplication::quit();
    });
    client.open();
    trial.start();
    QCoreApplication::exec();
  }
  (*core)->close(kStopGrace);
  return code;
}

}  // namespace hookline::desktop
