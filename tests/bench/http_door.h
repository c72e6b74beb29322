#pragma once
#include <memory>
#include <string>

#include "run_steps.h"

namespace hookline::bench {

/// Calls of a daemon over one kept connection.
class HttpDoor final : public CallDoor {
 public:
  HttpDoor(std::string url, const std::string& token);
  ~HttpDoor() override;
  Answer call(const std::string& method, const std::string& path, const std::string& body) override;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace hookline::bench
