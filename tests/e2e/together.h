#pragma once
#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "sandbox/sandbox.h"
#include "support/core_rig.h"

namespace hookline::support {

/// A core and the stand-ins beside it.
class Together : public ::testing::Test {
 protected:
  Together() {
    auto started = sandbox::Sandbox::start({.port = 0}, clock_);
    if (started) standIns_ = std::move(*started);
    EXPECT_TRUE(standIns_ != nullptr);
  }

  std::string base() const { return standIns_->url(); }
  nlohmann::json record(const std::string& service) { return ask("GET", "/_sandbox/" + service); }
  nlohmann::json ask(const std::string& method, const std::string& target, const std::optional<nlohmann::json>& body = std::nullopt) {
    core_api::RemoteCall::Options options;
    options.url = base();
    auto call = core_api::RemoteCall::open(std::move(options));
    auto answer = (*call)->ask(method, target, body);
    EXPECT_TRUE(answer) << answer.error().message;
    return answer ? *answer : nlohmann::json();
  }
  std::string firstOf(const nlohmann::json& accepted) { return accepted.at("deliveries").at(0).at("id"); }

  const base::SystemClock clock_;
  std::unique_ptr<sandbox::Sandbox> standIns_;
  CoreRig rig_;
};

}  // namespace hookline::support
