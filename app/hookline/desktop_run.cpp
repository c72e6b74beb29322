#include "hookline/desktop_run.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTranslator>
#include <iostream>
#include <optional>

#include "client/in_process_channel.h"
#include "hookline/demo.h"
#include "hookline/demo_summary.h"
#include "hookline/key_ring.h"
#include "hookline/local_core.h"
#include "hookline/single_instance.h"
#include "hookline/tour.h"
#include "hookline/window_setup.h"
#include "platform/secret_file.h"
#include "theme/system_look.h"

namespace hookline::desktop {
namespace {

constexpr int kExitFailed = 1;
constexpr base::Millis kStopGrace{10000};
constexpr std::chrono::seconds kCalmPatience{20};
/// Of ui.md's pictures.
constexpr QSize kTourSize{1360, 860};

int failed(const std::string& sentence) {
  std::cerr << "hookline: " << sentence << '\n';
  return kExitFailed;
}

base::Result<std::optional<DaemonChoice>> readDaemon(const DesktopOptions& options) {
  if (options.connectUrl.empty()) return std::optional<DaemonChoice>{};
  auto token = platform::readSecretFile(options.tokenFile);
  if (!token) return base::fail(token.error());
  return std::optional(DaemonChoice{options.connectUrl, std::move(*token)});
}

/// The person's own settings, or for what is only shown a file that goes away.
class WindowSettings {
 public:
  explicit WindowSettings(bool throwAway) {
    if (throwAway) own_ = std::make_unique<QSettings>(folder_.filePath(QStringLiteral("window.ini")), QSettings::IniFormat);
  }
  QSettings& get() { return own_ ? *own_ : persons_; }

 private:
  const QTemporaryDir folder_;
  QSettings persons_;
  std::unique_ptr<QSettings> own_;
};

/// What runs without a person: the demo's first round with its summary, then the tour.
class Unattended {
 public:
  Unattended(const DesktopOptions& options, shell::MainWindow& window, theme::Theme& theme, std::unique_ptr<client::Client> reader)
      : reader_(std::move(reader)), tour_(window, theme, *reader_, options.tourFolder) {
    QObject::connect(&tour_, &Tour::saved, &tour_, [](const QString& line) { std::cout << line.toStdString() << std::endl; });
    QObject::connect(&tour_, &Tour::done, &tour_, [](const QString& failure) {
      if (!failure.isEmpty()) failed(failure.toStdString());
      QCoreApplication::exit(failure.isEmpty() ? 0 : kExitFailed);
    });
    reader_->open();
  }

  void afterTheRound(Demo& demo, DemoScript& script) {
    QObject::connect(&script, &DemoScript::roundOver, &tour_, [this, &demo, &script] {
      script.stop();
      // It belongs to the client it reads with, and goes by itself.
      new DemoCount(*reader_, script.retried(), kCalmPatience, [this, &demo, &script](base::Result<DemoFigures> figures) {
        if (!figures) {
          failed(figures.error().message);
          return QCoreApplication::exit(kExitFailed);
        }
        std::cout << demoSummary(*figures, script.posted(), demo.receivers().arrivals()) << std::endl;
        tour_.start();
      });
    });
  }
  void atOnce() { tour_.start(); }

 private:
  std::unique_ptr<client::Client> reader_;
  Tour tour_;
};

std::unique_ptr<client::Channel> readersChannel(core_api::Core* core, const std::optional<DaemonChoice>& daemon) {
  return core != nullptr ? client::openInProcess(client::doorOf(*core)) : daemonChannel(*daemon);
}

void endWithTheDemo(const QString& sentence) {
  failed("the demo cannot go on: " + sentence.toStdString());
  QCoreApplication::exit(kExitFailed);
}

void bringToFront(QWidget& window) {
  window.setWindowState(window.windowState() & ~Qt::WindowMinimized);
  window.show();
  window.raise();
  window.activateWindow();
}

int showWindow(QApplication& application, const DesktopOptions& options, core_api::Core* core, const std::optional<DaemonChoice>& daemon,
               Demo* demo, const base::Clock& clock) {
  const bool touring = !options.tourFolder.empty();
  const bool throwAway = touring || demo != nullptr;
  WindowSettings settings(throwAway);
  KeyRing keyRing;
  theme::Theme theme(application, theme::watchSystemLook());
  shell::MainWindow window(windowOptions(core, daemon, settings.get(), throwAway ? nullptr : &keyRing, demo != nullptr), theme,
                           settings.get(), clock);
  if (touring) window.resize(kTourSize);
  window.show();
  std::optional<SingleInstance> instance;
  if (core != nullptr && demo == nullptr) {
    instance.emplace(options.dataFolder);
    QObject::connect(&*instance, &SingleInstance::raiseWanted, &window, [&window] { bringToFront(window); });
    QObject::connect(&*instance, &SingleInstance::linkWanted, &window, &shell::MainWindow::openConnectLink);
  }
  if (!options.connectLink.empty()) window.openConnectLink(QString::fromStdString(options.connectLink));
  std::unique_ptr<Unattended> unattended;
  if (touring)
    unattended = std::make_unique<Unattended>(options, window, theme, std::make_unique<client::Client>(readersChannel(core, daemon)));
  if (demo != nullptr) {
    auto& script = demo->begin(*core);
    QObject::connect(&script, &DemoScript::failed, &window, endWithTheDemo, Qt::QueuedConnection);
    if (unattended) unattended->afterTheRound(*demo, script);
  } else if (unattended) {
    unattended->atOnce();
  }
  const int code = QApplication::exec();
  unattended.reset();
  if (demo != nullptr) demo->stop();
  keyRing.finish();
  return code;
}

}  // namespace

int runDesktop(QApplication& application, DesktopOptions options) {
  // Plural forms stand there, for the language that the texts are written in too.
  QTranslator translator;
  if (translator.load(QStringLiteral(":/i18n/hookline_en.qm"))) QCoreApplication::installTranslator(&translator);
  const base::SystemClock clock;
  std::unique_ptr<Demo> demo;
  if (options.demo) {
    auto prepared = Demo::prepare(options, clock);
    if (!prepared) return failed(prepared.error().message);
    demo = std::move(*prepared);
  }
  const auto daemon = readDaemon(options);
  if (!daemon) return failed(daemon.error().message);
  const auto log = base::Log::toStderr(base::Log::Format::kText, base::Log::Level::kWarning);
  std::unique_ptr<core_api::Core> core;
  if (!*daemon) {
    auto opened = openLocalCore(options, log);
    if (!opened && opened.error().code == base::Errc::kInUse && SingleInstance::raiseOther(options.dataFolder, options.connectLink)) {
      std::cout << "Hookline is open on this data folder already: its window was asked to come to the front." << std::endl;
      return 0;
    }
    if (!opened) return failed(opened.error().message);
    core = std::move(*opened);
  }
  const int code = showWindow(application, options, core.get(), *daemon, demo.get(), clock);
  if (core) core->close(kStopGrace);
  return code;
}

}  // namespace hookline::desktop
