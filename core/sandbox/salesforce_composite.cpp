#include "sandbox/salesforce_composite.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace hookline::sandbox {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::size_t kMostSubrequests = 25;
constexpr std::string_view kReferenceStart = "@{";

SalesforceOrg::Answer halted(std::string message) { return SalesforceOrg::error(400, "PROCESSING_HALTED", std::move(message)); }

class CompositeRun {
 public:
  CompositeRun(const ServiceRequest& outer, SalesforceOrg& org, const SalesforceRequestRunner& run) : outer_(outer), org_(org), run_(run) {}

  SalesforceOrg::Answer answer() {
    const auto body = json::parse(outer_.body, nullptr, false);
    const auto requests = body.is_object() ? body.value("compositeRequest", json()) : json();
    if (!requests.is_array() || requests.empty())
      return SalesforceOrg::error(400, "JSON_PARSER_ERROR", "A composite call needs an array compositeRequest");
    if (requests.size() > kMostSubrequests)
      return SalesforceOrg::error(400, "LIMIT_EXCEEDED", "The number of operations is over the limit of 25");
    for (const auto& request : requests)
      if (!isSubrequest(request))
        return SalesforceOrg::error(400, "INVALID_INPUT", "Each subrequest needs method, url and a referenceId of its own");
    const bool allOrNone = body.value("allOrNone", false);
    org_.transaction([&] { return runAll(requests, allOrNone); });
    return {200, {{"compositeResponse", responses()}}};
  }

 private:
  static constexpr std::string_view kRolledBack = "The transaction was rolled back since another operation in the same transaction failed.";

  bool isSubrequest(const json& request) {
    if (!request.is_object()) return false;
    for (const auto* name : {"method", "url", "referenceId"})
      if (!request.contains(name) || !request[name].is_string()) return false;
    return names_.emplace(request["referenceId"].get<std::string>(), true).second;
  }

  /// Whether what was written stays.
  bool runAll(const json& requests, bool allOrNone) {
    bool failed = false;
    for (const auto& request : requests) {
      const auto name = request["referenceId"].get<std::string>();
      auto answer = failed && allOrNone ? halted(std::string(kRolledBack)) : runOne(request);
      failed = failed || answer.isError();
      answers_.emplace_back(name, std::move(answer));
    }
    if (!failed || !allOrNone) return true;
    // What had gone well is undone, and says so.
    for (auto& [name, answer] : answers_)
      if (!answer.isError()) answer = halted(std::string(kRolledBack));
    return false;
  }

  SalesforceOrg::Answer runOne(const json& request) {
    fault_.clear();
    ServiceRequest one;
    one.method = request["method"].get<std::string>();
    one.at = outer_.at;
    one.base = outer_.base;
    const auto url = withValues(request["url"].get<std::string>());
    const auto question = std::min(url.find('?'), url.size());
    one.path = url.substr(0, question);
    one.query = url.substr(std::min(question + 1, url.size()));
    const auto headers = request.value("httpHeaders", json::object());
    for (const auto& [name, value] : headers.items())
      if (value.is_string()) one.headers.push_back({name, value.get<std::string>()});
    auto body = request.value("body", json());
    putValues(body);
    if (!body.is_null()) one.body = body.dump();
    return fault_.empty() ? run_(one) : halted(fault_);
  }

  void putValues(json& value) {
    if (value.is_string()) value = withValues(value.get<std::string>());
    if (value.is_structured())
      for (auto& entry : value) putValues(entry);
  }

  /// A text with each @{name.field} replaced.
  std::string withValues(std::string_view text) {
    std::string out;
    while (true) {
      const auto start = text.find(kReferenceStart);
      out += text.substr(0, start);
      if (start == std::string_view::npos) return out;
      const auto end = text.find('}', start);
      const auto reference = text.substr(start + kReferenceStart.size(), std::min(end, text.size()) - start - kReferenceStart.size());
      const auto value = end == std::string_view::npos ? std::nullopt : valueOf(reference);
      if (!value) {
        fault_ = "Invalid reference specified. No value for " + std::string(reference) + " found.";
        return {};
      }
      out += *value;
      text.remove_prefix(end + 1);
    }
  }

  /// Of "lead.id" or "found.records[0].Id".
  std::optional<std::string> valueOf(std::string_view reference) const {
    const auto dot = std::min(reference.find('.'), reference.size());
    const auto at = std::find_if(answers_.begin(), answers_.end(), [&](const auto& one) { return one.first == reference.substr(0, dot); });
    if (at == answers_.end() || at->second.isError()) return std::nullopt;
    const auto* value = &at->second.body;
    for (auto rest = reference.substr(std::min(dot + 1, reference.size())); !rest.empty();) {
      const auto name = rest.substr(0, rest.find_first_of(".["));
      if (!name.empty()) {
        const auto member = value->find(name);
        if (!value->is_object() || member == value->end()) return std::nullopt;
        value = &*member;
        rest.remove_prefix(name.size());
      } else if (rest.front() == '[') {
        std::size_t index = 0;
        const auto* const end = std::from_chars(rest.data() + 1, rest.data() + rest.size(), index).ptr;
        if (!value->is_array() || index >= value->size()) return std::nullopt;
        value = &(*value)[index];
        rest.remove_prefix(std::min(static_cast<std::size_t>(end - rest.data()) + 1, rest.size()));
      }
      if (rest.starts_with('.')) rest.remove_prefix(1);
    }
    if (value->is_structured()) return std::nullopt;
    return value->is_string() ? value->get<std::string>() : value->dump();
  }

  ordered_json responses() const {
    auto all = ordered_json::array();
    for (const auto& [name, answer] : answers_)
      all.push_back(
          {{"body", answer.body}, {"httpHeaders", ordered_json::object()}, {"httpStatusCode", answer.status}, {"referenceId", name}});
    return all;
  }

  const ServiceRequest& outer_;
  SalesforceOrg& org_;
  const SalesforceRequestRunner& run_;
  std::map<std::string, bool> names_;
  std::vector<std::pair<std::string, SalesforceOrg::Answer>> answers_;
  std::string fault_;
};

}  // namespace

SalesforceOrg::Answer runComposite(const ServiceRequest& request, SalesforceOrg& org, const SalesforceRequestRunner& run) {
  return CompositeRun(request, org, run).answer();
}

}  // namespace hookline::sandbox
