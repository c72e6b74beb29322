#include "core_api/call_fault.h"

#include <nlohmann/json.hpp>
#include <string>

#include "base/encoding.h"

namespace hookline::core_api::internal {
namespace {

using base::Errc;
using model::NetFault;

constexpr std::size_t kShownBytes = 200;

bool wasWritten(NetFault fault) {
  return fault == NetFault::kResetAfterWrite || fault == NetFault::kTimeoutAfterWrite || fault == NetFault::kBrokenAnswer;
}

std::string memberText(const nlohmann::json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

base::Error faultOf(const model::HttpResult& result, std::string_view origin) {
  const std::string at(origin);
  const std::string technical = " (" + base::printable(result.faultText) + ")";
  base::Error error{Errc::kIo, "The call to " + at + " failed" + technical + ".", wasWritten(result.fault), {}};
  switch (result.fault) {
    case NetFault::kRefused:
      error.code = Errc::kUnavailable;
      error.message = "No daemon answers at " + at + ". Start it with `hooklined serve`, or check the address.";
      break;
    case NetFault::kNoSuchName:
      error.code = Errc::kUnavailable;
      error.message = "The host of " + at + " does not exist. Check the address.";
      break;
    case NetFault::kResolverDown:
    case NetFault::kNoRoute:
      error.code = Errc::kUnavailable;
      error.message = "There is no way to " + at + " from here" + technical + ". Check this machine's network.";
      break;
    case NetFault::kConnectTimeout:
    case NetFault::kTlsTimeout:
    case NetFault::kTimeoutAfterWrite:
      error.code = Errc::kTimeout;
      error.message = at + " did not answer in time. Check that a Hookline daemon listens there and is not stopped.";
      break;
    case NetFault::kCertificateExpired:
    case NetFault::kCertificateWrongHost:
    case NetFault::kCertificateUntrusted:
      error.message = "The certificate of " + at + " cannot be trusted" + technical + ". Use the name that it was issued for, and an " +
                      "authority that this machine knows.";
      break;
    case NetFault::kTlsOther:
      error.message = "No TLS connection to " + at + technical + ". Check whether the daemon there serves https:// or http://.";
      break;
    case NetFault::kBrokenAnswer:
      error.message = "What listens at " + at + " does not speak HTTP as a Hookline daemon does" + technical + ". Check the address.";
      break;
    case NetFault::kPlainHttp:
      error.code = Errc::kForbidden;
      error.message = "http:// to another machine would show the token to everyone on the way. Use https:// in " + at + ".";
      break;
    case NetFault::kForbiddenAddress:
      error.code = Errc::kForbidden;
      error.message = at + " is not called: " + result.faultText;
      break;
    case NetFault::kBadUrl:
      error.code = Errc::kInvalid;
      error.message = result.faultText;
      break;
    default:
      break;
  }
  return error;
}

base::Error refusalOf(int status, std::string_view body, std::string_view origin) {
  base::Error error{api::errcOf(status).value_or(Errc::kIo), {}, false, {}};
  const auto read = nlohmann::json::parse(body, nullptr, false);
  if (read.is_object()) {
    error.message = base::printable(memberText(read, "error"), 1024);
    const auto unknown = read.find("outcomeUnknown");
    error.outcomeUnknown = unknown != read.end() && unknown->is_boolean() && unknown->get<bool>();
    if (const auto details = read.find("details"); details != read.end() && details->is_array()) {
      for (const auto& one : *details)
        if (one.is_object()) error.details.push_back({memberText(one, "path"), base::printable(memberText(one, "message"), 1024)});
    }
  }
  if (error.message.empty())
    error.message = "The answer of " + std::string(origin) + " is not a Hookline daemon's: status " + std::to_string(status) + ", " +
                    (body.empty() ? "no body" : base::printable(body, kShownBytes));
  while (error.message.ends_with('.')) error.message.pop_back();
  for (const auto& detail : error.details)
    if (error.message.find(detail.message) == std::string::npos)
      error.message += (detail.path.empty() ? "; " : "; " + detail.path + " ") + detail.message;
  error.message += '.';
  if (status == 401) error.message += " Give the token of a running daemon, such as the file admin.token of its data folder.";
  if (status == 403) error.message += " Use a token of a higher role.";
  return error;
}

std::string callUrl(std::string_view base, std::string_view target) {
  while (base.ends_with('/')) base.remove_suffix(1);
  return std::string(base) + std::string(target);
}

}  // namespace hookline::core_api::internal
