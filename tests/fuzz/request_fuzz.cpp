// Requests to the server: however the bytes are cut into pieces, the same requests come out, or the same refusal.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/must.h"
#include "net/server_request_reader.h"

namespace {

using hookline::fuzz::must;
using hookline::net::HttpServerOptions;
using hookline::net::ServerRequest;
using hookline::net::internal::RequestReader;
using State = RequestReader::State;

HttpServerOptions smallLimits() {
  HttpServerOptions options;
  options.bodyLimitBytes = 256;
  options.headerLimitBytes = 512;
  options.requestLineLimitBytes = 128;
  options.maxHeaders = 8;
  return options;
}

struct Outcome {
  std::vector<ServerRequest> requests;
  State end = State::kHead;
  int refusal = 0;
};

void checkRequest(const ServerRequest& request, const HttpServerOptions& limits) {
  must(request.body.size() <= limits.bodyLimitBytes, "a body has its limit");
  must(request.headers.size() <= limits.maxHeaders, "headers have their limit");
  must(!request.method.empty() && !request.target.empty(), "a request has method and target");
  must(request.target.front() == '/' || request.target == "*", "a target is a path");
  for (const auto& header : request.headers) {
    must(!header.name.empty(), "a header has a name");
    must(header.value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos, "no header holds a line end or NUL");
  }
}

/// As a connection does: what is not used is given again with more behind it.
Outcome read(std::string_view bytes, std::size_t step, const HttpServerOptions& options) {
  RequestReader reader(options, false);
  Outcome outcome;
  std::string left;
  while (true) {
    std::size_t used = 0;
    const auto state = reader.read(left, used);
    must(used <= left.size(), "no more is used than there is");
    left.erase(0, used);
    outcome.end = state;
    if (state == State::kRefused) {
      outcome.refusal = reader.refusal().status;
      must(outcome.refusal >= 400 && outcome.refusal < 600 && reader.refusal().sentence[0] != '\0', "a refusal has a status and a reason");
      return outcome;
    }
    if (state == State::kDone) {
      const bool goesOn = reader.keepAlive();
      outcome.requests.push_back(reader.take());
      checkRequest(outcome.requests.back(), options);
      if (!goesOn) return outcome;
      reader.next();
      continue;
    }
    if (bytes.empty()) return outcome;
    const auto piece = bytes.substr(0, step);
    left += piece;
    bytes.remove_prefix(piece.size());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static const HttpServerOptions options = smallLimits();
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto whole = read(bytes, bytes.size() + 1, options);
  const auto pieces = read(bytes, 1 + data[0] % 64, options);
  must(whole.end == pieces.end && whole.refusal == pieces.refusal, "pieces end as the whole does");
  must(whole.requests.size() == pieces.requests.size(), "pieces hold as many requests as the whole");
  for (std::size_t i = 0; i < whole.requests.size(); ++i) {
    const auto& a = whole.requests[i];
    const auto& b = pieces.requests[i];
    must(a.method == b.method && a.target == b.target && a.headers == b.headers && a.body == b.body, "pieces hold the same requests");
  }
  return 0;
}
