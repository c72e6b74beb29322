#pragma once
#include <string_view>

#include "model/verdict.h"

namespace hookline::model::internal {

/// What one HTTP status says beyond its class. Empty parts: the class's own words stand.
struct StatusWords {
  int status = 0;
  ErrorClass errorClass = ErrorClass::kNone;
  std::string_view cause = {};
  std::string_view help = {};
};

/// The words of a status, as far as it stands for that class: a destination may read another class out of the same status, and
/// then the status's usual meaning would mislead.
const StatusWords& wordsOfStatus(ErrorClass errorClass, int status);

}  // namespace hookline::model::internal
