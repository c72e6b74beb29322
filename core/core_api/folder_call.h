#pragma once
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/log.h"
#include "base/result.h"

namespace hookline::core_api {

/// API calls on a data folder, whoever has it: through its owner when a daemon or a desktop app runs on it, otherwise by opening the
/// folder for as long as this object lives (what waits there is then delivered meanwhile). Thread: one.
class FolderCall {
 public:
  struct Options {
    std::filesystem::path dataFolder;
    std::filesystem::path masterKeyFile;         ///< used only when the folder is opened here
    std::filesystem::path masterPassphraseFile;  ///< the same
    bool mayMake = false;                        ///< a folder that is missing is made; otherwise it is an error
    bool ownerAlone = false;                     ///< without an owner it is an error: what is asked for ends with who has the folder
    base::Log log;
  };

  /// Errors: kNotFound (no such folder), kUnavailable (no owner, with `ownerAlone`), those of Core::open and of RemoteCall.
  static base::Result<std::unique_ptr<FolderCall>> open(Options options);

  /// The living owner alone; null when nobody has the folder. Errors: kNotFound, those of RemoteCall; an owner that listens on no address
  /// is kInUse.
  static base::Result<std::unique_ptr<FolderCall>> ofOwner(const std::filesystem::path& dataFolder);

  FolderCall() = default;
  FolderCall(const FolderCall&) = delete;
  FolderCall& operator=(const FolderCall&) = delete;
  virtual ~FolderCall() = default;

  /// One call as an admin; `path` in segments, not encoded: {"api", "tokens", "my name"}. The JSON of a 2xx answer, null when it is empty.
  /// Errors: every other answer with its sentence; no answer.
  virtual base::Result<nlohmann::json> ask(std::string method, const std::vector<std::string>& path,
                                           const std::optional<nlohmann::json>& body = std::nullopt) = 0;
};

}  // namespace hookline::core_api
