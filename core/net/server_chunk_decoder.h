#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "net/server_limits.h"

namespace hookline::net::internal {

/// Takes a chunked body apart (RFC 9112 §7.1), as strictly as HeadScanner reads a head: CR LF alone ends a line, sizes are bare
/// hexadecimal digits, extensions are skipped, trailers are checked and dropped. Beast's own decoder is not used because its
/// assertions fail when the last chunk of an empty body comes byte by byte. Thread: one.
class ChunkDecoder {
 public:
  /// Decodes what `bytes` holds and appends it to `body`; `used`: how many are done with, the rest must be given again with
  /// more behind it. Refuses as soon as a chunk is announced that would bring the body above `limitBytes`.
  std::optional<Refusal> read(std::string_view bytes, std::size_t& used, std::string& body, std::size_t limitBytes);
  bool done() const { return state_ == State::kDone; }

  /// A chunk's size line with its extensions, and all trailers together.
  static constexpr std::size_t kMaxLineBytes = 16 * 1024;

 private:
  enum class State { kSize, kData, kDataEnd, kTrailers, kDone };

  std::optional<Refusal> line(std::string_view text, std::size_t bodySize, std::size_t limitBytes);
  std::optional<Refusal> sizeLine(std::string_view text, std::size_t bodySize, std::size_t limitBytes);
  std::optional<Refusal> trailerLine(std::string_view text);

  State state_ = State::kSize;
  std::uint64_t left_ = 0;  // of the chunk's data
  std::size_t framingBytes_ = 0;
  std::size_t trailerBytes_ = 0;
};

}  // namespace hookline::net::internal
