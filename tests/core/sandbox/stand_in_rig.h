#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "model/header_names.h"
#include "sandbox/service.h"

namespace hookline::sandbox::testing {

using nlohmann::json;

/// An answer with its body read.
struct Answer {
  int status = 0;
  json body;
  std::string text;
  std::vector<model::HttpHeader> headers;

  std::string header(std::string_view name) const { return std::string(model::headerValue(headers, name)); }
};

/// Asks a stand-in at times of its own. `authorization` and `now` count for every request that follows.
class Caller {
 public:
  Caller(std::unique_ptr<Service> service, std::string authorization)
      : authorization(std::move(authorization)), service_(std::move(service)) {}

  Answer send(const std::string& method, const std::string& target, const json& body = json(),
              std::vector<model::HttpHeader> headers = {}) {
    ServiceRequest request;
    request.method = method;
    const auto question = target.find('?');
    request.path = target.substr(0, question);
    if (question != std::string::npos) request.query = target.substr(question + 1);
    request.headers = std::move(headers);
    if (!authorization.empty()) request.headers.push_back({"Authorization", authorization});
    if (!body.is_null()) request.body = body.is_string() ? body.get<std::string>() : body.dump();
    request.at = now;
    request.base = "http://127.0.0.1:8789/" + std::string(service_->name());
    auto reply = service_->answer(request);
    return {reply.status, json::parse(reply.body, nullptr, false), reply.body, std::move(reply.headers)};
  }
  json records() const { return service_->records(); }
  Service& service() { return *service_; }

  std::string authorization;
  base::WallTime now{std::chrono::seconds{1795464000}};

 private:
  std::unique_ptr<Service> service_;
};

}  // namespace hookline::sandbox::testing
