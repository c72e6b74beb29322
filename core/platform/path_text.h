#pragma once
#include <filesystem>
#include <string>

namespace hookline::platform {

/// A path as UTF-8 for a message or a log line: control characters and bytes that are no UTF-8 become \xNN, at most 1 KiB is kept.
std::string pathText(const std::filesystem::path& path);

/// A path as UTF-8, as libraries take it on every platform.
std::string utf8Text(const std::filesystem::path& path);

}  // namespace hookline::platform
