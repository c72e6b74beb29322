#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core_api/remote_call.h"
#include "support/program.h"

namespace hookline::support {

/// A real `hooklined serve`, on a free port unless one is named, with its data, key and token below `folder`. Another one on the same
/// folder, after the first ended, goes on where that stopped. Killed when the object goes. Thread: one.
class Daemon {
 public:
  struct Options {
    std::filesystem::path binary;
    std::filesystem::path folder;        ///< exists; of the test
    std::vector<std::string> arguments;  ///< further ones of `serve`
    std::string listen = "127.0.0.1:0";  ///< the port of one that ended, to be found there again
    std::map<std::string, std::string> environment = {};
  };
  /// Starts it and reads the line that says where it listens; fails the test with its stderr when that does not come.
  explicit Daemon(Options options);

  bool running() const { return call_ != nullptr; }
  const std::string& url() const { return url_; }
  const std::string& listeningLine() const { return line_; }
  Program& program() { return *program_; }
  std::filesystem::path dataFolder() const { return options_.folder / "data"; }
  std::filesystem::path masterKeyFile() const { return options_.folder / "master.key"; }
  std::filesystem::path tokenFile() const { return dataFolder() / "admin.token"; }
  std::string adminToken() const;
  /// The options that name this daemon's folder, for other subcommands.
  std::vector<std::string> folderOptions() const;

  /// One REST call as its admin; the parsed body, or a failed test and null when the answer is not 2xx.
  nlohmann::json ask(const std::string& method, const std::string& target, const std::optional<nlohmann::json>& body = std::nullopt);
  core_api::RemoteCall& call() { return *call_; }

  /// SIGTERM, and its exit code.
  int stop();
  /// kill -9, and waits for its end.
  void kill();

 private:
  Options options_;
  std::unique_ptr<Program> program_;
  std::string line_;
  std::string url_;
  std::unique_ptr<core_api::RemoteCall> call_;
};

}  // namespace hookline::support
