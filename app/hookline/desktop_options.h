#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"
#include "platform/app_paths.h"

namespace hookline::desktop {

/// What the desktop app was told (interfaces.md §1).
struct DesktopOptions {
  std::filesystem::path dataFolder;
  std::filesystem::path masterKeyFile;
  std::string listenHost = "127.0.0.1";  ///< empty: the own core listens on nothing
  std::uint16_t listenPort = 8787;
  bool listenGiven = false;  ///< a taken port is then an error, not a reason to look for the next
  std::string connectUrl;    ///< start attached to this daemon; empty: the own core alone
  std::filesystem::path tokenFile;
  bool dataFolderGiven = false;
  std::string connectLink;           ///< as it was given, for the window to read; empty: none
  bool demo = false;                 ///< made-up traffic in a folder that goes away
  std::filesystem::path tourFolder;  ///< save a picture of every page there, then end; empty: no tour
  bool selfTest = false;             ///< one delivery through a core of its own, no window
};

/// Text for stdout (help, version) or stderr (wrong usage), and the exit code.
struct Ending {
  std::string text;
  int exitCode = 0;
};

/// `words` without the program's name. Errors of the environment (no home folder) end with exit code 1.
std::variant<DesktopOptions, Ending> readDesktopOptions(const std::vector<std::string>& words, const platform::Environment& environment);

}  // namespace hookline::desktop
