#include "destinations/known_answers.h"

#include <algorithm>
#include <string>

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

}  // namespace hookline::destinations
