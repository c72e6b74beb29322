#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "api/stream_hub.h"
#include "api/token_book.h"
#include "base/ids.h"
#include "base/log.h"
#include "base/time.h"
#include "delivery_runner/alert_watch.h"
#include "delivery_runner/configuration.h"
#include "delivery_runner/intake.h"
#include "delivery_runner/jobs.h"
#include "delivery_runner/runner.h"
#include "delivery_runner/storage_limits.h"
#include "model/event_types.h"
#include "net/address_guard.h"
#include "store/store.h"

namespace hookline::api {

/// What the calls work on; all of it outlives the Router.
struct Services {
  store::Store& store;
  delivery_runner::Configuration& config;
  delivery_runner::Intake& intake;
  delivery_runner::Runner& runner;
  delivery_runner::StorageLimits& limits;
  delivery_runner::Jobs& jobs;
  delivery_runner::AlertWatch& alerts;
  StreamHub& hub;
  TokenBook& tokens;
  model::EventTypes& types;
  base::Ids& ids;
  const base::Clock& clock;
  base::Log log;
  std::string version;
  std::vector<std::string> fixedLimits;  ///< names of storage rules that options of the start decide: nobody changes them here
  net::AddressPolicy addressPolicy;      ///< for judging URLs when they are saved
  std::string receiveSecret;             ///< of POST /api/webhooks/receive; empty: every signed request is refused
  std::string dataFolder;                ///< for people who look after it
  std::filesystem::path backupFile;      ///< where a backup is made, for who takes it from there
  std::function<std::string()> address;  ///< base URL where this core is reached
  std::function<bool()> stopping;        ///< true once a graceful stop began: /readyz says 503
  /// Of what it shows under TLS now, 64 hex digits; empty: plain http.
  std::function<std::string()> certificateSha256 = {};
};

}  // namespace hookline::api
