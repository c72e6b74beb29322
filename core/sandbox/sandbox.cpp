#include "sandbox/sandbox.h"

#include <algorithm>
#include <deque>
#include <iterator>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <utility>

#include "net/http_server.h"
#include "sandbox/delayed_jobs.h"
#include "sandbox/fault_script.h"
#include "sandbox/services.h"

namespace hookline::sandbox {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr base::Millis kLastAnswers{1000};
constexpr std::size_t kBodyLimit = 16 * 1024 * 1024;
constexpr std::string_view kOwnName = "_sandbox";

net::ServerResponse answered(ServiceReply reply) {
  net::ServerResponse response;
  response.status = reply.status;
  response.headers = std::move(reply.headers);
  response.body = std::move(reply.body);
  return response;
}

net::ServerResponse refused(int status, std::string_view sentence) { return answered(ServiceReply::json(status, {{"error", sentence}})); }

/// A service with what happened at it.
struct Place {
  std::unique_ptr<Service> service;
  FaultScript faults;
  std::deque<ordered_json> requests;

  ordered_json seen(std::size_t newest) const {
    const auto left = requests.size() - std::min(requests.size(), newest);
    auto shown = ordered_json::array();
    std::copy(requests.begin() + static_cast<std::ptrdiff_t>(left), requests.end(), std::back_inserter(shown));
    return {{"requests", std::move(shown)}, {"records", service->records()}};
  }

  void remember(const ServiceRequest& request, std::optional<int> status) {
    auto headers = ordered_json::object();
    for (const auto& header : request.headers) headers[header.name] = header.value;
    const auto body = json::parse(request.body, nullptr, false);
    requests.push_back({{"at", base::formatIso(request.at)},
                        {"method", request.method},
                        {"path", request.path + (request.query.empty() ? "" : "?" + request.query)},
                        {"headers", std::move(headers)},
                        {"body", body.is_discarded() ? json(request.body) : body},
                        {"status", status ? ordered_json(*status) : ordered_json(nullptr)}});
    if (requests.size() > Sandbox::kMostRequests) requests.pop_front();
  }
};

}  // namespace

struct Sandbox::Impl {
  Impl(SandboxOptions given, const base::Clock& theClock) : options(std::move(given)), clock(theClock) {
    for (auto& service : makeServices()) {
      const std::string name(service->name());
      places[name].service = std::move(service);
    }
  }

  /// Any server's thread.
  void handle(net::ServerRequest incoming, base::Completion<net::ServerResponse> done) {
    const auto question = incoming.target.find('?');
    const auto path = incoming.target.substr(0, question);
    const auto parts = pathParts(path);
    ServiceRequest request;
    request.method = std::move(incoming.method);
    request.query = question == std::string::npos ? std::string() : incoming.target.substr(question + 1);
    request.headers = std::move(incoming.headers);
    request.body = std::move(incoming.body);
    request.at = clock.now().wall;
    const auto host = (incoming.secure ? "https://" : "http://") + std::string(request.header("Host"));
    request.base = host + "/" + std::string(parts[0]);
    std::unique_lock lock(mutex);
    if (parts[0] == kOwnName) return std::move(done)(own(parts, request));
    auto place = places.find(parts[0]);
    request.path = path.substr(std::min(path.size(), parts[0].size() + 1));
    // PagerDuty's own client knows no path before this one. Those of Salesforce keep the host alone of what a sign-in with a password tells
    // them.
    const bool forPagerDuty = path == "/v2/enqueue" || path == "/v2/change/enqueue";
    if (forPagerDuty || parts[0] == "services") {
      place = places.find(forPagerDuty ? "pagerduty" : "salesforce");
      request.path = path;
      request.base = host;
    }
    if (place == places.end()) return std::move(done)(refused(404, "There is no stand-in of that name: " + names() + "."));
    auto [response, delay] = serve(place->second, request);
    lock.unlock();
    if (delay == base::Millis{0}) return std::move(done)(std::move(response));
    later.add(delay, [response = std::move(response), done = std::move(done)]() mutable { std::move(done)(std::move(response)); });
  }

  std::pair<net::ServerResponse, base::Millis> serve(Place& place, const ServiceRequest& request) {
    const auto fault = place.faults.take(request);
    net::ServerResponse response;
    const bool happens = !fault || (!fault->status && fault->drop != Fault::Drop::kBefore) || fault->drop == Fault::Drop::kAfter;
    if (happens) response = answered(place.service->answer(request));
    if (fault && fault->status) response = answered({*fault->status, fault->headers, fault->body});
    response.drop = fault && fault->drop != Fault::Drop::kNone;
    place.remember(request, response.drop ? std::nullopt : std::optional(response.status));
    return {std::move(response), fault ? fault->delay : base::Millis{0}};
  }

