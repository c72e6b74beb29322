#pragma once
#include <cstdint>
#include <initializer_list>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "model/http_exchange.h"

namespace hookline::sandbox {

/// A request to a stand-in.
struct ServiceRequest {
  std::string method;
  std::string path;   ///< below the service's base address: "/services/T0/B0/x"
  std::string query;  ///< without "?", as it was sent
  std::vector<model::HttpHeader> headers;
  std::string body;
  base::WallTime at{};
  std::string base;  ///< where the service was reached: "http://127.0.0.1:8789/salesforce"

  /// First value of a header (any case), or empty.
  std::string_view header(std::string_view name) const;
  /// First value of a query parameter, percent-decoded, or empty.
  std::string parameter(std::string_view name) const;
  /// What stands behind "Bearer " in Authorization, or empty.
  std::string_view bearer() const;
};

struct ServiceReply {
  int status = 200;
  std::vector<model::HttpHeader> headers;
  std::string body;

  static ServiceReply json(int status, const nlohmann::ordered_json& body);
  static ServiceReply text(int status, std::string_view body);
};

/// A local copy of one service, with what it remembers: its shapes, limits and error bodies are those of integrations.md §15, so that the
/// service's own client libraries work against it. Any credential works, except one that holds "expired", "revoked" or "invalid".
/// Thread: one call at a time.
class Service {
 public:
  Service() = default;
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;
  virtual ~Service() = default;

  /// The first part of its path, and its name in /_sandbox: "slack".
  virtual std::string_view name() const = 0;
  virtual ServiceReply answer(const ServiceRequest& request) = 0;
  /// What its requests have brought about: {"messages": […]}.
  virtual nlohmann::ordered_json records() const = 0;
  /// Also its settings.
  virtual void forget() = 0;
  /// What makes a webhook of its kind send here: {"url"?, "settings"}, with credentials that work. `standIns`: the address of all of them.
  virtual nlohmann::ordered_json example(const std::string& standIns) const = 0;
  /// Sets how it behaves, or makes something happen at it: {"searchLagMs": 5000}. Most have nothing to set.
  /// Errors: kInvalid naming what is unknown or wrong; nothing is changed then.
  virtual base::Status configure(const nlohmann::json& settings);
};

/// A whole number that a stand-in takes as a setting, from 0 to `most`.
struct Knob {
  std::string_view name;
  std::int64_t most;
};

/// The numbers in `settings`, by name. Errors: kInvalid naming each key that is no knob and each value out of its range.
base::Result<std::map<std::string, std::int64_t, std::less<>>> readKnobs(const nlohmann::json& settings, std::initializer_list<Knob> knobs);

/// Whether a credential is one that is answered as a bad one.
bool isRefusedCredential(std::string_view credential);

/// The parts of a path between its slashes; empty ones are kept.
std::vector<std::string_view> pathParts(std::string_view path);

/// The parts of a list between its commas.
std::vector<std::string> splitList(std::string_view text);

/// Of a query or a form: name=value&…, decoded, in their order.
std::vector<std::pair<std::string, std::string>> queryPairs(std::string_view text);

/// %XX and, in a query's value (`plusIsSpace`), + as a space; what is no such thing stays as it is.
std::string percentDecoded(std::string_view text, bool plusIsSpace = false);

}  // namespace hookline::sandbox
