#include "destinations/discord_markdown.h"

#include <cstddef>
#include <utility>

namespace hookline::destinations {
namespace {

/// Signs that can begin markup anywhere.
constexpr std::string_view kAnywhere = "\\*`~|<[]()";
/// Signs that make a quotation, a heading or a list of the line that they begin.
constexpr std::string_view kAtLineStart = ">#-+";

/// An invisible character between "@" and the name behind it.
constexpr std::string_view kBreak = "\u200b";

bool isWordByte(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80U;
}

class Escaper {
 public:
  explicit Escaper(std::string_view text) : text_(text) {}

  std::string escape() {
    bool lineStart = true;
    for (at_ = 0; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      const bool begins = lineStart && kAtLineStart.find(c) != std::string_view::npos;
      if (begins || kAnywhere.find(c) != std::string_view::npos || (c == '_' && !isLoneInsideWord())) out_ += '\\';
      out_ += c;
      if (c == '@' && !isInsideAddress()) out_ += kBreak;
      lineStart = c == '\n' || (lineStart && (c == ' ' || c == '\t'));
    }
    return std::move(out_);
  }

 private:
  char before() const { return at_ > 0 ? text_[at_ - 1] : ' '; }
  char after() const { return at_ + 1 < text_.size() ? text_[at_ + 1] : ' '; }

  /// "snake_case": Discord makes nothing of it, but of two in a row it does.
  bool isLoneInsideWord() const { return isWordByte(before()) && isWordByte(after()); }

  /// "jo@example.com" can mention nobody, "jo@here" can.
  bool isInsideAddress() const {
    const auto rest = text_.substr(at_ + 1);
    return isWordByte(before()) && isWordByte(after()) && !rest.starts_with("everyone") && !rest.starts_with("here");
  }

  const std::string_view text_;
  std::size_t at_ = 0;
  std::string out_;
};

/// Inside code nothing is markup, and nothing can be escaped, but the sign that ends it: a look-alike takes its place.
std::string code(std::string_view text) {
  std::string out = "`";
  for (const char c : text) {
    if (c == '`')
      out += "\u02cb";
    else
      out += c;
  }
  return out + "`";
}

}  // namespace

std::string discordMarkdown(const RichText& text) {
  static const Writing kWriting{discordEscaped, "**", "**", "_", "_", {}, {}};
  std::string out;
  for (const auto& span : text) out += span.code && !span.text.empty() ? code(span.text) : written({span}, kWriting);
  return out;
}

std::string discordEscaped(std::string_view text) { return Escaper(text).escape(); }

std::string discordAddress(std::string_view url) {
  std::string out;
  for (const char c : url) {
    // A bracket would end the address early.
    if (c == '(')
      out += "%28";
    else if (c == ')')
      out += "%29";
    else
      out += c;
  }
  return out;
}

}  // namespace hookline::destinations
