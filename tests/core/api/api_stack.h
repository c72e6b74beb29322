#pragma once
#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "api/health_notices.h"
#include "api/router.h"
#include "api/services.h"
#include "base/random.h"
#include "delivery_runner/alert_watch.h"
#include "delivery_runner/job_thread.h"
#include "store_sqlite/sqlite_store.h"
#include "support/fake_transport.h"
#include "support/temp_folder.h"

namespace hookline::api::testing {

using nlohmann::json;

/// An answer as a test looks at it.
struct Answer {
  int status = 0;
  std::string text;
  json body;
  std::vector<model::HttpHeader> headers;
  std::string header(const std::string& name) const {
    for (const auto& header : headers)
      if (header.name == name) return header.value;
    return {};
  }
  /// The message of a detail, or "".
  std::string detail(const std::string& path) const {
    if (!body.is_object() || !body.contains("details")) return {};
    for (const auto& one : body["details"])
      if (one["path"] == path) return one["message"];
    return {};
  }
};

/// Waits for an answer of another thread; the test fails when none comes in thirty seconds.
template <typename T, typename Start>
base::Result<T> await(Start start) {
  auto promise = std::make_shared<std::promise<base::Result<T>>>();
  auto future = promise->get_future();
  start(base::Completion<T>([promise](base::Result<T> answer) { promise->set_value(std::move(answer)); }));
  if (future.wait_for(std::chrono::seconds{30}) != std::future_status::ready) return base::fail(base::Errc::kTimeout, "no answer in 30 s");
  return future.get();
}

/// A core without sockets: the real store, engine, intake and router on a network that a script answers.
class ApiStack {
 public:
  explicit ApiStack(net::AddressPolicy policy = {}, std::string receiveSecret = {});
  ~ApiStack();

  /// One call by a caller of `role`; none: nobody. `headers` go with it.
  Answer call(const std::string& method, const std::string& target, const std::string& body = {},
              std::optional<model::Role> role = model::Role::kAdmin, std::vector<model::HttpHeader> headers = {});
  Answer get(const std::string& target) { return call("GET", target); }
  Answer post(const std::string& target, const json& body) { return call("POST", target, body.dump()); }
  Answer keyed(const std::string& method, const std::string& target, const std::string& body, const std::string& key) {
    return call(method, target, body, model::Role::kAdmin, {{"Idempotency-Key", key}});
  }
  /// Creates a webhook and answers its id.
  std::string webhook(json fields = json::object());
  /// Who did `what` to what, "who target;" each, oldest first: read where it is kept. Ends the store.
  std::string audited(const std::string& what);
  /// Reads `target` until `done` holds or ten seconds are over.
  Answer until(const std::string& target, const std::function<bool(const json&)>& done);

  Services services();
  Request request(const std::string& method, const std::string& target, const std::string& body, std::optional<model::Role> role,
                  std::vector<model::HttpHeader> headers = {}) const;

  std::shared_ptr<support::FakeNetwork> network = std::make_shared<support::FakeNetwork>();
  bool stopping = false;
  const net::AddressPolicy policy;
  const std::string receiveSecret;
  support::TempFolder folder;
  base::SystemClock clock;
  model::EventTypes types;
  std::unique_ptr<store::Store> store;
  std::optional<base::TimeOrderedIds> ids;
  std::optional<delivery_runner::Configuration> config;
  std::optional<StreamHub> hub;
  std::optional<delivery_runner::Jobs> jobs;
  std::unique_ptr<delivery_runner::JobThread> jobThread;
  std::optional<HealthNotices> health;
  std::optional<delivery_runner::AlertWatch> alerts;
  std::unique_ptr<delivery_runner::Runner> runner;
  delivery_runner::StorageLimits limits{model::StorageRules{}};
  std::vector<std::string> fixedLimits;
  std::optional<delivery_runner::Intake> intake;
  std::optional<TokenBook> tokens;
  std::unique_ptr<Router> router;
};

}  // namespace hookline::api::testing
