#include "net/response_reader.h"

#include <utility>

#include "net/header_rules.h"

namespace hookline::net::internal {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kWhite = " \t\r\n";
  const auto first = text.find_first_not_of(kWhite);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kWhite) - first + 1);
}

}  // namespace

void ResponseReader::reset() {
  status_ = 0;
  headComplete_ = false;
  truncated_ = false;
  headBytes_ = 0;
  headers_.clear();
  body_.clear();
  problem_.clear();
}

bool ResponseReader::headerLine(std::string_view line) {
  headBytes_ += line.size();
  if (headBytes_ > kMaxHeadBytes) {
    problem_ = "the head of the answer is longer than 64 KiB";
    return false;
  }
  if (headComplete_) return true;  // trailers
  if (line.starts_with("HTTP/")) return statusLine(line);
  if (trimmed(line).empty()) {
    headComplete_ = status_ >= 200;
    if (!headComplete_) status_ = 0;  // an interim answer is over, the next begins
    return true;
  }
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return true;
  if (headers_.size() == kMaxHeaders) {
    problem_ = "the answer has more than 100 headers";
    return false;
  }
  headers_.push_back({std::string(trimmed(line.substr(0, colon))), std::string(trimmed(line.substr(colon + 1)))});
  return isOnlyLength(headers_.back());
}

bool ResponseReader::isOnlyLength(const model::HttpHeader& header) {
  if (!sameHeaderName(header.name, "content-length")) return true;
  for (const auto& other : headers_) {
    if (!sameHeaderName(other.name, header.name) || other.value == header.value) continue;
    problem_ = "the answer has two different lengths";
    return false;
  }
  return true;
}

bool ResponseReader::statusLine(std::string_view line) {
  if (status_ != 0) {
    problem_ = "the answer has a second status line within its head";
    return false;
  }
  headers_.clear();
  status_ = 0;
  // "HTTP/1.1 200 OK"; libcurl has refused what is no status line.
  const auto space = line.find(' ');
  if (space != std::string_view::npos) {
    for (const char c : line.substr(space + 1, 3)) status_ = c >= '0' && c <= '9' ? status_ * 10 + (c - '0') : 0;
  }
  if (status_ < 100) {
    problem_ = "the answer has no readable status";
    return false;
  }
  if (status_ == 101) {
    problem_ = "the answer switches to another protocol, which was not asked for";
    return false;
  }
  return true;
}

bool ResponseReader::bodyPiece(std::string_view piece) {
  const auto room = bodyLimitBytes_ - body_.size();
  body_.append(piece.substr(0, room));
  truncated_ = piece.size() > room;
  return !truncated_;
}

void ResponseReader::moveInto(model::HttpResult& result) {
  if (headComplete_) {
    result.status = status_;
    result.headers = std::exchange(headers_, {});
  }
  result.body = std::exchange(body_, {});
  result.bodyTruncated = truncated_;
}

}  // namespace hookline::net::internal
