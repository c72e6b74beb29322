#pragma once
#include <deque>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "sandbox/service.h"

namespace hookline::sandbox {

/// One line of a fault script (interfaces.md §8).
struct Fault {
  enum class Drop { kNone, kBefore, kAfter };
  std::string method;         ///< empty: any
  std::string pathPrefix;     ///< below the service's base address; empty: any
  int times = 1;              ///< how many requests it is for
  int every = 1;              ///< of the requests that fit, each so-manieth
  int seen = 0;               ///< requests that fitted so far
  std::optional<int> status;  ///< answered instead of the service's own answer, without any effect
  std::vector<model::HttpHeader> headers;
  std::string body;
  base::Millis delay{};     ///< before the answer
  Drop drop = Drop::kNone;  ///< kAfter: the service does what it was asked, the connection is closed without an answer

  static constexpr int kMaxTimes = 1'000'000;
  static constexpr base::Millis kMaxDelay{600000};
};

/// `{match: "POST /crm/", times, every, status, headers, body, delayMs, drop}`; body an object or text. `answer` in place of status,
/// headers and body: one of the service's own by name (answers_by_name.h). Errors: kInvalid naming each field.
base::Result<Fault> faultFromJson(const nlohmann::json& input, std::string_view service);

/// The faults of one service, in the order in which they were given; the first that fits and whose turn it is is used up by one.
class FaultScript {
 public:
  static constexpr std::size_t kMostFaults = 1000;

  /// Errors: kInvalid when there are too many.
  base::Status add(Fault fault);
  std::optional<Fault> take(const ServiceRequest& request);
  void clear() { faults_.clear(); }

 private:
  std::deque<Fault> faults_;
};

}  // namespace hookline::sandbox
