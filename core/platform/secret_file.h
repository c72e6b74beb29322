#pragma once
#include <filesystem>
#include <string>

#include "base/result.h"

namespace hookline::platform {

/// The token or secret that a file holds, without the white space around it; empty when there is nothing else. Thread: any; blocks on the
/// disk. Errors: those of readFile, kTooLarge over kMaxSecretFileBytes.
base::Result<std::string> readSecretFile(const std::filesystem::path& file);

inline constexpr std::size_t kMaxSecretFileBytes = 4096;

}  // namespace hookline::platform
