#include "net/server_response_head.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/ascii.h"
#include "net/reason_phrase.h"
#include "net/server_head_scanner.h"

namespace hookline::net::internal {
namespace {

bool isOwn(std::string_view name) {
  for (const std::string_view own : {"Content-Length", "Connection", "Date", "Transfer-Encoding", "Keep-Alive"}) {
    if (base::sameIgnoringCase(name, own)) return true;
  }
  return false;
}

bool isSafe(const model::HttpHeader& header) {
  if (header.value.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos || header.name.empty()) return false;
  return std::all_of(header.name.begin(), header.name.end(), [](char c) { return c > ' ' && c < 0x7f && c != ':'; });
}

void appendHeader(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

std::string_view DateValue::at(std::chrono::system_clock::time_point now) {
  const auto second = std::chrono::floor<std::chrono::seconds>(now);
  if (!text_.empty() && second == second_) return text_;
  second_ = second;
  const auto day = std::chrono::floor<std::chrono::days>(second);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(second - day);
  static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  char text[64];
  std::snprintf(text, sizeof text, "%s, %02u %s %04d %02d:%02d:%02d GMT", kDays[std::chrono::weekday(day).c_encoding()],
                static_cast<unsigned>(date.day()), kMonths[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
  text_ = text;
  return text_;
}

bool isBodiless(int status) { return status < 200 || status == 204 || status == 304; }

std::size_t appendResponseHead(std::string& out, const ServerResponse& response, const ResponseHeadParts& parts) {
  out.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ").append(reasonPhrase(response.status)).append("\r\n");
  appendHeader(out, "Date", parts.date);
  if (!parts.serverName.empty()) appendHeader(out, "Server", parts.serverName);
  if (parts.framing == BodyFraming::kChunked) appendHeader(out, "Transfer-Encoding", "chunked");
  if (parts.framing == BodyFraming::kLength && !isBodiless(response.status)) {
    appendHeader(out, "Content-Length", std::to_string(response.body.size()));
  }
  if (!parts.keepAlive) {
    appendHeader(out, "Connection", "close");
  } else if (!parts.http11) {
    appendHeader(out, "Connection", "keep-alive");
  }
  std::size_t leftOut = 0;
  for (const auto& header : response.headers) {
    if (isOwn(header.name)) continue;
    if (isSafe(header)) {
      appendHeader(out, header.name, header.value);
    } else {
      ++leftOut;
    }
  }
  out.append("\r\n");
  return leftOut;
}

ServerResponse errorResponse(int status, std::string_view sentence) {
  ServerResponse response;
  response.status = status;
  response.headers.push_back({"Content-Type", "application/json"});
  response.body = nlohmann::json{{"error", sentence}}.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return response;
}

}  // namespace hookline::net::internal
