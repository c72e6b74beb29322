#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

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

  /// First value of a header (any case), or empty.
  std::string_view header(std::string_view name) const;
  /// First value of a query parameter as it was sent, or empty.
  std::string_view queryValue(std::string_view name) const;
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
  virtual void forget() = 0;
};

/// Whether a credential is one that is answered as a bad one.
bool isRefusedCredential(std::string_view credential);

/// The parts of a path between its slashes; empty ones are kept.
std::vector<std::string_view> pathParts(std::string_view path);

}  // namespace hookline::sandbox
