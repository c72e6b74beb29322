// A receiver's answer, as libcurl hands it over: line by line, then in pieces. Whatever comes, what is kept has its bounds and means
// something.
#include <cstdint>
#include <string>
#include <string_view>

#include "delivery/classify.h"
#include "fuzz/must.h"
#include "net/response_reader.h"

namespace {

using hookline::fuzz::must;
using hookline::net::internal::ResponseReader;

constexpr std::size_t kBodyLimit = 512;

/// False: the reader wants no more.
bool feedHead(ResponseReader& reader, std::string_view& text) {
  while (!text.empty() && !reader.headComplete()) {
    const auto end = text.find('\n');
    const auto line = text.substr(0, end == std::string_view::npos ? text.size() : end + 1);
    text.remove_prefix(line.size());
    if (!reader.headerLine(line)) return false;
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::size_t step = 1 + data[0];
  std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  ResponseReader reader(kBodyLimit);
  bool wanted = feedHead(reader, text);
  must(wanted || !reader.problem().empty(), "a refused head has a reason");
  const bool complete = reader.headComplete();
  for (; wanted && complete && !text.empty(); text.remove_prefix(std::min(step, text.size())))
    wanted = reader.bodyPiece(text.substr(0, step));

  const bool truncated = reader.truncated();
  hookline::model::HttpResult result;
  reader.moveInto(result);
  must(result.body.size() <= kBodyLimit, "the body has its limit");
  must(!truncated || result.body.size() == kBodyLimit, "what is cut is cut at the limit");
  must(result.headers.size() <= ResponseReader::kMaxHeaders, "the headers have their limit");
  must(result.status.has_value() == complete, "there is a status when the head is complete");
  must(!result.status || (*result.status >= 200 && *result.status <= 999), "no interim status is the last word");
  const auto classified = hookline::delivery::classify(result, hookline::base::WallTime{std::chrono::hours{500000}});
  must((classified.verdict == hookline::model::Verdict::kDelivered) == (result.status && *result.status >= 200 && *result.status < 300),
       "2xx alone is delivered");
  must(!classified.waitAsked || (classified.waitAsked->count() > 0 && *classified.waitAsked <= std::chrono::hours{24}),
       "a wait that is asked for has its bounds");

  reader.reset();
  must(!reader.headComplete() && reader.problem().empty() && !reader.truncated(), "reset leaves nothing behind");
  return 0;
}
