#include <QApplication>
#include <iostream>

#include "hookline/desktop_options.h"
#include "hookline/desktop_run.h"
#include "hookline/self_test.h"
#include "platform/app_paths.h"
#include "version.h"

int main(int argc, char** argv) {
  using namespace hookline;
  const std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
  auto read = desktop::readDesktopOptions(words, platform::systemEnvironment);
  if (const auto* ending = std::get_if<desktop::Ending>(&read)) {
    (ending->exitCode == 0 ? std::cout : std::cerr) << ending->text << std::flush;
    return ending->exitCode;
  }
  const auto& options = std::get<desktop::DesktopOptions>(read);
  QCoreApplication::setOrganizationName(QStringLiteral("Hookline"));
  QCoreApplication::setApplicationName(QStringLiteral("Hookline"));
  QCoreApplication::setApplicationVersion(QString::fromLatin1(kVersion));
  QGuiApplication::setDesktopFileName(QStringLiteral("org.hookline.Hookline"));
  // Its own options are all that the app takes.
  int count = 1;
  if (options.selfTest) {
    const QCoreApplication application(count, argv);
    return desktop::runSelfTest();
  }
  QApplication application(count, argv);
  return desktop::runDesktop(application, options);
}
