#include "support/daemon.h"

#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <utility>

namespace hookline::support {

Daemon::Daemon(Options options) : options_(std::move(options)) {
  std::vector<std::string> arguments = {"serve", "--listen", options_.listen};
  for (auto& option : folderOptions()) arguments.push_back(std::move(option));
  arguments.insert(arguments.end(), options_.arguments.begin(), options_.arguments.end());
  program_ = std::make_unique<Program>(options_.binary, arguments, options_.environment);
  line_ = program_->readLine();
  const auto at = line_.find("http");
  if (at == std::string::npos) {
    program_->wait();
    ADD_FAILURE() << "the daemon does not listen: \"" << line_ << "\"; stderr: " << program_->err();
    return;
  }
  url_ = line_.substr(at);
  core_api::RemoteCall::Options callOptions;
  callOptions.url = url_;
  callOptions.token = adminToken();
  callOptions.timeout = std::chrono::duration_cast<base::Millis>(Program::kPatience);
  auto call = core_api::RemoteCall::open(std::move(callOptions));
  if (!call) {
    ADD_FAILURE() << call.error().message;
    return;
  }
  call_ = std::move(*call);
}

std::string Daemon::adminToken() const {
  std::ifstream file(tokenFile());
  std::string token;
  file >> token;
  return token;
}

std::vector<std::string> Daemon::folderOptions() const {
  return {"--data-dir", dataFolder().string(), "--master-key-file", masterKeyFile().string()};
}

nlohmann::json Daemon::ask(const std::string& method, const std::string& target, const std::optional<nlohmann::json>& body) {
  if (!call_) {
    ADD_FAILURE() << "no daemon to ask " << method << " " << target;
    return nullptr;
  }
  auto answer = call_->ask(method, target, body);
  if (answer) return std::move(*answer);
  ADD_FAILURE() << method << " " << target << ": " << answer.error().message;
  return nullptr;
}

int Daemon::stop() {
  program_->send(SIGTERM);
  return program_->wait();
}

void Daemon::kill() {
  program_->send(SIGKILL);
  program_->wait();
}

}  // namespace hookline::support
