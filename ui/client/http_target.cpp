#include "client/http_target.h"

#include <QUrl>
#include <QUuid>

#include "client/open_calls.h"
#include "net/header_rules.h"
#include "net/url.h"

namespace hookline::client::internal {
namespace {

constexpr std::string_view kTokenLetters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-._~+/=";

QByteArray bytes(std::string_view text) { return {text.data(), static_cast<qsizetype>(text.size())}; }

std::string encoded(std::string_view text, const char* kept = "") { return bytes(text).toPercentEncoding(kept).toStdString(); }

std::string pathAndQuery(const api::Request& request) {
  std::string out = encoded(request.path, "/");
  char before = '?';
  for (const auto& [name, value] : request.query) {
    out.append(1, before).append(encoded(name)).append("=").append(encoded(value));
    before = '&';
  }
  return out;
}

bool isLoopback(const net::Url& url) {
  if (url.address) return url.address->isLoopback();
  return url.host == "localhost" || url.host.ends_with(".localhost");
}

/// What HTTP itself or this class says.
bool isOurs(std::string_view name) {
  for (const std::string_view ours :
       {"Authorization", "Host", "Connection", "Content-Length", "Transfer-Encoding", "Cookie", "Accept-Encoding"})
    if (net::sameHeaderName(name, ours)) return true;
  return false;
}

}  // namespace

base::Result<HttpTarget> HttpTarget::read(const std::string& text, const std::string& token) {
  auto target = readUrl(text, "token");
  if (!target) return target;
  if (token.empty())
    return base::fail(base::Errc::kInvalid,
                      "There is no token for " + target->name() + ": make one there with \"hooklined token create\".");
  if (token.find_first_not_of(kTokenLetters) != std::string::npos)
    return base::fail(base::Errc::kInvalid, "The token holds characters that no Hookline token has (hl_…, letters and digits).");
  target->token_ = token;
  return target;
}

base::Result<HttpTarget> HttpTarget::readOpen(const std::string& url) { return readUrl(url, "code"); }

/// `secret`: what is not to be read on the way.
base::Result<HttpTarget> HttpTarget::readUrl(const std::string& text, const char* secret) {
  const auto url = net::parseUrl(text);
  if (!url) return base::fail(url.error());
  if (url->pathAndQuery.find('?') != std::string::npos)
    return base::fail(base::Errc::kInvalid, "The address of a core has no query: leave out what follows the \"?\" in " + text + ".");
  HttpTarget target;
  target.loopback_ = isLoopback(*url);
  target.secure_ = url->isHttps();
  if (!target.secure_ && !target.loopback_)
    return base::fail(base::Errc::kInvalid, "Over plain http everybody on the way to " + url->host + " could read the " + secret +
                                                ". Use its https:// address, or a tunnel that ends on this machine.");
  target.name_ = url->origin();
  target.base_ = url->text();
  while (target.base_.ends_with('/')) target.base_.pop_back();
  target.host_ = url->host;
  target.port_ = url->port;
  return target;
}

QNetworkRequest HttpTarget::request(const std::string& pathAndQuery) const {
  QNetworkRequest out(QUrl::fromEncoded(bytes(base_ + pathAndQuery), QUrl::StrictMode));
  out.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
  out.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
  out.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
  out.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
  out.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
  out.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
  out.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
  if (!token_.empty()) out.setRawHeader("Authorization", "Bearer " + bytes(token_));
  out.setRawHeader("User-Agent", "Hookline");
  // Unpacked by nobody, so that a length is what is kept in memory.
  out.setRawHeader("Accept-Encoding", "identity");
  return out;
}

QNetworkRequest HttpTarget::call(const api::Request& request) const {
  auto out = this->request(pathAndQuery(request));
  out.setRawHeader("Accept", "application/json");
  for (const auto& header : request.headers)
    if (!isOurs(header.name)) out.setRawHeader(bytes(header.name), bytes(header.value));
  if (!changes(request.method)) return out;
  if (!out.hasRawHeader("Content-Type")) out.setRawHeader("Content-Type", "application/json");
  // Whoever carries this repeats a request when a kept connection dies under it; the core tells a repetition by its key.
  if (!out.hasRawHeader("Idempotency-Key")) out.setRawHeader("Idempotency-Key", QUuid::createUuid().toByteArray(QUuid::WithoutBraces));
  return out;
}

QNetworkRequest HttpTarget::stream(const std::string& lastEventId) const {
  auto out = request("/api/stream");
  out.setRawHeader("Accept", "text/event-stream");
  if (!lastEventId.empty()) out.setRawHeader("Last-Event-ID", bytes(lastEventId));
  return out;
}

}  // namespace hookline::client::internal
