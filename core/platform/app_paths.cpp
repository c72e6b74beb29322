#include "platform/app_paths.h"

#include <string>
#include <string_view>
#include <utility>

#ifdef _WIN32
#include <windows.h>
#else
#include <pwd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <vector>
#endif

namespace hookline::platform {
namespace {

using std::filesystem::path;

std::optional<path> absolute(const Environment& environment, const char* name) {
  auto value = environment(name);
  if (!value || !value->is_absolute()) return std::nullopt;
  return value;
}

base::Result<AppPaths> pathsOf(const path& dataFolder, const path& configFolder) {
  return AppPaths{dataFolder, configFolder, configFolder / "master.key"};
}

auto noHome(std::string_view variable) {
  std::string message = "This user has no home folder (";
  message.append(variable).append(" is not set to an absolute path). Name the places with --data-dir and --master-key-file.");
  return base::fail(base::Errc::kNotFound, std::move(message));
}

#ifndef _WIN32
std::optional<path> homeOfUser() {
  constexpr std::size_t kMaxEntryBytes = 65536;
  for (std::size_t size = 1024; size <= kMaxEntryBytes; size *= 2) {
    std::vector<char> buffer(size);
    passwd entry{};
    passwd* found = nullptr;
    const int code = getpwuid_r(geteuid(), &entry, buffer.data(), buffer.size(), &found);
    if (code == ERANGE) continue;
    if (code != 0 || found == nullptr || found->pw_dir == nullptr) return std::nullopt;
    path home = found->pw_dir;
    if (!home.is_absolute()) return std::nullopt;
    return home;
  }
  return std::nullopt;
}
#endif

}  // namespace

#ifdef _WIN32

std::optional<path> systemEnvironment(const char* name) {
  const std::wstring wide(name, name + std::char_traits<char>::length(name));
  const DWORD size = GetEnvironmentVariableW(wide.c_str(), nullptr, 0);
  if (size <= 1) return std::nullopt;
  std::wstring value(size, L'\0');
  const DWORD length = GetEnvironmentVariableW(wide.c_str(), value.data(), size);
  if (length == 0 || length >= size) return std::nullopt;
  value.resize(length);
  return path(value);
}

base::Result<AppPaths> appPaths(const Environment& environment) {
  const auto local = absolute(environment, "LOCALAPPDATA");
  if (!local) return noHome("LOCALAPPDATA");
  return pathsOf(*local / "Hookline" / "Data", *local / "Hookline" / "Config");
}

#else

std::optional<path> systemEnvironment(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nobody calls setenv
  if (value == nullptr || *value == '\0') return std::nullopt;
  return path(value);
}

base::Result<AppPaths> appPaths(const Environment& environment) {
  auto home = absolute(environment, "HOME");
  if (!home) home = homeOfUser();
#ifdef __APPLE__
  if (!home) return noHome("HOME");
  const path root = *home / "Library" / "Application Support" / "Hookline";
  return pathsOf(root / "Data", root / "Config");
#else
  auto data = absolute(environment, "XDG_DATA_HOME");
  auto config = absolute(environment, "XDG_CONFIG_HOME");
  if (!home && !(data && config)) return noHome("HOME");
  if (!data) data = *home / ".local" / "share";
  if (!config) config = *home / ".config";
  // Both variables may name one folder; the key must stay outside the data folder all the same.
  if (data->lexically_normal() == config->lexically_normal()) return pathsOf(*data / "hookline" / "data", *config / "hookline" / "config");
  return pathsOf(*data / "hookline", *config / "hookline");
#endif
}

#endif

}  // namespace hookline::platform
