#include "net/server_chunk_decoder.h"

#include <algorithm>
#include <charconv>

#include "base/ascii.h"
#include "net/server_head_scanner.h"

namespace hookline::net::internal {
namespace {

// How much framing may cost: chunks of one byte take 5 bytes each, so 8 for 1 refuses only floods of extensions.
constexpr std::size_t kFreeFramingBytes = 64 * 1024;
constexpr std::size_t kFramingFactor = 8;
constexpr std::size_t kMaxSizeDigits = 15;  // fits 63 bits

constexpr Refusal kTooLong{400, "A chunk's size line or the trailers are too long."};
constexpr Refusal kBadLineEnd{400, "A line of the chunked body does not end in CR LF."};

}  // namespace

std::optional<Refusal> ChunkDecoder::read(std::string_view bytes, std::size_t& used, std::string& body, std::size_t limitBytes) {
  used = 0;
  while (state_ != State::kDone && used < bytes.size()) {
    const auto rest = bytes.substr(used);
    if (state_ == State::kData) {
      const auto count = std::min<std::uint64_t>(left_, rest.size());
      body.append(rest.substr(0, count));
      used += count;
      left_ -= count;
      if (left_ == 0) state_ = State::kDataEnd;
      continue;
    }
    const auto end = rest.find('\n');
    const bool tooLong = std::min(end, rest.size()) > kMaxLineBytes;
    if (tooLong) return kTooLong;
    if (end == std::string_view::npos) {
      if (state_ == State::kDataEnd && rest != "\r") return kBadLineEnd;
      return std::nullopt;
    }
    if (end == 0 || rest[end - 1] != '\r') return kBadLineEnd;
    if (auto refusal = line(rest.substr(0, end - 1), body.size(), limitBytes)) return refusal;
    used += end + 1;
    framingBytes_ += end + 1;
    if (framingBytes_ > kFreeFramingBytes + kFramingFactor * body.size()) {
      return Refusal{400, "The chunked body has more framing than content."};
    }
  }
  return std::nullopt;
}

std::optional<Refusal> ChunkDecoder::line(std::string_view text, std::size_t bodySize, std::size_t limitBytes) {
  if (state_ == State::kSize) return sizeLine(text, bodySize, limitBytes);
  if (state_ == State::kTrailers) return trailerLine(text);
  if (!text.empty()) return Refusal{400, "A chunk is longer than its size."};
  state_ = State::kSize;
  return std::nullopt;
}

std::optional<Refusal> ChunkDecoder::sizeLine(std::string_view text, std::size_t bodySize, std::size_t limitBytes) {
  constexpr Refusal kBad{400, "A chunk's size line is not readable."};
  const auto digits = std::min(text.find_first_not_of("0123456789abcdefABCDEF"), text.size());
  if (digits == 0) return kBad;
  if (digits > kMaxSizeDigits) return Refusal{413, kBodyTooLarge};
  std::from_chars(text.data(), text.data() + digits, left_, 16);
  auto extensions = text.substr(digits);
  if (!extensions.empty()) {
    const auto start = extensions.find_first_not_of(" \t");
    if (start == std::string_view::npos || extensions[start] != ';') return kBad;
    const bool clean =
        std::all_of(extensions.begin(), extensions.end(), [](unsigned char c) { return c == '\t' || (c >= ' ' && c != 0x7f); });
    if (!clean) return kBad;
  }
  if (left_ > limitBytes - std::min(bodySize, limitBytes)) return Refusal{413, kBodyTooLarge};
  state_ = left_ == 0 ? State::kTrailers : State::kData;
  return std::nullopt;
}

std::optional<Refusal> ChunkDecoder::trailerLine(std::string_view text) {
  if (text.empty()) {
    state_ = State::kDone;
    return std::nullopt;
  }
  trailerBytes_ += text.size() + 2;
  if (trailerBytes_ > kMaxLineBytes) return kTooLong;
  if (auto refusal = vetFieldLine(text)) return refusal;
  const auto name = text.substr(0, text.find(':'));
  for (const std::string_view framing : {"Content-Length", "Transfer-Encoding", "Host"}) {
    if (base::sameIgnoringCase(name, framing)) return Refusal{400, "A trailer has a header that belongs in the head."};
  }
  return std::nullopt;
}

}  // namespace hookline::net::internal
