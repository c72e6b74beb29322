#include "destinations/known_answers.h"

#include <algorithm>
#include <string>
#include <utility>

namespace hookline::destinations {

std::optional<Judgement> judgeBy(std::span<const KnownAnswer> table, const model::HttpResult& result, std::string_view code) {
  if (result.fault != model::NetFault::kNone || !result.status) return std::nullopt;
  const auto find = [&](std::string_view wanted) {
    return std::find_if(table.begin(), table.end(),
                        [&](const KnownAnswer& row) { return row.status == *result.status && row.code == wanted; });
  };
  auto known = find(code);
  if (known == table.end()) known = find({});
  if (known == table.end()) return std::nullopt;
  return Judgement{known->verdict, known->errorClass, std::nullopt, std::string(known->says), std::string(known->helps), known->certain};
}

bool isSuccess(const model::HttpResult& result) {
  return result.fault == model::NetFault::kNone && result.status && isSuccess(*result.status);
}

Judgement judgementOf(model::Verdict verdict, model::ErrorClass errorClass, std::string says, std::string helps) {
  Judgement made;
  made.verdict = verdict;
  made.errorClass = errorClass;
  made.says = std::move(says);
  made.helps = std::move(helps);
  made.certain = verdict == model::Verdict::kAuth;
  return made;
}

}  // namespace hookline::destinations
