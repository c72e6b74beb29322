#pragma once
#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "base/time.h"
#include "sandbox/sandbox.h"
#include "support/http_client_raw.h"

namespace hookline::sandbox::testing {

/// All stand-ins on a free port, asked as any client would.
class StandIns : public ::testing::Test {
 protected:
  StandIns() {
    auto started = Sandbox::start({.port = 0}, clock_);
    if (started) sandbox_ = std::move(*started);
    EXPECT_TRUE(sandbox_ != nullptr);
  }

  support::RawResponse send(const std::string& method, const std::string& target, const std::string& body = {}) {
    const auto url = sandbox_->url();
    support::RawClient client(static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1))));
    client.send(method + " " + target +
                " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: " +
                std::to_string(body.size()) + "\r\n\r\n" + body);
    return client.readResponse();
  }
  nlohmann::json records(const std::string& service) { return nlohmann::json::parse(send("GET", "/_sandbox/" + service).body); }

  const base::SystemClock clock_;
  std::unique_ptr<Sandbox> sandbox_;
};

}  // namespace hookline::sandbox::testing
