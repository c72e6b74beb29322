// How a filter is read, and what is refused of it.
#include <algorithm>

#include "model/event_filter.h"
#include "model/filter_condition.h"

namespace hookline::model::internal {
namespace {

using nlohmann::json;

constexpr const char* kOpWords = "must be eq, ne, in, contains, gt, lt, exists or matches";

bool isPlain(const json& value) { return value.is_string() || value.is_number() || value.is_boolean() || value.is_null(); }

bool fits(const json& value) { return !value.is_string() || value.get_ref<const std::string&>().size() <= EventFilter::kMaxValueBytes; }

/// Empty: `path` is one.
std::string pathFault(const std::string& path) {
  if (path.empty() || path.size() > EventFilter::kMaxPathBytes) return "must be a path of 1 to 256 bytes such as data.source";
  if (path.front() == '.' || path.back() == '.' || path.find("..") != std::string::npos)
    return "must be names with single dots between them, such as data.source";
  if (static_cast<std::size_t>(std::count(path.begin(), path.end(), '.')) >= EventFilter::kMaxPathParts)
    return "must not have more than 16 parts";
  return {};
}

std::vector<std::string> partsOf(std::string_view path) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from <= path.size();) {
    const auto dot = std::min(path.find('.', from), path.size());
    parts.emplace_back(path.substr(from, dot - from));
    from = dot + 1;
  }
  return parts;
}

/// What is wrong with the value of eq, ne or contains; empty: nothing.
std::string plainFault(const json& value, FilterOp op) {
  if (!isPlain(value))
    return op == FilterOp::kIn ? "must be text, a number, true, false or null"
                               : "must be text, a number, true, false or null; for one of several values use in";
  if (!fits(value)) return "must not be longer than 4 KiB";
  if (op == FilterOp::kContains && value == json("")) return "must not be empty: every text contains the empty one";
  return {};
}

std::string listFault(const json& value) {
  if (!value.is_array() || value.empty() || value.size() > EventFilter::kMaxListed)
    return "must be a list of 1 to 100 values, such as [\"website\", \"partner\"]";
  return {};
}

std::string takeOrdered(const json& value, FilterCondition& condition) {
  if (value.is_number()) return {};
  if (value.is_string()) condition.time = base::parseIso(value.get_ref<const std::string&>());
  if (condition.time) return {};
  return "must be a number, or a time with its zone such as 2026-11-23T20:00:00Z: other texts have no above and below";
}

std::string takePattern(const json& value, FilterCondition& condition) {
  if (!value.is_string()) return "must be a regular expression as text";
  auto pattern = TextPattern::compile(value.get_ref<const std::string&>());
  if (!pattern) return pattern.error().message;
  condition.pattern = std::move(*pattern);
  return {};
}

/// What is wrong with the value for the condition's op; empty: nothing, and the condition is ready.
std::string takeValue(const json& value, FilterCondition& condition) {
  switch (condition.op) {
    case FilterOp::kEq:
    case FilterOp::kNe:
    case FilterOp::kContains:
      return plainFault(value, condition.op);
    case FilterOp::kIn:
      return listFault(value);
    case FilterOp::kGt:
    case FilterOp::kLt:
      return takeOrdered(value, condition);
    case FilterOp::kExists:
      return value.is_boolean() ? std::string() : "must be true or false";
    case FilterOp::kMatches:
      return takePattern(value, condition);
  }
  return {};
}

/// Reads one element of `all`.
class ConditionReader {
 public:
  ConditionReader(std::string pointer, Faults& faults) : pointer_(std::move(pointer)), faults_(faults) {}

  FilterCondition read(const json& input) {
    if (!input.is_object()) {
      faults_.push_back({pointer_, R"(must be an object such as {"path": "data.source", "op": "eq", "value": "website"})"});
      return std::move(condition_);
    }
    for (const auto& [name, ignored] : input.items())
      if (name != "path" && name != "op" && name != "value") fault(name, "is no field of a condition: it has path, op and value");
    readPath(input);
    readOp(input);
    return std::move(condition_);
  }

 private:
  void fault(std::string_view member, std::string message) {
    faults_.push_back({pointer_ + "/" + pointerPart(member), std::move(message)});
  }

