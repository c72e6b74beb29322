#pragma once
#include <string>
#include <vector>

#include "core_api/core.h"
#include "platform/app_paths.h"

namespace hookline::core_api {

/// One thing that was looked at.
struct Finding {
  enum class Grade { kOk, kWarning, kProblem };
  std::string name;  ///< "disk": short, for programs too
  Grade grade = Grade::kOk;
  std::string text;  ///< what is so, as a sentence
  std::string help;  ///< what to do about it; empty when nothing is
};

/// "ok", "warning", "problem".
std::string_view toText(Finding::Grade grade);

/// Looks at a daemon that would be started with these options, or runs with them: nothing is changed, but that the lock of a folder without
/// an owner is held meanwhile. Blocks, with a large store for as long as reading it takes. Thread: any.
std::vector<Finding> examine(const CoreOptions& options, const platform::Environment& environment);

}  // namespace hookline::core_api
