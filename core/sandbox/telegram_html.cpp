#include "sandbox/telegram_html.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "sandbox/service.h"

namespace hookline::sandbox::internal {
namespace {

constexpr auto kTags = std::to_array<std::string_view>(
    {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "tg-spoiler", "a", "code", "pre", "blockquote"});

/// Reads the HTML of the Bot API: what is left is the text that people see.
class HtmlReader {
 public:
  explicit HtmlReader(std::string_view source) : source_(source) {}

  /// False: fault() says what the service finds wrong.
  bool read() {
    while (at_ < source_.size()) {
      const char c = source_[at_];
      if (c == '<' ? !tag() : !character(c)) return false;
    }
    if (open_.empty()) return true;
    return refuse("Can't find end tag corresponding to start tag \"" + open_.back() + "\"");
  }
  const std::string& text() const { return text_; }
  const std::string& fault() const { return fault_; }

 private:
  bool refuse(std::string fault) {
    fault_ = std::move(fault);
    return false;
  }

  bool character(char c) {
    static constexpr std::array<std::pair<std::string_view, char>, 4> kEntities{
        {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}}};
    for (const auto& [entity, meaning] : kEntities) {
      if (!source_.substr(at_).starts_with(entity)) continue;
      text_ += meaning;
      at_ += entity.size();
      return true;
    }
    text_ += c;
    ++at_;
    return true;
  }

  bool tag() {
    const auto begin = at_;
    const auto end = source_.find('>', begin);
    const auto where = " at byte offset " + std::to_string(begin);
    if (end == std::string_view::npos) return refuse("Unclosed start tag" + where);
    const auto inside = source_.substr(begin + 1, end - begin - 1);
    at_ = end + 1;
    if (inside.starts_with('/')) {
      const auto name = base::lowered(inside.substr(1));
      if (open_.empty()) return refuse("Unexpected end tag" + where);
      if (name != open_.back())
        return refuse("Unmatched end tag" + where + ", expected \"</" + open_.back() + ">\", found \"</" + name + ">\"");
      open_.pop_back();
      return true;
    }
    auto name = base::lowered(inside.substr(0, inside.find_first_of(" \n\t")));
    if (std::find(kTags.begin(), kTags.end(), name) == kTags.end()) return refuse("Unsupported start tag \"" + name + "\"" + where);
    open_.push_back(std::move(name));
    return true;
  }

  const std::string_view source_;
  std::size_t at_ = 0;
  std::string text_;
  std::string fault_;
  std::vector<std::string> open_;
};

}  // namespace

TelegramText readTelegramHtml(std::string_view source) {
  HtmlReader reader(source);
  if (!reader.read()) return {{}, reader.fault()};
  return {reader.text(), {}};
}

}  // namespace hookline::sandbox::internal
