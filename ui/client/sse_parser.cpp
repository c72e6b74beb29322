#include "client/sse_parser.h"

#include <charconv>
#include <utility>

namespace hookline::client::internal {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kMaxIdBytes = 1024;

std::optional<std::chrono::milliseconds> wholeMillis(std::string_view text) {
  std::uint32_t value = 0;
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  if (text.empty() || read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return std::chrono::milliseconds{value};
}

}  // namespace

std::vector<SseEvent> SseParser::feed(std::string_view bytes) {
  std::vector<SseEvent> out;
  while (!bytes.empty()) {
    if (std::exchange(afterCr_, false) && bytes.front() == '\n') {
      bytes.remove_prefix(1);
      continue;
    }
    const auto end = bytes.find_first_of("\r\n");
    take(bytes.substr(0, end));
    if (end == std::string_view::npos) break;
    afterCr_ = bytes[end] == '\r';
    bytes.remove_prefix(end + 1);
    endLine(out);
  }
  return out;
}

void SseParser::take(std::string_view piece) {
  if (piece.empty() || lineCut_) return;
  if (line_.empty() && piece.front() == ':') comment_ = true;
  if (comment_) return;
  if (line_.size() + piece.size() + data_.size() > kMaxEventBytes) {
    lineCut_ = tooLarge_ = true;
    line_ = {};
    data_ = {};
    return;
  }
  line_.append(piece);
}

void SseParser::endLine(std::vector<SseEvent>& out) {
  const auto whole = std::exchange(line_, {});
  const bool skipped = std::exchange(comment_, false) || std::exchange(lineCut_, false);
  std::string_view line = whole;
  if (std::exchange(firstLine_, false) && line.substr(0, kByteOrderMark.size()) == kByteOrderMark)
    line.remove_prefix(kByteOrderMark.size());
  if (skipped) return;
  if (line.empty()) return dispatch(out);
  const auto colon = line.find(':');
  if (colon == 0) return;
  if (colon == std::string_view::npos) return field(line, {});
  auto value = line.substr(colon + 1);
  if (!value.empty() && value.front() == ' ') value.remove_prefix(1);
  field(line.substr(0, colon), value);
}

void SseParser::field(std::string_view name, std::string_view value) {
  if (name == "event") {
    type_ = value;
  } else if (name == "data") {
    hasData_ = true;
    if (tooLarge_) return;
    data_.append(value).push_back('\n');
  } else if (name == "id") {
    // Sent back in a header: what does not fit there is no id.
    if (value.find('\0') == std::string_view::npos && value.size() <= kMaxIdBytes) id_ = value;
  } else if (name == "retry") {
    if (const auto millis = wholeMillis(value)) retry_ = millis;
  }
}

void SseParser::dispatch(std::vector<SseEvent>& out) {
  auto type = std::exchange(type_, {});
  auto data = std::exchange(data_, {});
  const bool hasData = std::exchange(hasData_, false);
  if (std::exchange(tooLarge_, false)) {
    out.push_back({id_, type.empty() ? "message" : std::move(type), {}, true});
    return;
  }
  if (!hasData) return;
  data.pop_back();
  out.push_back({id_, type.empty() ? "message" : std::move(type), std::move(data), false});
}

}  // namespace hookline::client::internal
