#pragma once
#include <cstdint>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/log.h"
#include "base/time.h"
#include "sandbox/sandbox.h"

namespace hookline::api::internal {

/// The stand-ins that a core can start beside itself (interfaces.md §5, /api/sandbox): on loopback, so that every kind of webhook can be
/// tried without an account. What came is kept in memory and gone with them. Thread: any.
class BuiltInStandIns {
 public:
  /// `clock` outlives it.
  BuiltInStandIns(const base::Clock& clock, base::Log log) : clock_(clock), log_(std::move(log)) {}

  struct Figures {
    std::string url;  ///< empty: they do not run
    nlohmann::ordered_json examples = nlohmann::ordered_json::object();
  };
  Figures figures() const;

  /// Starts them (on kPort, else on any port that is free), or stops them. Errors: those of Sandbox::start.
  base::Status run(bool running);
  /// As Sandbox::seen; nothing: they do not run.
  std::optional<nlohmann::ordered_json> seen(std::string_view service, std::size_t requests) const;

  static constexpr std::uint16_t kPort = 8789;

 private:
  const base::Clock& clock_;
  const base::Log log_;
  mutable std::mutex mutex_;
  std::unique_ptr<sandbox::Sandbox> standIns_;  // guarded by mutex_
};

}  // namespace hookline::api::internal
