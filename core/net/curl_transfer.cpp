#include "net/curl_transfer.h"

#include <algorithm>
#include <utility>

#include "net/curl_fault.h"
#include "net/header_rules.h"

namespace hookline::net::internal {
namespace {

base::Micros since(Steady::time_point from, Steady::time_point to) { return std::chrono::duration_cast<base::Micros>(to - from); }

long millisLeft(Steady::time_point now, Steady::time_point deadline) {
  return static_cast<long>(std::chrono::duration_cast<base::Millis>(deadline - now).count());
}

template <typename T>
T info(CURL* easy, CURLINFO what) {
  T value{};
  curl_easy_getinfo(easy, what, &value);
  return value;
}

}  // namespace

std::unique_ptr<CurlTransfer> CurlTransfer::create(TransferRules& rules) {
  std::unique_ptr<CurlTransfer> transfer(new CurlTransfer(rules));
  transfer->easy_ = curl_easy_init();
  if (transfer->easy_ == nullptr || !transfer->configureOnce()) return nullptr;
  return transfer;
}

CurlTransfer::~CurlTransfer() {
  if (easy_ != nullptr) curl_easy_cleanup(easy_);
}

void CurlTransfer::begin(TransferId id, model::HttpRequest request, Url url, Steady::time_point now) {
  id_ = id;
  request_ = std::move(request);
  url_ = std::move(url);
  started_ = resolved_ = pinnedAt_ = now;
  deadline_ = now + std::max(request_.timeout, base::Millis{1});
  addresses_.clear();
  next_ = 0;
}

void CurlTransfer::setAddresses(std::vector<IpAddress> addresses, Steady::time_point now) {
  addresses_ = std::move(addresses);
  resolved_ = now;
  setRequest();
}

void CurlTransfer::setRequest() {
  const auto& method = request_.method;
  const bool hasBody = (request_.body && !request_.body->empty()) || method == "POST" || method == "PUT" || method == "PATCH";
  urlText_ = url_.text();
  curl_easy_setopt(easy_, CURLOPT_URL, urlText_.c_str());
  curl_easy_setopt(easy_, CURLOPT_NOBODY, 0L);
  if (hasBody) {
    static constexpr char kNothing[] = "";
    curl_easy_setopt(easy_, CURLOPT_POST, 1L);
    curl_easy_setopt(easy_, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body ? request_.body->size() : 0));
    curl_easy_setopt(easy_, CURLOPT_POSTFIELDS, request_.body ? request_.body->data() : kNothing);
  } else {
    curl_easy_setopt(easy_, CURLOPT_POSTFIELDS, nullptr);
    curl_easy_setopt(easy_, CURLOPT_HTTPGET, 1L);
  }
  const bool plain = method == (hasBody ? "POST" : "GET");
  curl_easy_setopt(easy_, CURLOPT_CUSTOMREQUEST, plain ? nullptr : method.c_str());
  if (!hasBody && method == "HEAD") curl_easy_setopt(easy_, CURLOPT_NOBODY, 1L);
  setHeaders(hasBody);
  curl_easy_setopt(easy_, CURLOPT_FRESH_CONNECT, request_.freshConnection ? 1L : 0L);

  // The extra authorities are given as a blob too, although onTlsContext brings its own store: libcurl compares blobs, so a
  // connection (or a TLS session) that was believed through one webhook's authorities is never reused for another webhook.
  curl_blob blob{request_.caPem.data(), request_.caPem.size(), CURL_BLOB_NOCOPY};
  curl_easy_setopt(easy_, CURLOPT_CAINFO_BLOB, request_.caPem.empty() ? nullptr : &blob);
}

void CurlTransfer::setHeaders(bool hasBody) {
  headers_.clear();
  bool contentType = false;
  bool userAgent = false;
  for (const auto& header : request_.headers) {
    contentType = contentType || sameHeaderName(header.name, "content-type");
    userAgent = userAgent || sameHeaderName(header.name, "user-agent");
    headers_.add(header.name, header.value);
  }
  headers_.suppress("Expect");
  if (hasBody && !contentType) headers_.suppress("Content-Type");
  if (!userAgent && !rules_.userAgent.empty()) headers_.add("User-Agent", rules_.userAgent);
  curl_easy_setopt(easy_, CURLOPT_HTTPHEADER, headers_.list());
}

