#include "net/server_request_reader.h"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "net/server_chunk_decoder.h"
#include "net/server_head_scanner.h"

namespace hookline::net::internal {
namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;

constexpr std::size_t kReservedHeaders = 16;
constexpr std::size_t kReservedBodyBytes = 64 * 1024;

std::string_view plain(beast::string_view text) { return {text.data(), text.size()}; }

/// Beast's parser of a head, writing straight into a ServerRequest instead of into a message of its own. It sees heads that
/// HeadScanner let through.
class HeadParser final : public http::basic_parser<true> {
 public:
  explicit HeadParser(ServerRequest& request) : request_(request) {
    header_limit(std::numeric_limits<std::uint32_t>::max());  // the scanner has already bounded the head
    body_limit(std::numeric_limits<std::uint64_t>::max());    // the reader bounds it
  }
  bool http11() const { return http11_; }

 private:
  void on_request_impl(http::verb, beast::string_view method, beast::string_view target, int version, beast::error_code&) override {
    http11_ = version == 11;
    request_.method = plain(method);
    request_.target = plain(target);
    request_.headers.reserve(kReservedHeaders);
  }
  void on_field_impl(http::field, beast::string_view name, beast::string_view value, beast::error_code&) override {
    request_.headers.push_back({std::string(plain(name)), std::string(plain(value))});
  }
  void on_response_impl(int, beast::string_view, int, beast::error_code&) override {}
  void on_header_impl(beast::error_code&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, beast::error_code&) override {}
  std::size_t on_body_impl(beast::string_view, beast::error_code&) override { return 0; }
  void on_chunk_header_impl(std::uint64_t, beast::string_view, beast::error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view, beast::error_code&) override { return 0; }
  void on_finish_impl(beast::error_code&) override {}

  ServerRequest& request_;
  bool http11_ = false;
};

/// RFC 9112 §3.2.2: a target with scheme and host is taken when it means this very server; it is cut to its path.
std::optional<Refusal> toOriginForm(ServerRequest& request, bool secure) {
  auto& target = request.target;
  if (target.front() == '/') return std::nullopt;
  if (target == "*" && request.method == "OPTIONS") return std::nullopt;
  const std::string_view scheme = secure ? "https://" : "http://";
  if (!base::sameIgnoringCase(std::string_view(target).substr(0, scheme.size()), scheme)) {
    return Refusal{400, "The target must be a path that begins with a slash."};
  }
  const auto pathStart = std::min(target.find_first_of("/?", scheme.size()), target.size());
  const auto authority = std::string_view(target).substr(scheme.size(), pathStart - scheme.size());
  for (const auto& header : request.headers) {
    if (!base::sameIgnoringCase(header.name, "Host")) continue;
    if (!base::sameIgnoringCase(header.value, authority)) return Refusal{400, "The target names another host than the Host header."};
  }
  const bool asterisk = pathStart == target.size() && request.method == "OPTIONS";
  target.erase(0, pathStart);
  if (target.empty() || target.front() != '/') target.insert(0, asterisk ? "*" : "/");
  return std::nullopt;
}

}  // namespace

class RequestReader::Impl {
 public:
  Impl(const HttpServerOptions& options, bool secure)
      : options_(options), secure_(secure), scanner_({options.requestLineLimitBytes, options.headerLimitBytes, options.maxHeaders}) {}

  State read(std::string_view bytes, std::size_t& used) {
    used = 0;
    if (state_ == State::kHead) readHead(bytes, used);
    if (state_ == State::kBody) readBody(bytes, used);
    return state_;
  }

  void next() {
    request_ = {};
    scanner_.reset();
    state_ = State::kHead;
    blankSkipped_ = false;
    expectation_ = false;
    isHead_ = false;
    chunks_ = {};
  }

  State state_ = State::kHead;
  Refusal refusal_;
  ServerRequest request_;
  bool keepAlive_ = false;
  bool http11_ = false;
  bool isHead_ = false;
  bool expectation_ = false;

 private:
  void refuse(Refusal refusal) {
    refusal_ = refusal;
    state_ = State::kRefused;
    keepAlive_ = false;
  }

