#include "api/built_in_stand_ins.h"

namespace hookline::api::internal {

BuiltInStandIns::Figures BuiltInStandIns::figures() const {
  std::scoped_lock lock(mutex_);
  if (!standIns_) return {};
  return {standIns_->url(), standIns_->examples()};
}

base::Status BuiltInStandIns::run(bool running) {
  std::scoped_lock lock(mutex_);
  if (!running) {
    standIns_.reset();
    return {};
  }
  if (standIns_) return {};
  sandbox::SandboxOptions options;
  options.port = kPort;
  options.log = log_;
  auto started = sandbox::Sandbox::start(options, clock_);
  if (!started && started.error().code == base::Errc::kInUse) {
    options.port = 0;
    started = sandbox::Sandbox::start(options, clock_);
  }
  if (!started) return base::fail(started.error());
  standIns_ = std::move(*started);
  return {};
}

std::optional<nlohmann::ordered_json> BuiltInStandIns::seen(std::string_view service, std::size_t requests) const {
  std::scoped_lock lock(mutex_);
  if (!standIns_) return std::nullopt;
  return standIns_->seen(service, requests);
}

}  // namespace hookline::api::internal
