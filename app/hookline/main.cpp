#include <QApplication>
#include <QSettings>
#include <iostream>

#include "base/time.h"
#include "hookline/desktop_options.h"
#include "hookline/local_core.h"
#include "hookline/window_setup.h"
#include "platform/private_file.h"
#include "platform/terminal.h"
#include "shell/main_window.h"
#include "theme/system_look.h"
#include "theme/theme.h"
#include "version.h"

namespace hookline::desktop {
namespace {

constexpr int kExitFailed = 1;
constexpr std::size_t kMaxTokenBytes = 4096;
constexpr base::Millis kStopGrace{10000};

int failed(const std::string& sentence) {
  std::cerr << "hookline: " << sentence << '\n';
  return kExitFailed;
}

std::string trimmed(const std::string& text) {
  const auto begin = text.find_first_not_of(" \t\r\n");
  return begin == std::string::npos ? std::string() : text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

base::Result<std::optional<DaemonChoice>> readDaemon(const DesktopOptions& options) {
  if (options.connectUrl.empty()) return std::optional<DaemonChoice>{};
  auto token = platform::readFile(options.tokenFile, kMaxTokenBytes);
  if (!token) return base::fail(token.error());
  return std::optional(DaemonChoice{options.connectUrl, trimmed(*token)});
}

int run(QApplication& application, const DesktopOptions& options) {
  const auto daemon = readDaemon(options);
  if (!daemon) return failed(daemon.error().message);
  const auto log = base::Log::toStderr(base::Log::Format::kText, base::Log::Level::kWarning);
  std::unique_ptr<core_api::Core> core;
  if (!*daemon) {
    auto opened = openLocalCore(options, log);
    if (!opened) return failed(opened.error().message);
    core = std::move(*opened);
  }
  const base::SystemClock clock;
  QSettings settings;
  theme::Theme theme(application, theme::watchSystemLook());
  int code = 0;
  {
    shell::MainWindow window(windowOptions(core.get(), *daemon), theme, settings, clock);
    window.show();
    code = QApplication::exec();
  }
  if (core) core->close(kStopGrace);
  return code;
}

}  // namespace
}  // namespace hookline::desktop

int main(int argc, char** argv) {
  using namespace hookline;
  const std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
  auto read = desktop::readDesktopOptions(words, platform::systemEnvironment);
  if (const auto* ending = std::get_if<desktop::Ending>(&read)) {
    (ending->exitCode == 0 ? std::cout : std::cerr) << ending->text << std::flush;
    return ending->exitCode;
  }
  // Its own options are all that the app takes.
  int count = 1;
  QApplication application(count, argv);
  QCoreApplication::setOrganizationName(QStringLiteral("Hookline"));
  QCoreApplication::setApplicationName(QStringLiteral("Hookline"));
  QCoreApplication::setApplicationVersion(QString::fromLatin1(kVersion));
  return desktop::run(application, std::get<desktop::DesktopOptions>(read));
}
