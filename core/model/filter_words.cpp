// What a condition wants and what it met, in words.
#include "base/encoding.h"
#include "model/filter_condition.h"

namespace hookline::model::internal {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxShownCharacters = 80;

std::string cut(const std::string& text) {
  std::size_t end = 0;
  std::size_t characters = 0;
  for (; end < text.size(); ++end) {
    const bool continues = (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U;
    if (!continues && characters++ == kMaxShownCharacters) break;
  }
  return base::printable(text, end);
}

std::string shown(const json& value) {
  if (!value.is_string()) return cut(value.dump(-1, ' ', false, json::error_handler_t::replace));
  const auto& text = value.get_ref<const std::string&>();
  return text.empty() ? "an empty text" : cut(text);
}

std::string listed(const json& values) {
  std::string text;
  for (std::size_t i = 0; i < values.size() && text.size() < 4 * kMaxShownCharacters; ++i) {
    if (i > 0) text += i + 1 == values.size() ? " or " : ", ";
    text += shown(values[i]);
  }
  return cut(text);
}

std::string wish(const FilterCondition& condition) {
  switch (condition.op) {
    case FilterOp::kEq:
      return "to be " + shown(*condition.value);
    case FilterOp::kNe:
      return "to be other than " + shown(*condition.value);
    case FilterOp::kIn:
      return "to be " + listed(*condition.value);
    case FilterOp::kContains:
      return "to contain " + shown(*condition.value);
    case FilterOp::kGt:
      return (condition.time ? "to be later than " : "to be more than ") + shown(*condition.value);
    case FilterOp::kLt:
      return (condition.time ? "to be earlier than " : "to be less than ") + shown(*condition.value);
    case FilterOp::kExists:
      return condition.wantsAbsence() ? "not to be there" : "to be there";
    case FilterOp::kMatches:
      return "to match " + shown(*condition.value);
  }
  return {};
}

/// Whether what was met would read like what is wanted, as the text "5" does beside the number 5.
bool needsItsKind(const FilterCondition& condition, const json& found) {
  if (condition.op == FilterOp::kExists || found.is_structured()) return false;
  if (condition.op == FilterOp::kIn) {
    for (const auto& one : *condition.value)
      if (one.type() != found.type() && shown(one) == shown(found)) return true;
    return false;
  }
  const bool wantsText = condition.op == FilterOp::kMatches || condition.value->is_string();
  return found.is_string() != wantsText && (found.is_string() || found.is_number());
}

std::string met(const FilterCondition& condition, const json& found) {
  if (!needsItsKind(condition, found)) return shown(found);
  return (found.is_string() ? "the text " : "the value ") + shown(found);
}

}  // namespace

std::string describeFailure(const FilterCondition& condition, const json* found) {
  return "wants " + base::printable(condition.path, condition.path.size()) + " " + wish(condition) + "; this event has " +
         (found ? met(condition, *found) : "none");
}

}  // namespace hookline::model::internal
