#pragma once
#include <cstddef>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/result.h"
#include "core_api/folder_call.h"

namespace hookline::core_api {

// The webhooks of a data folder as a file, and back (interfaces.md §1, export and import). Settings follow when they can be changed
// over the API. Thread: the call's.
//
// The file is JSON, {"hooklineExport": 1, "madeBy", "at", "secrets", "webhooks": [...]}, each webhook in the API's shape without what
// Hookline sets itself. Without secrets their values are masked as in any answer. With secrets the whole is sealed
// (crypto/sealed_export.h).

/// Writes or replaces `file` (0600). With a passphrase: with all secrets, sealed. Answers how many webhooks it holds.
/// Errors: those of the calls, kInvalid (passphrase too short), kIo, kFull.
base::Result<std::size_t> writeConfigFile(FolderCall& call, const std::filesystem::path& file, const std::string& passphrase);

/// The configuration that a file holds. Errors: kNotFound, kIo, kMalformed (no JSON), kInvalid (sealed, and no passphrase was given; or
/// not sealed, and one was), those of crypto::openExport.
base::Result<nlohmann::json> readConfigFile(const std::filesystem::path& file, const std::string& passphrase);

/// What an import does with one webhook. They are matched by name.
struct ImportStep {
  enum class Kind { kNew, kChanged, kSame };
  Kind kind = Kind::kSame;
  std::string name;
  std::vector<std::string> fields;  ///< kChanged: which; values may be secret and are never told
  std::vector<std::string> notes;   ///< sentences about what the file cannot bring
  std::string id;                   ///< of the one that is there; empty: kNew
  nlohmann::json body;              ///< what is posted, or the patch; may hold secrets
  nlohmann::json before;            ///< kChanged: the patch that takes it back
};

/// Compares a configuration with what is there, and judges all of it; nothing is changed. Takes an export, or a bare array of webhooks.
/// Errors: kInvalid with a detail for every wrong field ("/webhooks/2/url"), kNewerVersion, those of the calls.
base::Result<std::vector<ImportStep>> planImport(FolderCall& call, const nlohmann::json& document);

/// Carries a plan out. New webhooks take no events until all is done. When one is refused, what was done is taken back.
/// Errors: that refusal; the message also says what could not be taken back.
base::Status applyImport(FolderCall& call, const std::vector<ImportStep>& plan);

}  // namespace hookline::core_api
