#pragma once
#include <curl/curl.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "net/address_guard.h"
#include "net/certificate_note.h"
#include "net/header_list.h"
#include "net/response_reader.h"
#include "net/tls_trust.h"
#include "net/transport.h"
#include "net/url.h"

namespace hookline::net::internal {

using Steady = std::chrono::steady_clock;

/// What all transfers of one transport share; outlives them.
struct TransferRules {
  AddressPolicy policy;
  std::string userAgent;
  std::unique_ptr<TlsTrust> trust;
  std::size_t bodyLimitBytes = model::HttpResult::kResponseBodyLimitBytes;
};

/// One exchange at a time on one easy handle, which is used again for the next. Thread: the transport's.
class CurlTransfer {
 public:
  /// Null when libcurl has no memory.
  static std::unique_ptr<CurlTransfer> create(TransferRules& rules);
  ~CurlTransfer();
  CurlTransfer(const CurlTransfer&) = delete;
  CurlTransfer& operator=(const CurlTransfer&) = delete;

  /// Takes a request whose URL and headers have passed the rules.
  void begin(TransferId id, model::HttpRequest request, Url url, Steady::time_point now);
  /// The name look-up is over. Every address must have been vetted; not empty.
  void setAddresses(std::vector<IpAddress> addresses, Steady::time_point now);
  /// Makes the handle ready to connect to the next address. False: no time is left.
  bool pinNext(Steady::time_point now);
  /// Whether a transfer that ended so can go on at another address: nothing of the request has been sent.
  bool canTryAnother(CURLcode code) const;
  /// How it ended; the transfer is free afterwards.
  Finished finish(CURLcode code);
  /// Ends a transfer that libcurl does not run.
  Finished finishEarly(model::NetFault fault, std::string text, Steady::time_point now);

  TransferId id() const { return id_; }
  const Url& url() const { return url_; }
  bool allowHttp() const { return request_.allowHttp; }
  Steady::time_point deadline() const { return deadline_; }
  /// The address it is or was connected to; null before the first.
  const IpAddress* address() const { return next_ == 0 ? nullptr : &addresses_[next_ - 1]; }
  CURL* easy() const { return easy_; }

  CURLM* home = nullptr;  ///< the multi handle that runs it, set by CurlPump

  static constexpr std::size_t kMaxAddresses = 4;        ///< tried for one request
  static constexpr base::Millis kAddressPatience{2000};  ///< for the connection to an address that is not the last

 private:
  explicit CurlTransfer(TransferRules& rules) : rules_(rules), reader_(rules.bodyLimitBytes) {}
  bool configureOnce();
  void setRequest();
  void setHeaders(bool hasBody);
  void release();

  static std::size_t onHeader(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t onBody(char* data, std::size_t size, std::size_t count, void* self);
  static curl_socket_t onOpenSocket(void* self, curlsocktype purpose, curl_sockaddr* to);
  static int onRequest(void* self, char* primaryIp, char* localIp, int primaryPort, int localPort);
  static CURLcode onTlsContext(CURL* easy, void* context, void* self);

  /// Both checks of a connection's other end: it is the pinned address, and the guard still allows it.
  bool passes(const IpAddress& address, std::uint16_t port);

  TransferRules& rules_;
  CURL* easy_ = nullptr;
  char errorText_[CURL_ERROR_SIZE] = {};

  TransferId id_ = 0;
  model::HttpRequest request_;
  Url url_;
  std::string urlText_;
  HeaderList headers_;
  std::vector<IpAddress> addresses_;
  std::size_t next_ = 0;  // index into addresses_ of the one not yet tried
  std::string pinned_;    // "::127.0.0.1:80", as CURLOPT_CONNECT_TO wants it
  curl_slist pinNode_{};
  ResponseReader reader_;

  Steady::time_point started_;
  Steady::time_point resolved_;
  Steady::time_point pinnedAt_;
  Steady::time_point deadline_;
  Steady::time_point tlsBegan_;                   // TCP is up since then; the epoch: not yet
  std::shared_ptr<CertificateNote> certificate_;  // of the last handshake; null before one
  int requests_ = 0;                              // how often libcurl was about to send one
  bool forbidden_ = false;
  std::string problem_;
};

}  // namespace hookline::net::internal
