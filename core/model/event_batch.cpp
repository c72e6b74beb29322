#include <string>

#include "base/encoding.h"
#include "model/event.h"
#include "model/faults.h"

namespace hookline::model {
namespace {

/// Finds the elements of `{"events": [ … ]}` without reading them: each is judged by parseEvent later, so here only strings and
/// brackets matter. One pass, no recursion.
class BatchSplitter {
 public:
  BatchSplitter(std::string_view text, std::size_t most) : text_(text), most_(most) {}

  base::Result<std::vector<std::string_view>> split() {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    skipBlanks();
    if (at_ == text_.size()) return base::fail(base::Errc::kMalformed, "The batch is empty: send {\"events\": [ … ]}.");
    if (peek() != '{') return wrongShape();
    ++at_;
    skipBlanks();
    if (peek() == '}') return invalid("/events", "is required");
    while (true) {
      if (auto member = readMember(); !member) return base::fail(member.error());
      skipBlanks();
      if (peek() == ',') {
        ++at_;
        skipBlanks();
        continue;
      }
      if (peek() != '}') return broken("a comma or the closing brace is missing");
      ++at_;
      break;
    }
    skipBlanks();
    if (at_ != text_.size()) return broken("there is more text after the end of the batch");
    if (elements_.empty()) return invalid("/events", countRule());
    return std::move(elements_);
  }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  void skipBlanks() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) ++at_;
  }

  std::string countRule() const { return "must hold 1 to " + std::to_string(most_) + " events"; }

  tl::unexpected<base::Error> broken(std::string_view what) const {
    return base::fail(base::Errc::kMalformed,
                      "The batch cannot be read as JSON at " + internal::placeOf(text_, at_) + ": " + std::string(what) + ".");
  }
  static tl::unexpected<base::Error> invalid(std::string path, std::string message) {
    return base::fail(internal::invalid("The batch", {{std::move(path), std::move(message)}}));
  }
  static tl::unexpected<base::Error> wrongShape() {
    return base::fail(base::Errc::kInvalid, "A batch must be a JSON object such as {\"events\": [ … ]}.");
  }

  /// From the opening quote to behind the closing one.
  bool skipString() {
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\\')
        ++at_;
      else if (text_[at_] == '"')
        return ++at_, true;
    }
    at_ = text_.size();
    return false;
  }

  base::Status readMember() {
    if (peek() != '"') return broken("a name in double quotes is expected");
    const std::size_t begin = at_ + 1;
    if (!skipString()) return broken("a quote is still open");
    const auto name = text_.substr(begin, at_ - 1 - begin);
    if (name != "events") return invalid("/" + internal::pointerPart(name), "is not a field of a batch, which holds events alone");
    if (seen_) return invalid("/events", "occurs twice: send one list");
    seen_ = true;
    skipBlanks();
    if (peek() != ':') return broken("a colon is missing");
    ++at_;
    skipBlanks();
    if (peek() != '[') return invalid("/events", "must be a list");
    ++at_;
    return readElements();
  }

  base::Status readElements() {
    skipBlanks();
    if (peek() == ']') return ++at_, base::Status{};
    while (true) {
      if (elements_.size() == most_) return invalid("/events", countRule());
      if (peek() != '{') {
        if (at_ == text_.size()) return broken("it ends too early");
        if (peek() == ']' || peek() == ',') return broken("there is a comma too many");
        return invalid("/events/" + std::to_string(elements_.size()), "must be an object");
      }
      const std::size_t begin = at_;
      if (!skipObject()) return broken("it ends too early");
      elements_.push_back(text_.substr(begin, at_ - begin));
      skipBlanks();
      if (peek() == ']') return ++at_, base::Status{};
      if (peek() != ',') return broken(at_ == text_.size() ? "it ends too early" : "a comma between events is missing");
      ++at_;
      skipBlanks();
    }
  }

  /// From the opening brace to behind the bracket that balances it. Which kind of bracket it is, parseEvent sees.
  bool skipObject() {
    std::size_t depth = 0;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"') {
        if (!skipString()) return false;
        continue;
      }
      ++at_;
      if (c == '{' || c == '[') ++depth;
      if ((c == '}' || c == ']') && --depth == 0) return true;
    }
    return false;
  }

  // constant after construction
  const std::string_view text_;
  const std::size_t most_;

  std::size_t at_ = 0;
  bool seen_ = false;
  std::vector<std::string_view> elements_;
};

}  // namespace

base::Result<std::vector<std::string_view>> splitBatch(std::string_view text, std::size_t most) {
  return BatchSplitter(text, most).split();
}

}  // namespace hookline::model
