#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace re2 {
class RE2;
}

namespace hookline::model::internal {

/// A regular expression of RE2 that is looked for anywhere in a text. Searching takes time in proportion to the text and never goes back
/// in it; the compiled form and its states stay within kMemoryBytes. Copies share the compiled form. Thread: any. Private to the room.
class TextPattern {
 public:
  static constexpr std::size_t kMaxPatternBytes = 1024;
  /// A slow pattern costs its instructions for each byte of the text: with these, a text of 1 MiB is searched in seconds at worst.
  static constexpr int kMaxInstructions = 1500;
  static constexpr std::int64_t kMemoryBytes = 1024 * 1024;

  /// Errors: kInvalid, with what is wrong in words that go on after the name of the field.
  static base::Result<TextPattern> compile(std::string_view expression);

  bool isFoundIn(std::string_view text) const;

 private:
  explicit TextPattern(std::shared_ptr<const re2::RE2> expression) : expression_(std::move(expression)) {}

  std::shared_ptr<const re2::RE2> expression_;  // never null
};

}  // namespace hookline::model::internal
