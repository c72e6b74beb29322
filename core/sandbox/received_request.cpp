#include "sandbox/received_request.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/encoding.h"
#include "model/header_names.h"

namespace hookline::sandbox {
namespace {

/// Whatever the other side sent, dumping it must not throw.
std::string asText(std::string_view bytes) { return base::isUtf8(bytes) ? std::string(bytes) : base::printable(bytes, bytes.size() * 4); }

bool isObjectOrArray(std::string_view body) {
  const auto first = body.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && (body[first] == '{' || body[first] == '[') && base::isUtf8(body) &&
         nlohmann::json::accept(body);
}

/// The body as it goes into the line. A line end of a JSON text stands between tokens, never inside a string.
std::string bodyJson(std::string_view body) {
  if (!isObjectOrArray(body)) return nlohmann::json(asText(body)).dump();
  std::string line(body);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return line;
}

}  // namespace

std::string SignatureVerdict::text() const {
  switch (state) {
    case State::kNotChecked:
      return "not checked";
    case State::kMissing:
      return "missing";
    case State::kVerified:
      return "verified";
    case State::kInvalid:
      return "invalid: " + reason;
  }
  return "not checked";
}

std::string_view ReceivedRequest::header(std::string_view name) const { return model::headerValue(headers, name); }

std::size_t ReceivedRequest::headerCount(std::string_view name) const {
  return static_cast<std::size_t>(
      std::count_if(headers.begin(), headers.end(), [&](const auto& one) { return model::sameHeaderName(one.name, name); }));
}

std::string ReceivedRequest::jsonLine() const {
  const auto orNull = [&](std::string_view name) {
    return headerCount(name) == 0 ? nlohmann::ordered_json() : nlohmann::ordered_json(asText(header(name)));
  };
  nlohmann::ordered_json line;
  line["at"] = base::formatIso(at);
  line["method"] = asText(method);
  line["path"] = asText(path);
  line["event"] = orNull("X-Webhook-Event");
  line["webhook-id"] = orNull("webhook-id");
  line["delivery"] = orNull("X-Webhook-Delivery");
  line["attempt"] = orNull("X-Webhook-Attempt");
  line["simulated"] = header("X-Webhook-Simulated") == "1";
  line["status"] = status ? nlohmann::ordered_json(*status) : nlohmann::ordered_json();
  if (!status) line["reset"] = true;
  line["signature"] = signature.text();
  line["schemes"] = {{"hookline", hookline.text()}, {"standard", standard.text()}};
  std::string text = line.dump();
  text.pop_back();
  return text + ",\"body\":" + bodyJson(body) + "}";
}

}  // namespace hookline::sandbox
