#include "api/http_door.h"

#include <algorithm>
#include <map>
#include <mutex>

#include "api/answers.h"
#include "api/caller_check.h"
#include "api/forwarded.h"
#include "api/sse_stream.h"
#include "api/target_decoding.h"

namespace hookline::api {

using namespace internal;

namespace {

constexpr std::size_t kBodyLimitBytes = 1024 * 1024;
constexpr std::size_t kBatchLimitBytes = 16 * 1024 * 1024;
/// Every desktop keeps one open; some connections must stay for calls (the server has 256 in all).
constexpr std::size_t kMaxStreams = 224;
constexpr char kGuessRetrySeconds[] = "60";
constexpr std::string_view kReceivePath = "/api/webhooks/receive";
constexpr std::string_view kStreamType = "text/event-stream";

net::ServerResponse toServer(Response response) {
  net::ServerResponse out;
  out.status = response.status;
  if (!response.contentType.empty()) out.headers.push_back({"Content-Type", std::move(response.contentType)});
  out.headers.push_back({"Cache-Control", "no-store"});
  out.headers.push_back({"X-Content-Type-Options", "nosniff"});
  for (auto& header : response.headers) out.headers.push_back(std::move(header));
  out.body = std::move(response.body);
  return out;
}

void setHeader(Response& response, std::string_view name, std::string value) {
  for (auto& header : response.headers) {
    if (header.name == name) {
      header.value = std::move(value);
      return;
    }
  }
  response.headers.push_back({std::string(name), std::move(value)});
}

}  // namespace

struct HttpDoor::Impl {
  Impl(Router& theRouter, Services theServices, Options theOptions)
      : router(theRouter), services(std::move(theServices)), options(std::move(theOptions)) {
    for (const auto& route : router.routes())
      if (!route.permission) openPaths.push_back(route.pattern);
  }

  Router& router;
  const Services services;
  const Options options;
  std::vector<std::string> openPaths;  // constant after construction

  std::mutex mutex;
  std::map<std::uint64_t, std::shared_ptr<SseStream>> streams;  // guarded by mutex
  std::uint64_t nextStream = 1;                                 // guarded by mutex

  bool isOpen(std::string_view path) const { return std::find(openPaths.begin(), openPaths.end(), path) != openPaths.end(); }

  /// Everything that is refused before the Router is asked; the principal and the real peer are set when it is not.
  std::optional<Response> refusal(Request& request) const;
  net::ServerResponse streamAnswer(const std::shared_ptr<Impl>& self, const model::Principal& principal, std::string lastId,
                                   Response granted);
  void openStream(const std::shared_ptr<Impl>& self, model::Principal principal, const std::string& lastId,
                  std::shared_ptr<net::ResponseStream> stream);
  void endStream(std::uint64_t number);
  bool streamsFull() {
    std::scoped_lock lock(mutex);
    return streams.size() >= kMaxStreams;
  }
};

std::optional<Response> HttpDoor::Impl::refusal(Request& request) const {
  auto caller = callerOf(request, options.trustedProxies);
  request.peer = std::move(caller.peer);
  if (auto host = checkHost(caller.host, options.allowedHosts, caller.forwarded); !host) return errorAnswer(host.error());
  if (auto site = checkSameSite(request, caller.host); !site) return errorAnswer(site.error());
  if (!isOpen(request.path)) {
    auto principal = services.tokens.authenticate(request.header("Authorization"), request.peer);
    if (!principal) {
      auto response = errorAnswer(principal.error());
      if (principal.error().code == base::Errc::kBusy) setHeader(response, "Retry-After", kGuessRetrySeconds);
      return response;
    }
    request.principal = std::move(*principal);
  }
  if (request.path == kReceivePath) return std::nullopt;
  if (auto json = checkJsonBody(request); !json) return errorAnswer(json.error());
  return std::nullopt;
}

net::ServerResponse HttpDoor::Impl::streamAnswer(const std::shared_ptr<Impl>& self, const model::Principal& principal, std::string lastId,
                                                 Response granted) {
  if (streamsFull()) {
    auto busy = errorAnswer(429, "Too many live streams are open; close one and try again.");
    busy.headers.push_back({"Retry-After", "5"});
    return toServer(std::move(busy));
  }
  granted.body = SseStream::preamble();
  auto response = toServer(std::move(granted));
  response.stream = [self, principal, lastId = std::move(lastId)](std::shared_ptr<net::ResponseStream> stream) {
    self->openStream(self, principal, lastId, std::move(stream));
  };
  return response;
}

void HttpDoor::Impl::openStream(const std::shared_ptr<Impl>& self, model::Principal principal, const std::string& lastId,
                                std::shared_ptr<net::ResponseStream> stream) {
  std::shared_ptr<SseStream> opened;
  {
    std::scoped_lock lock(mutex);
    const auto number = nextStream++;
    const std::weak_ptr<Impl> weak = self;
    opened = std::make_shared<SseStream>(
        services.hub, std::move(stream),
        [&tokens = services.tokens, principal = std::move(principal)] { return tokens.stillValid(principal); },
        [weak, number] {
          if (const auto door = weak.lock()) door->endStream(number);
        });
    streams.emplace(number, opened);
  }
  opened->start(lastId);
}

void HttpDoor::Impl::endStream(std::uint64_t number) {
  std::shared_ptr<SseStream> ending;
  {
    std::scoped_lock lock(mutex);
    const auto found = streams.find(number);
    if (found == streams.end()) return;
    ending = std::move(found->second);
    streams.erase(found);
  }
  ending->close();
}

HttpDoor::HttpDoor(Router& router, Services services, Options options)
    : impl_(std::make_shared<Impl>(router, std::move(services), std::move(options))) {}

HttpDoor::~HttpDoor() {
  std::map<std::uint64_t, std::shared_ptr<SseStream>> dying;
  {
    std::scoped_lock lock(impl_->mutex);
    dying.swap(impl_->streams);
  }
  for (auto& [number, stream] : dying) stream->close();
}

net::HttpServer::Handler HttpDoor::handler() {
  return [impl = impl_](net::ServerRequest incoming, base::Completion<net::ServerResponse> done) {
    auto target = decodeTarget(incoming.target);
    if (!target) return std::move(done)(toServer(errorAnswer(target.error())));
    Request request;
    // The server leaves out the body of an answer to HEAD.
    request.method = incoming.method == "HEAD" ? "GET" : std::move(incoming.method);
    request.path = std::move(target->path);
    request.query = std::move(target->query);
    request.headers = std::move(incoming.headers);
    request.body = std::move(incoming.body);
    request.peer = std::move(incoming.peer);
    if (auto refused = impl->refusal(request)) return std::move(done)(toServer(std::move(*refused)));
    const auto principal = request.principal.value_or(model::Principal{});
    std::string lastId(request.header("Last-Event-ID"));
    impl->router.handle(std::move(request), base::Completion<Response>([impl, principal, lastId = std::move(lastId),
                                                                        done = std::move(done)](base::Result<Response> answer) mutable {
                          if (!answer) return std::move(done)(toServer(errorAnswer(answer.error())));
                          if (answer->status == 200 && answer->contentType == kStreamType)
                            return std::move(done)(impl->streamAnswer(impl, principal, std::move(lastId), std::move(*answer)));
                          std::move(done)(toServer(std::move(*answer)));
                        }));
  };
}

std::size_t HttpDoor::bodyLimitFor(std::string_view method, std::string_view target) {
  return method == "POST" && target.substr(0, target.find('?')) == "/api/events/batch" ? kBatchLimitBytes : kBodyLimitBytes;
}

}  // namespace hookline::api