bool CurlTransfer::pinNext(Steady::time_point now) {
  const long left = millisLeft(now, deadline_);
  if (left <= 0) return false;
  const bool last = next_ + 1 >= std::min(addresses_.size(), kMaxAddresses);
  const auto& address = addresses_[next_++];

  pinned_ = "::" + address.textWithPort(url_.port);
  pinNode_.data = pinned_.data();
  pinNode_.next = nullptr;
  curl_easy_setopt(easy_, CURLOPT_CONNECT_TO, &pinNode_);
  curl_easy_setopt(easy_, CURLOPT_TIMEOUT_MS, left);
  curl_easy_setopt(easy_, CURLOPT_CONNECTTIMEOUT_MS,
                   last ? left : std::max(1L, std::min(left / 2, static_cast<long>(kAddressPatience.count()))));
  pinnedAt_ = now;
  reader_ = ResponseReader(request_.answerLimitBytes != 0 ? request_.answerLimitBytes : rules_.bodyLimitBytes);
  tlsBegan_ = {};
  certificate_.reset();
  requests_ = 0;
  forbidden_ = false;
  problem_.clear();
  errorText_[0] = '\0';
  return true;
}

bool CurlTransfer::canTryAnother(CURLcode code) const {
  const bool unreachable = code == CURLE_COULDNT_CONNECT || code == CURLE_OPERATION_TIMEDOUT;
  return unreachable && requests_ == 0 && !forbidden_ && next_ < std::min(addresses_.size(), kMaxAddresses);
}

Finished CurlTransfer::finish(CURLcode code) {
  ExchangeFacts facts;
  facts.code = code;
  facts.https = url_.isHttps();
  facts.ready = requests_ > 0;
  facts.headComplete = reader_.headComplete();
  facts.truncated = reader_.truncated();
  facts.repeated = requests_ > 1;
  facts.forbidden = forbidden_;
  facts.problem = problem_.empty() ? reader_.problem() : problem_;
  facts.text = errorText_;

  const auto before = since(started_, pinnedAt_);
  const auto at = [&](CURLINFO what) {
    const auto micros = info<curl_off_t>(easy_, what);
    return micros > 0 ? before + base::Micros{micros} : base::Micros{};
  };
  Finished finished{id_, {}};
  auto& result = finished.result;
  result.times = {
      since(started_, resolved_), at(CURLINFO_CONNECT_TIME_T), {}, at(CURLINFO_STARTTRANSFER_TIME_T), at(CURLINFO_TOTAL_TIME_T)};
  if (facts.https) result.times.tls = at(CURLINFO_APPCONNECT_TIME_T);
  // libcurl gives no connect time when the handshake that follows fails.
  if (result.times.connect.count() == 0 && tlsBegan_ != Steady::time_point{}) result.times.connect = since(started_, tlsBegan_);
  facts.connected = facts.ready || result.times.connect.count() > 0;
  if (facts.connected) result.peer = pinned_.substr(2);

  if (code != CURLE_OK) {
    facts.osError = info<long>(easy_, CURLINFO_OS_ERRNO);
    facts.verifyResult = info<long>(easy_, CURLINFO_SSL_VERIFYRESULT);
    const auto bodySize = static_cast<curl_off_t>(request_.body ? request_.body->size() : 0);
    facts.written = info<long>(easy_, CURLINFO_REQUEST_SIZE) > 0;
    facts.writtenWhole = facts.written && info<curl_off_t>(easy_, CURLINFO_SIZE_UPLOAD_T) >= bodySize;
  }
  auto fault = judgeExchange(facts);
  if (fault.fault == model::NetFault::kCertificateExpired && certificate_ && certificate_->date)
    fault.text = model::certificateDateText(*certificate_->date);
  result.fault = fault.fault;
  result.faultText = std::move(fault.text);
  result.phase = reachedPhase(facts);
  reader_.moveInto(result);
  release();
  return finished;
}

Finished CurlTransfer::finishEarly(model::NetFault fault, std::string text, Steady::time_point now) {
  Finished finished{id_, {}};
  finished.result.fault = fault;
  finished.result.faultText = std::move(text);
  finished.result.phase = next_ == 0 ? model::Phase::kDns : model::Phase::kConnect;
  finished.result.times.dns = since(started_, next_ == 0 ? now : resolved_);
  finished.result.times.total = since(started_, now);
  release();
  return finished;
}

void CurlTransfer::release() {
  // The handle keeps pointers into the request; they are set anew before it runs again.
  request_ = {};
  reader_.reset();
}

}  // namespace hookline::net::internal
