#include "model/text_pattern.h"

#include <re2/re2.h>

#include <string>

#include "base/encoding.h"

namespace hookline::model::internal {

base::Result<TextPattern> TextPattern::compile(std::string_view expression) {
  if (expression.empty() || expression.size() > kMaxPatternBytes)
    return base::fail(base::Errc::kInvalid, "must be a regular expression of 1 to 1024 bytes");
  RE2::Options options;
  options.set_max_mem(kMemoryBytes);
  options.set_log_errors(false);
  auto compiled = std::make_shared<const re2::RE2>(re2::StringPiece(expression.data(), expression.size()), options);
  if (!compiled->ok())
    return base::fail(base::Errc::kInvalid, "is no regular expression that RE2 takes: " + base::printable(compiled->error()));
  if (compiled->ProgramSize() > kMaxInstructions)
    return base::fail(base::Errc::kInvalid, "is too large when its repetitions are written out: use smaller ones");
  return TextPattern(std::move(compiled));
}

bool TextPattern::isFoundIn(std::string_view text) const {
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *expression_);
}

}  // namespace hookline::model::internal
