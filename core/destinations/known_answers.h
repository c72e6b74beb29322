#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "destinations/destination.h"

namespace hookline::destinations {

/// One error of a service and what it means for the delivery: a row of integrations.md §2.
struct KnownAnswer {
  int status;
  std::string_view code;  ///< the service's own word or number for it; empty: any code that has no row of its own
  model::Verdict verdict;
  model::ErrorClass errorClass;
  std::string_view says;   ///< what happened, one sentence for a person
  std::string_view helps;  ///< what they can do
  bool certain = false;    ///< as in Judgement
};

/// What the table says of an answer that carries the service's `code`. Nothing when no row is of its status and code, or when there is no
/// whole answer: then the common table decides. Told apart by both, since a proxy can answer anything.
std::optional<Judgement> judgeBy(std::span<const KnownAnswer> table, const model::HttpResult& result, std::string_view code);

inline bool isSuccess(int status) { return status >= 200 && status < 300; }
/// A whole answer whose status says success.
bool isSuccess(const model::HttpResult& result);

/// A judgement with its two sentences; refused credentials are refused for good.
Judgement judgementOf(model::Verdict verdict, model::ErrorClass errorClass, std::string says, std::string helps);

}  // namespace hookline::destinations
