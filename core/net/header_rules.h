#pragma once
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/header_names.h"
#include "model/http_exchange.h"

namespace hookline::net {

/// Limits of delivery.md §4.
constexpr std::size_t kMaxCustomHeaders = 64;      ///< what a person may add to one webhook
constexpr std::size_t kMaxSentHeaders = 100;       ///< with our own
constexpr std::size_t kMaxHeaderBytes = 8 * 1024;  ///< name and value together

// All answers are kInvalid with a sentence that names the header. Thread: any.

/// What may be sent at all: an RFC 9110 token as name; no control characters in the value, nor U+560A and U+560D, which
/// become line breaks where text is cut to bytes; none of the headers that HTTP itself needs.
base::Status checkHeader(std::string_view name, std::string_view value);
/// Every header and their number, right before they are sent.
base::Status checkHeaders(const std::vector<model::HttpHeader>& headers);

/// What a person may save with a webhook: as checkHeader, and not X-Webhook-* or webhook-*, which are our own.
base::Status checkCustomHeader(std::string_view name, std::string_view value);
base::Status checkCustomHeaders(const std::vector<model::HttpHeader>& headers);

/// RFC 9110 §5.6.2.
bool isToken(std::string_view text);
using model::sameHeaderName;

}  // namespace hookline::net
