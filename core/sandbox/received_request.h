#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "model/http_exchange.h"

namespace hookline::sandbox {

/// What a check of one signature scheme found.
struct SignatureVerdict {
  enum class State { kNotChecked, kMissing, kVerified, kInvalid };
  State state = State::kNotChecked;
  std::string reason;  ///< of kInvalid, for a person
  /// "verified", "invalid: <reason>", "missing" or "not checked".
  std::string text() const;
};

/// One request that came to the receiver, with what was answered.
struct ReceivedRequest {
  base::WallTime at{};
  std::string method;
  std::string path;  ///< with the query, as it was sent
  std::vector<model::HttpHeader> headers;
  std::string body;
  std::optional<int> status;   ///< none: the connection was dropped without an answer
  SignatureVerdict hookline;   ///< X-Webhook-Signature
  SignatureVerdict standard;   ///< webhook-id, webhook-timestamp, webhook-signature
  SignatureVerdict signature;  ///< both together: verified when every signature that came is right

  /// First value of a header (any case), or empty.
  std::string_view header(std::string_view name) const;
  std::size_t headerCount(std::string_view name) const;

  /// One line without a line end: a JSON object. `body` is the body itself when it is a JSON object or array (its line ends
  /// between tokens become spaces), otherwise a string; bytes that are no UTF-8 are escaped as \xNN in it.
  std::string jsonLine() const;
};

}  // namespace hookline::sandbox