  void readHead(std::string_view bytes, std::size_t& used) {
    // RFC 9112 §2.2: some clients send an empty line after a body.
    if (!blankSkipped_ && bytes.starts_with("\r\n")) {
      blankSkipped_ = true;
      used = 2;
      bytes.remove_prefix(2);
    }
    if (bytes.empty() || bytes == "\r") return;
    if (const auto refusal = scanner_.scan(bytes)) return refuse(*refusal);
    if (!scanner_.done()) return;
    request_.secure = secure_;
    HeadParser parser(request_);
    beast::error_code ec;
    const auto taken = parser.put({bytes.data(), scanner_.size()}, ec);
    if (ec || taken != scanner_.size() || !parser.is_header_done()) return refuse({400, "The request's head is not readable as HTTP."});
    used += taken;
    keepAlive_ = parser.keep_alive();
    http11_ = parser.http11();
    isHead_ = request_.method == "HEAD";
    chunked_ = parser.chunked();
    bodyLeft_ = parser.content_length().value_or(0);
    afterHead();
  }

  void afterHead();
  void readBody(std::string_view bytes, std::size_t& used);

  const HttpServerOptions& options_;
  const bool secure_;
  HeadScanner scanner_;
  bool blankSkipped_ = false;
  std::size_t bodyLimitBytes_ = 0;
  std::uint64_t bodyLeft_ = 0;  // of a body with a length
  bool chunked_ = false;
  ChunkDecoder chunks_;
};

void RequestReader::Impl::afterHead() {
  if (const auto refusal = toOriginForm(request_, secure_)) return refuse(*refusal);
  const auto& headers = request_.headers;
  const auto expect = std::find_if(headers.begin(), headers.end(), [](const auto& h) { return base::sameIgnoringCase(h.name, "Expect"); });
  if (expect != headers.end() && http11_) {
    if (!base::sameIgnoringCase(expect->value, "100-continue")) return refuse({417, "Only the expectation 100-continue is known here."});
    expectation_ = true;
  }
  bodyLimitBytes_ = options_.bodyLimitBytes;
  if (options_.bodyLimitFor) bodyLimitBytes_ = std::max(bodyLimitBytes_, options_.bodyLimitFor(request_.method, request_.target));
  if (bodyLeft_ > bodyLimitBytes_) return refuse({413, kBodyTooLarge});
  request_.body.reserve(std::min<std::uint64_t>(bodyLeft_, kReservedBodyBytes));
  state_ = chunked_ || bodyLeft_ > 0 ? State::kBody : State::kDone;
}

void RequestReader::Impl::readBody(std::string_view bytes, std::size_t& used) {
  bytes.remove_prefix(used);
  std::size_t taken = 0;
  if (chunked_) {
    if (const auto refusal = chunks_.read(bytes, taken, request_.body, bodyLimitBytes_)) return refuse(*refusal);
    if (chunks_.done()) state_ = State::kDone;
  } else {
    taken = std::min<std::uint64_t>(bodyLeft_, bytes.size());
    request_.body.append(bytes.substr(0, taken));
    bodyLeft_ -= taken;
    if (bodyLeft_ == 0) state_ = State::kDone;
  }
  used += taken;
}

RequestReader::RequestReader(const HttpServerOptions& options, bool secure) : impl_(std::make_unique<Impl>(options, secure)) {}
RequestReader::~RequestReader() = default;

RequestReader::State RequestReader::read(std::string_view bytes, std::size_t& used) { return impl_->read(bytes, used); }
const Refusal& RequestReader::refusal() const { return impl_->refusal_; }
ServerRequest RequestReader::take() { return std::move(impl_->request_); }
void RequestReader::next() { impl_->next(); }
bool RequestReader::keepAlive() const { return impl_->keepAlive_; }
bool RequestReader::http11() const { return impl_->http11_; }
bool RequestReader::isHead() const { return impl_->isHead_; }
bool RequestReader::takeExpectation() { return std::exchange(impl_->expectation_, false); }

}  // namespace hookline::net::internal
