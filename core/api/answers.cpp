#include "api/answers.h"

#include <cmath>

#include "base/time.h"

namespace hookline::api::internal {
namespace {

using base::Errc;

constexpr char kRetrySoonSeconds[] = "1";

}  // namespace

int statusOf(Errc code) {
  switch (code) {
    case Errc::kMalformed:
      return 400;
    case Errc::kUnauthorized:
      return 401;
    case Errc::kForbidden:
      return 403;
    case Errc::kNotFound:
      return 404;
    case Errc::kConflict:
    case Errc::kInUse:
      return 409;
    case Errc::kPrecondition:
      return 412;
    case Errc::kTooLarge:
      return 413;
    case Errc::kUnsupported:
      return 415;
    case Errc::kInvalid:
      return 422;
    case Errc::kBusy:
      return 429;
    case Errc::kNotImplemented:
      return 501;
    case Errc::kIo:
    case Errc::kUnavailable:
    case Errc::kCancelled:
    case Errc::kTimeout:
    case Errc::kLocked:
      return 503;
    case Errc::kFull:
      return 507;
    case Errc::kCorrupt:
    case Errc::kNewerVersion:
    case Errc::kInternal:
      return 500;
  }
  return 500;
}

std::string dump(const OrderedJson& value) { return value.dump(-1, ' ', false, OrderedJson::error_handler_t::replace); }

std::string dumpWithRaw(const OrderedJson& object, std::string_view name, std::string_view raw) {
  std::string text = dump(object);
  text.pop_back();
  if (!object.empty()) text.push_back(',');
  text.append("\"").append(name).append("\":").append(raw).append("}");
  return text;
}

Response textAnswer(int status, std::string json) {
  Response response;
  response.status = status;
  response.body = std::move(json);
  return response;
}

Response jsonAnswer(int status, const OrderedJson& body) { return textAnswer(status, dump(body)); }

Response emptyAnswer() {
  Response response;
  response.status = 204;
  response.contentType.clear();
  return response;
}

Response errorAnswer(const base::Error& error) {
  OrderedJson body{{"error", error.message}};
  if (!error.details.empty()) {
    auto& details = body["details"] = OrderedJson::array();
    for (const auto& detail : error.details) details.push_back({{"path", detail.path}, {"message", detail.message}});
  }
  const int status = statusOf(error.code);
  // What broke in the store, or got no answer, may have happened all the same.
  const bool unknown = error.outcomeUnknown || error.code == Errc::kIo || error.code == Errc::kCancelled || error.code == Errc::kTimeout;
  if (status == 503) body["outcomeUnknown"] = unknown;
  auto response = jsonAnswer(status, body);
  if (error.code == Errc::kUnauthorized) response.headers.push_back({"WWW-Authenticate", "Bearer"});
  if (error.code == Errc::kBusy) response.headers.push_back({"Retry-After", kRetrySoonSeconds});
  return response;
}

Response errorAnswer(int status, std::string_view sentence) { return jsonAnswer(status, {{"error", sentence}}); }

base::Error invalidField(std::string path, std::string message) {
  std::string sentence = path + " " + message;
  if (sentence.back() != '.') sentence.push_back('.');
  return {Errc::kInvalid, std::move(sentence), false, {{std::move(path), std::move(message)}}};
}

base::Error invalidQuery(std::string_view name, std::string message) {
  std::string sentence = "The query parameter " + std::string(name) + " " + message + ".";
  return {Errc::kInvalid, std::move(sentence), false, {{"?" + std::string(name), std::move(message)}}};
}

base::Error notFound(std::string sentence) { return {Errc::kNotFound, std::move(sentence), false, {}}; }

std::string arrayText(const std::vector<std::string>& items) {
  std::string text = "[";
  for (const auto& item : items) {
    if (text.size() > 1) text.push_back(',');
    text.append(item);
  }
  text.push_back(']');
  return text;
}

std::string listText(const std::vector<std::string>& items, const std::optional<std::string>& next) {
  return "{\"items\":" + arrayText(items) + ",\"next\":" + (next ? dump(*next) : "null") + "}";
}

OrderedJson timeOrNull(const std::optional<base::WallTime>& time) {
  return time ? OrderedJson(base::formatIso(*time)) : OrderedJson(nullptr);
}

double milliseconds(base::Micros time) { return std::round(static_cast<double>(time.count()) / 100.0) / 10.0; }

OrderedJson millisOrNull(const std::optional<base::Micros>& time) { return time ? OrderedJson(milliseconds(*time)) : OrderedJson(nullptr); }

}  // namespace hookline::api::internal
