#pragma once
#include <cstddef>

namespace hookline::net::internal {

/// Why the server itself refuses a request: an HTTP status and one sentence for the person who reads the answer.
struct Refusal {
  int status = 400;
  const char* sentence = "";
};

inline constexpr const char* kBodyTooLarge = "The body is larger than is allowed here.";

/// The bounds of a request's head (delivery.md §5).
struct HeadLimits {
  std::size_t requestLineBytes = 8 * 1024;
  std::size_t headerBytes = 64 * 1024;  ///< all header lines together, without the request line
  std::size_t maxHeaders = 100;
};

}  // namespace hookline::net::internal
