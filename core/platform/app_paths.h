#pragma once
#include <filesystem>
#include <functional>
#include <optional>

#include "base/result.h"

namespace hookline::platform {

/// Where Hookline keeps its things when nobody says otherwise. Nothing is made by asking.
struct AppPaths {
  std::filesystem::path dataFolder;     ///< store, lock, owner.json, admin.token
  std::filesystem::path configFolder;   ///< never inside dataFolder, so that a copied data folder carries no key
  std::filesystem::path masterKeyFile;  ///< configFolder/master.key (delivery.md §5)
};

/// The value of an environment variable; nullopt when it is not set or empty.
using Environment = std::function<std::optional<std::filesystem::path>(const char* name)>;

/// This process's environment. Thread: any, as long as nobody changes the environment.
std::optional<std::filesystem::path> systemEnvironment(const char* name);

/// Linux: $XDG_DATA_HOME/hookline and $XDG_CONFIG_HOME/hookline, by default ~/.local/share and ~/.config; values that are not
/// absolute are ignored, as the XDG Base Directory specification says. macOS: ~/Library/Application Support/Hookline/{Data,Config}.
/// Windows: %LOCALAPPDATA%\Hookline\{Data,Config}. The same for root and for a daemon; without HOME the user's entry in the
/// password database counts. Errors: kNotFound when the user has no home folder (the message names --data-dir and
/// --master-key-file).
base::Result<AppPaths> appPaths(const Environment& environment = systemEnvironment);

}  // namespace hookline::platform
