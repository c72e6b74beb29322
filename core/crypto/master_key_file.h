#pragma once
#include <filesystem>
#include <string_view>

#include "base/result.h"
#include "crypto/sealed_box.h"

namespace hookline::crypto::internal {

/// kLocked: "The master key file F " + what + what helps.
base::Error lockedByKeyFile(const std::filesystem::path& file, std::string_view what);

/// The key of 64 hexadecimal digits in a file. A missing file is made (0600, its folder 0700) when `mayMake`.
/// Errors: kLocked (missing and not to be made, unreadable, of another length), kIo (it cannot be made).
base::Result<KeyBytes> masterKeyOf(const std::filesystem::path& file, bool mayMake);

}  // namespace hookline::crypto::internal
