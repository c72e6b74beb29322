#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

#include "base/result.h"

namespace hookline::platform::internal {

/// The operating system's last error of this thread (errno, GetLastError). To be called before anything else can change it.
std::error_code lastError();

/// "permission denied": the system's own words, made to stand in brackets.
std::string reason(std::error_code code);

/// One sentence "Cannot <action> the file /x (permission denied)." and one of `help`; without `help` one that fits the code.
/// Codes: kNotFound (no such file or folder), kConflict (exists), kFull (no space, quota), kIo (all others).
base::Error ioError(std::string_view action, const std::filesystem::path& path, std::error_code code, std::string_view help = {});

}  // namespace hookline::platform::internal