  void readPath(const json& input) {
    const auto at = input.find("path");
    if (at == input.end()) return fault("path", "is required, for example data.source");
    if (!at->is_string()) return fault("path", "must be text such as data.source");
    condition_.path = at->get<std::string>();
    if (auto wrong = pathFault(condition_.path); !wrong.empty()) return fault("path", std::move(wrong));
    condition_.parts = partsOf(condition_.path);
  }

  void readOp(const json& input) {
    const auto at = input.find("op");
    if (at == input.end()) return fault("op", std::string("is required: it ") + kOpWords);
    const auto op = at->is_string() ? parseFilterOp(at->get_ref<const std::string&>()) : std::nullopt;
    if (!op) return fault("op", kOpWords);
    condition_.op = *op;
    readValue(input);
  }

  void readValue(const json& input) {
    const auto at = input.find("value");
    if (at == input.end()) {
      if (condition_.op != FilterOp::kExists) fault("value", "is required");
      return;
    }
    if (auto wrong = takeValue(*at, condition_); !wrong.empty()) return fault("value", std::move(wrong));
    if (condition_.op == FilterOp::kIn) {
      for (std::size_t i = 0; i < at->size(); ++i)
        if (auto wrong = plainFault((*at)[i], FilterOp::kIn); !wrong.empty())
          faults_.push_back({pointer_ + "/value/" + std::to_string(i), std::move(wrong)});
    }
    condition_.value = *at;
  }

  const std::string pointer_;
  Faults& faults_;
  FilterCondition condition_;
};

/// The only values that pass the condition; nullopt: not so few that they are listed.
std::optional<std::vector<json>> onlyValues(const FilterCondition& condition) {
  if (condition.op == FilterOp::kEq) return std::vector<json>{*condition.value};
  if (condition.op == FilterOp::kIn) return condition.value->get<std::vector<json>>();
  return std::nullopt;
}

bool isOrder(const FilterCondition& condition) { return condition.op == FilterOp::kGt || condition.op == FilterOp::kLt; }

/// False only when it is certain that nothing passes both.
bool canHoldTogether(const FilterCondition& a, const FilterCondition& b) {
  if (a.wantsAbsence()) return b.holdsFor(nullptr);
  if (b.wantsAbsence()) return a.holdsFor(nullptr);
  const auto none = [](const std::vector<json>& values, const FilterCondition& other) {
    return std::none_of(values.begin(), values.end(), [&other](const json& value) { return other.holdsFor(&value); });
  };
  if (const auto values = onlyValues(a); values && none(*values, b)) return false;
  if (const auto values = onlyValues(b); values && none(*values, a)) return false;
  if (!isOrder(a) || !isOrder(b)) return true;
  if (a.time.has_value() != b.time.has_value()) return false;
  if (a.op == b.op) return true;
  // Between the two there has to be room: what is above the one is not the other or above it.
  const auto& above = a.op == FilterOp::kGt ? a : b;
  const auto& below = a.op == FilterOp::kGt ? b : a;
  return below.holdsFor(&*above.value);
}

}  // namespace

std::vector<FilterCondition> readConditions(const json& input, Faults& faults) {
  std::vector<FilterCondition> conditions;
  if (!input.is_object()) {
    faults.push_back({"/filter", R"(must be an object such as {"all": [{"path": "data.source", "op": "eq", "value": "website"}]})"});
    return conditions;
  }
  for (const auto& [name, ignored] : input.items())
    if (name != "all") faults.push_back({"/filter/" + pointerPart(name), "is no field of a filter: put its conditions into all"});
  const auto all = input.find("all");
  if (all == input.end() || all->is_null()) return conditions;
  if (!all->is_array() || all->size() > EventFilter::kMaxConditions) {
    faults.push_back({"/filter/all", "must be a list of at most 20 conditions"});
    return conditions;
  }
  for (std::size_t i = 0; i < all->size(); ++i)
    conditions.push_back(ConditionReader("/filter/all/" + std::to_string(i), faults).read((*all)[i]));
  return conditions;
}

void findContradictions(const std::vector<FilterCondition>& conditions, Faults& faults) {
  for (std::size_t k = 1; k < conditions.size(); ++k) {
    for (std::size_t i = 0; i < k; ++i) {
      if (conditions[i].path != conditions[k].path || canHoldTogether(conditions[i], conditions[k])) continue;
      faults.push_back({"/filter/all/" + std::to_string(k),
                        "contradicts /filter/all/" + std::to_string(i) + ": no event meets both. Remove one of them"});
      break;
    }
  }
}

}  // namespace hookline::model::internal
