#include <cstring>
#include <utility>
// Boost 1.74 uses std::exchange without including its header.
#include <boost/asio/ip/tcp.hpp>

#include "net/curl_transfer.h"

namespace hookline::net::internal {

bool CurlTransfer::configureOnce() {
  bool good = true;
  const auto set = [this, &good](CURLoption option, auto value) { good = curl_easy_setopt(easy_, option, value) == CURLE_OK && good; };
  set(CURLOPT_PRIVATE, static_cast<void*>(this));
  set(CURLOPT_ERRORBUFFER, &errorText_[0]);
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(CURLOPT_PATH_AS_IS, 1L);
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_PROXY, "");
  set(CURLOPT_NOPROXY, "*");
  set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  set(CURLOPT_HTTP_CONTENT_DECODING, 0L);
  set(CURLOPT_MAXAGE_CONN, 4L);

  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  // TlsTrust brings the authorities; libcurl would read the system's file again for each connection.
  set(CURLOPT_CAINFO, static_cast<char*>(nullptr));
  set(CURLOPT_CAPATH, static_cast<char*>(nullptr));
  set(CURLOPT_CA_CACHE_TIMEOUT, 0L);
  set(CURLOPT_SSL_CTX_FUNCTION, &CurlTransfer::onTlsContext);
  set(CURLOPT_SSL_CTX_DATA, static_cast<void*>(this));

  set(CURLOPT_HEADERFUNCTION, &CurlTransfer::onHeader);
  set(CURLOPT_HEADERDATA, static_cast<void*>(this));
  set(CURLOPT_WRITEFUNCTION, &CurlTransfer::onBody);
  set(CURLOPT_WRITEDATA, static_cast<void*>(this));
  set(CURLOPT_OPENSOCKETFUNCTION, &CurlTransfer::onOpenSocket);
  set(CURLOPT_OPENSOCKETDATA, static_cast<void*>(this));
  set(CURLOPT_PREREQFUNCTION, &CurlTransfer::onRequest);
  set(CURLOPT_PREREQDATA, static_cast<void*>(this));
  return good;
}

std::size_t CurlTransfer::onHeader(char* data, std::size_t size, std::size_t count, void* self) {
  const auto bytes = size * count;
  return static_cast<CurlTransfer*>(self)->reader_.headerLine({data, bytes}) ? bytes : 0;
}

std::size_t CurlTransfer::onBody(char* data, std::size_t size, std::size_t count, void* self) {
  const auto bytes = size * count;
  return static_cast<CurlTransfer*>(self)->reader_.bodyPiece({data, bytes}) ? bytes : 0;
}

bool CurlTransfer::passes(const IpAddress& address, std::uint16_t port) {
  const auto* pinned = this->address();
  auto status = checkAddress(address, rules_.policy);
  if (status && pinned != nullptr && *pinned == address && port == url_.port) return true;
  forbidden_ = true;
  problem_ = status ? "The connection would have gone to an address that was not vetted." : status.error().message;
  return false;
}

curl_socket_t CurlTransfer::onOpenSocket(void* self, curlsocktype purpose, curl_sockaddr* to) {
  boost::asio::ip::tcp::endpoint endpoint;
  if (purpose != CURLSOCKTYPE_IPCXN || to->addrlen > endpoint.capacity()) return CURL_SOCKET_BAD;
  std::memcpy(endpoint.data(), &to->addr, to->addrlen);
  const auto address = endpoint.address();
  const auto own = address.is_v4() ? IpAddress::v4(address.to_v4().to_bytes()) : IpAddress::v6(address.to_v6().to_bytes());
  if (!static_cast<CurlTransfer*>(self)->passes(own, endpoint.port())) return CURL_SOCKET_BAD;
  return ::socket(to->family, to->socktype, to->protocol);
}

int CurlTransfer::onRequest(void* self, char* primaryIp, char*, int primaryPort, int) {
  auto& transfer = *static_cast<CurlTransfer*>(self);
  // Also for a kept connection, for which no socket is opened.
  const auto address = IpAddress::parse(primaryIp);
  if (!address || !transfer.passes(*address, static_cast<std::uint16_t>(primaryPort))) {
    transfer.forbidden_ = true;
    return CURL_PREREQFUNC_ABORT;
  }
  // libcurl sends a request again when a kept connection dies under it; an attempt is one request (delivery.md §4).
  return ++transfer.requests_ > 1 ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK;
}

CURLcode CurlTransfer::onTlsContext(CURL*, void* context, void* self) {
  auto& transfer = *static_cast<CurlTransfer*>(self);
  transfer.tlsBegan_ = Steady::now();
  auto status = transfer.rules_.trust->apply(static_cast<ssl_ctx_st*>(context), transfer.request_.caPem);
  if (status) {
    // Without the note a refusal only names no date.
    transfer.certificate_ = std::make_shared<CertificateNote>();
    CertificateNote::attach(static_cast<ssl_ctx_st*>(context), transfer.certificate_);
    return CURLE_OK;
  }
  transfer.problem_ = status.error().message;
  return CURLE_SSL_CACERT_BADFILE;
}

}  // namespace hookline::net::internal
