#include "sandbox/fault_script.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "sandbox/answers_by_name.h"

namespace hookline::sandbox {
namespace {

using nlohmann::json;

class FaultReader {
 public:
  explicit FaultReader(std::string_view service) : service_(service) {}

  base::Result<Fault> read(const json& input) {
    if (!input.is_object()) return base::fail(base::Errc::kInvalid, R"(A fault is an object such as {"match": "POST /", "status": 503}.)");
    for (const auto& [name, value] : input.items()) take(name, value);
    if (input.contains("answer"))
      for (const auto* name : {"status", "headers", "body"})
        if (input.contains(name)) error(name, "is said by answer already: leave one of them out");
    if (errors_.empty()) return std::move(fault_);
    return base::fail(base::Error{base::Errc::kInvalid,
                                  "The fault is not valid: " + errors_.front().path + " " + errors_.front().message + ".", false,
                                  std::move(errors_)});
  }

 private:
  void take(const std::string& name, const json& value) {
    if (name == "match") return match(value);
    if (name == "times") return whole(name, value, 1, Fault::kMaxTimes, [this](int number) { fault_.times = number; });
    if (name == "every") return whole(name, value, 1, Fault::kMaxTimes, [this](int number) { fault_.every = number; });
    if (name == "status") return whole(name, value, 200, 599, [this](int number) { fault_.status = number; });
    if (name == "delayMs")
      return whole(name, value, 0, static_cast<int>(Fault::kMaxDelay.count()), [this](int number) { fault_.delay = base::Millis{number}; });
    if (name == "headers") return headers(value);
    if (name == "body") return void(fault_.body = value.is_string() ? value.get<std::string>() : value.dump());
    if (name == "drop") return drop(value);
    if (name == "answer") return answer(value);
    error(name, "is not known: match, times, every, status, headers, body, answer, delayMs and drop are");
  }

  void match(const json& value) {
    if (!value.is_string()) return error("match", "must be text such as \"POST /crm/\"");
    const auto& text = value.get_ref<const std::string&>();
    const auto space = text.find(' ');
    if (text.starts_with('/')) return void(fault_.pathPrefix = text);
    fault_.method = text.substr(0, space);
    if (space != std::string::npos) fault_.pathPrefix = text.substr(space + 1);
  }

  template <typename Set>
  void whole(const std::string& name, const json& value, int least, int most, Set set) {
    const double number = value.is_number() ? value.get<double>() : std::nan("");
    if (!(number >= least && number <= most) || std::floor(number) != number)
      return error(name, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    set(static_cast<int>(number));
  }

  void headers(const json& value) {
    if (!value.is_object()) return error("headers", "must be an object of names and texts");
    for (const auto& [name, text] : value.items())
      if (text.is_string())
        fault_.headers.push_back({name, text.get<std::string>()});
      else
        error("headers/" + name, "must be text");
  }

  void answer(const json& value) {
    auto reply = answerByName(service_, value.is_string() ? value.get_ref<const std::string&>() : std::string());
    if (!reply) return error("answer", "must be one of " + answerNames(service_));
    fault_.status = reply->status;
    fault_.headers = std::move(reply->headers);
    fault_.body = std::move(reply->body);
  }

  void drop(const json& value) {
    const auto word = value.is_string() ? value.get<std::string>() : std::string();
    if (word == "none" || word == "before" || word == "after")
      fault_.drop = word == "none" ? Fault::Drop::kNone : word == "before" ? Fault::Drop::kBefore : Fault::Drop::kAfter;
    else
      error("drop", "must be none, before or after");
  }

  void error(const std::string& name, std::string message) { errors_.push_back({"/" + name, std::move(message)}); }

  const std::string_view service_;
  Fault fault_;
  std::vector<base::FieldError> errors_;
};

}  // namespace

base::Result<Fault> faultFromJson(const json& input, std::string_view service) { return FaultReader(service).read(input); }

base::Status FaultScript::add(Fault fault) {
  if (faults_.size() >= kMostFaults) return base::fail(base::Errc::kInvalid, "1000 faults wait already; DELETE /_sandbox forgets them.");
  faults_.push_back(std::move(fault));
  return {};
}

std::optional<Fault> FaultScript::take(const ServiceRequest& request) {
  const auto at = std::find_if(faults_.begin(), faults_.end(), [&request](Fault& fault) {
    const bool fits = (fault.method.empty() || fault.method == request.method) && request.path.starts_with(fault.pathPrefix);
    return fits && ++fault.seen % fault.every == 0;
  });
  if (at == faults_.end()) return std::nullopt;
  auto taken = *at;
  if (--at->times == 0) faults_.erase(at);
  return taken;
}

}  // namespace hookline::sandbox
