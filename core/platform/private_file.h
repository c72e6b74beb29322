#pragma once
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

// Files and folders that only their owner may read (delivery.md §5: files 0600, folders 0700). On Windows the same is said by
// an access list that names the owner, the system and the administrators. Thread: any; all calls block on the disk.

namespace hookline::platform {

/// Replaces the whole file, or makes it, in one step: who reads it sees the old bytes or the new ones, after a power cut too. 0600
/// from the first byte. A symbolic link at `file` is replaced, not followed. The folder must exist.
/// Errors: kNotFound, kFull, kIo; kIo with outcomeUnknown when only the last flush failed (the new bytes may be lost by a power cut).
base::Status writePrivateFile(const std::filesystem::path& file, std::string_view bytes);

/// The same for a file that must not exist yet: it appears with all its bytes or not at all.
/// Errors: kConflict when something of that name exists (it is left as it is), and those of writePrivateFile.
base::Status createPrivateFile(const std::filesystem::path& file, std::string_view bytes);

/// Copies a file of any size to a private one beside which it grows: `to` appears whole and flushed or not at all.
/// Errors: kNotFound (no `from`), kConflict (`to` exists, without `replace`), kFull, kIo.
base::Status copyPrivateFile(const std::filesystem::path& from, const std::filesystem::path& to, bool replace);
/// The same, and `from` is gone afterwards. On one file system nothing is copied.
base::Status movePrivateFile(const std::filesystem::path& from, const std::filesystem::path& to, bool replace);

/// Reads a file whole. A pipe (`--token-file <(pass show …)`) is read to its end.
/// Errors: kNotFound, kTooLarge (over `limitBytes`), kInvalid (a folder), kIo.
base::Result<std::string> readFile(const std::filesystem::path& file, std::size_t limitBytes);

/// Whether nobody but the owner (and root) may read or write it, as far as mode bits tell. On Windows always true: the folder's
/// access list decides. Errors: kNotFound, kIo.
base::Result<bool> isPrivate(const std::filesystem::path& path);

/// Makes a folder and those above it that are missing, each 0700 and flushed to disk. One that exists keeps its mode.
/// Errors: kInvalid (something that is no folder is in the way), kFull, kIo: it cannot be made, or this user cannot write to it.
/// The message names the folder and ends with `help`, which names what the person can change ("Choose another with --data-dir…").
base::Status makePrivateFolder(const std::filesystem::path& folder,
                               std::string_view help = "Choose another with --data-dir, or change its owner.");

}  // namespace hookline::platform
