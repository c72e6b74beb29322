#include "core_api/remote_call.h"

#include <utility>

#include "core_api/call_fault.h"
#include "net/curl_transport.h"
#include "net/system_resolver.h"
#include "net/url.h"
#include "version.h"

namespace hookline::core_api {
namespace {

constexpr base::Micros kPatience{100000};

/// Every name is one address.
class FixedResolver final : public net::Resolver {
 public:
  explicit FixedResolver(const net::IpAddress& address) : address_(address) {}
  void resolve(std::string, base::Completion<std::vector<net::IpAddress>> done) override {
    std::move(done)(std::vector<net::IpAddress>{address_});
  }

 private:
  const net::IpAddress address_;
};

bool isVisibleAscii(std::string_view text) {
  return text.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-._~+/=") == std::string_view::npos;
}

base::Result<net::Url> readBase(const std::string& text) {
  auto url = net::parseUrl(text);
  if (!url) return base::fail(url.error());
  if (url->pathAndQuery.find('?') != std::string::npos)
    return base::fail(base::Errc::kInvalid, "The address of a daemon has no query: leave out what follows the \"?\" in " + text + ".");
  return url;
}

}  // namespace

struct RemoteCall::Impl {
  explicit Impl(Options given) : options(std::move(given)) {}

  Options options;
  std::string base;
  std::string origin;
  std::unique_ptr<net::Resolver> resolver;
  std::unique_ptr<net::CurlTransport> transport;
  net::TransferId lastId = 0;
};

base::Result<std::unique_ptr<RemoteCall>> RemoteCall::open(Options options) {
  const auto url = readBase(options.url);
  if (!url) return base::fail(url.error());
  if (!isVisibleAscii(options.token))
    return base::fail(base::Errc::kInvalid, "The token holds characters that no Hookline token has (hl_…, letters and digits).");
  auto impl = std::make_unique<Impl>(std::move(options));
  impl->base = url->text();
  impl->origin = url->origin();
  const auto fixed = net::IpAddress::parse(impl->options.connectTo);
  if (fixed) {
    impl->resolver = std::make_unique<FixedResolver>(*fixed);
  } else {
    impl->resolver = std::make_unique<net::SystemResolver>(net::SystemResolver::Options{});
  }
  net::CurlTransport::Options transportOptions;
  transportOptions.policy.allowPrivate = true;
  transportOptions.responseLimitBytes = kMaxAnswerBytes;
  transportOptions.userAgent = std::string("hooklined/") + kVersion;
  auto transport = net::CurlTransport::create(std::move(transportOptions), *impl->resolver);
  if (!transport) return base::fail(transport.error());
  impl->transport = std::move(*transport);
  return std::unique_ptr<RemoteCall>(new RemoteCall(std::move(impl)));
}

RemoteCall::RemoteCall(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
RemoteCall::~RemoteCall() = default;

const std::string& RemoteCall::origin() const { return impl_->origin; }

base::Result<api::Response> RemoteCall::send(std::string method, const std::string& target, std::string body) {
  model::HttpRequest request;
  request.method = std::move(method);
  request.url = internal::callUrl(impl_->base, target);
  request.timeout = impl_->options.timeout;
  request.caPem = impl_->options.caPem;
  request.allowHttp = impl_->options.allowHttp;
  request.headers.push_back({"Accept", "application/json"});
  if (!impl_->options.token.empty()) request.headers.push_back({"Authorization", "Bearer " + impl_->options.token});
  if (!body.empty()) request.headers.push_back({"Content-Type", "application/json"});
  request.body = std::make_shared<const std::string>(std::move(body));
  impl_->transport->send(++impl_->lastId, std::move(request));
  for (;;) {
    for (auto& finished : impl_->transport->poll(kPatience)) {
      auto& result = finished.result;
      if (!result.status) return base::fail(internal::faultOf(result, impl_->origin));
      if (result.bodyTruncated)
        return base::fail(base::Errc::kTooLarge, "The answer of " + impl_->origin + " to " + target + " is longer than 16 MiB.");
      api::Response response;
      response.status = *result.status;
      response.headers = std::move(result.headers);
      response.body = std::move(result.body);
      return response;
    }
  }
}

base::Result<nlohmann::json> RemoteCall::ask(std::string method, const std::string& target, const std::optional<nlohmann::json>& body) {
  const auto answer =
      send(std::move(method), target, body ? body->dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) : std::string());
  if (!answer) return base::fail(answer.error());
  if (answer->status < 200 || answer->status > 299) return base::fail(internal::refusalOf(answer->status, answer->body, impl_->origin));
  if (answer->body.empty()) return nlohmann::json();
  auto read = nlohmann::json::parse(answer->body, nullptr, false);
  if (read.is_discarded())
    return base::fail(base::Errc::kIo,
                      "The answer of " + impl_->origin + " to " + target + " is not JSON. Check that it is a Hookline daemon.");
  return read;
}

}  // namespace hookline::core_api