  /// /_sandbox, /_sandbox/{service}, /_sandbox/{service}/faults, /_sandbox/{service}/settings.
  net::ServerResponse own(const std::vector<std::string_view>& parts, const ServiceRequest& request) {
    if (parts.size() == 1 && request.method == "DELETE") {
      for (auto& [name, place] : places) {
        place.service->forget();
        place.faults.clear();
        place.requests.clear();
      }
      return answered({204, {}, {}});
    }
    const auto place = parts.size() > 1 ? places.find(parts[1]) : places.end();
    if (place == places.end())
      return refused(404, "GET /_sandbox/{service} takes one of " + names() + "; DELETE /_sandbox forgets everything.");
    if (parts.size() == 2 && request.method == "GET") return answered(ServiceReply::json(200, place->second.seen(kMostRequests)));
    const bool faults = parts.size() == 3 && parts[2] == "faults";
    const bool settings = parts.size() == 3 && parts[2] == "settings";
    if ((!faults && !settings) || request.method != "POST")
      return refused(405,
                     "A stand-in takes GET /_sandbox/" + place->first + " and POST /_sandbox/" + place->first + "/faults or /settings.");
    const auto body = json::parse(request.body, nullptr, false);
    if (settings) {
      if (auto done = place->second.service->configure(body); !done) return refused(422, done.error().message);
      return answered({204, {}, {}});
    }
    const auto fault = faultFromJson(body, place->first);
    if (!fault) return refused(422, fault.error().message);
    if (auto added = place->second.faults.add(*fault); !added) return refused(422, added.error().message);
    return answered({204, {}, {}});
  }

  std::string names() const {
    std::string all;
    for (const auto& [name, place] : places) all += (all.empty() ? "" : ", ") + name;
    return all;
  }

  base::Result<std::unique_ptr<net::HttpServer>> listen(net::HttpServerOptions http) {
    http.bodyLimitBytes = kBodyLimit;
    http.serverName = "Hookline stand-ins";
    return net::HttpServer::start(
        std::move(http),
        [this](net::ServerRequest request, base::Completion<net::ServerResponse> done) { handle(std::move(request), std::move(done)); },
        options.log);
  }

  const SandboxOptions options;
  const base::Clock& clock;
  std::mutex mutex;
  std::map<std::string, Place, std::less<>> places;  // guarded by mutex
  internal::DelayedJobs later;
  std::unique_ptr<net::HttpServer> server;
  std::unique_ptr<net::HttpServer> tlsServer;
};

base::Result<std::unique_ptr<Sandbox>> Sandbox::start(SandboxOptions options, const base::Clock& clock) {
  auto impl = std::make_unique<Impl>(std::move(options), clock);
  const auto& given = impl->options;
  net::HttpServerOptions plain;
  plain.host = given.host;
  plain.port = given.port;
  auto server = impl->listen(std::move(plain));
  if (!server) return base::fail(server.error());
  impl->server = std::move(*server);
  if (!given.tlsHost.empty()) {
    net::HttpServerOptions tls;
    tls.host = given.tlsHost;
    tls.port = given.tlsPort;
    tls.tlsCertFile = given.tlsCertFile;
    tls.tlsKeyFile = given.tlsKeyFile;
    auto secure = impl->listen(std::move(tls));
    if (!secure) return base::fail(secure.error());
    impl->tlsServer = std::move(*secure);
  }
  return std::unique_ptr<Sandbox>(new Sandbox(std::move(impl)));
}

Sandbox::Sandbox(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Sandbox::~Sandbox() { stop(); }

std::string Sandbox::url() const { return impl_->server->url(); }

std::string Sandbox::tlsUrl() const { return impl_->tlsServer ? impl_->tlsServer->url() : std::string(); }

ordered_json Sandbox::examples() const {
  std::scoped_lock lock(impl_->mutex);
  auto all = ordered_json::object();
  for (const auto& [name, place] : impl_->places) all[name] = place.service->example(url());
  return all;
}

ordered_json Sandbox::seen(std::string_view service, std::size_t requests) const {
  std::scoped_lock lock(impl_->mutex);
  const auto place = impl_->places.find(service);
  return place == impl_->places.end() ? ordered_json() : place->second.seen(requests);
}

void Sandbox::stop() {
  for (auto* server : {impl_->server.get(), impl_->tlsServer.get()})
    if (server) server->stop(kLastAnswers);
}

}  // namespace hookline::sandbox
