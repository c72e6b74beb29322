#include "destinations/rich_text.h"

#include <optional>
#include <utility>

namespace hookline::destinations {
namespace {

bool isContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// Bytes of the character that begins here.
std::size_t characterAt(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && isContinuation(text[end])) ++end;
  return end - at;
}

/// Characters beyond the first 65,536 take two UTF-16 units and four UTF-8 bytes.
std::size_t unitsOf(std::size_t bytes, Count count) { return count == Count::kUtf16 && bytes == 4 ? 2 : 1; }

/// The longest prefix of at most `most`, in bytes.
std::size_t prefixOf(std::string_view text, std::size_t most, Count count) {
  std::size_t at = 0;
  std::size_t used = 0;
  while (at < text.size()) {
    const auto bytes = characterAt(text, at);
    used += unitsOf(bytes, count);
    if (used > most) break;
    at += bytes;
  }
  return at;
}

bool isWordCharacter(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80U;
}

constexpr std::string_view kEllipsis = "\xE2\x80\xA6";

/// One kind of markup while a template is read.
struct Toggle {
  char mark;
  std::string_view sign;
  std::optional<std::size_t> openedAt = {};  ///< in the output

  void turn(std::string& out) {
    openedAt = openedAt ? std::nullopt : std::optional(out.size());
    out += mark;
  }
};

class MarkReader {
 public:
  explicit MarkReader(std::string_view source) : source_(source) {}

  std::string read() {
    while (at_ < source_.size()) step();
    // Signs without a partner are what they look like. From the last one back, so that the places before it stay right.
    for (auto* last = lastOpen(); last; last = lastOpen()) {
      out_.replace(*last->openedAt, 1, last->sign);
      last->openedAt.reset();
    }
    return std::move(out_);
  }

 private:
  void step() {
    const auto rest = source_.substr(at_);
    if (rest.starts_with("{{")) return tag();
    if (rest.starts_with("**")) {
      bold_.turn(out_);
      at_ += 2;
      return;
    }
    const char c = source_[at_++];
    if (c == '`')
      code_.turn(out_);
    else if (c == '_' && turnsItalic())
      italic_.turn(out_);
    else if (static_cast<unsigned char>(c) >= 0x20U || c == '\n' || c == '\t')
      out_ += c;
  }

  void tag() {
    const bool triple = source_.substr(at_).starts_with("{{{");
    const auto end = source_.find(triple ? "}}}" : "}}", at_);
    const auto stop = end == std::string_view::npos ? source_.size() : end + (triple ? 3 : 2);
    out_ += source_.substr(at_, stop - at_);
    at_ = stop;
  }

  /// at_ stands behind the underscore.
  bool turnsItalic() const {
    const char before = at_ >= 2 ? source_[at_ - 2] : ' ';
    const char after = at_ < source_.size() ? source_[at_] : ' ';
    return italic_.openedAt ? !isWordCharacter(after) : !isWordCharacter(before) && after != ' ' && after != '\n';
  }

  Toggle* lastOpen() {
    Toggle* last = nullptr;
    for (auto* one : {&bold_, &italic_, &code_})
      if (one->openedAt && (!last || *one->openedAt > *last->openedAt)) last = one;
    return last;
  }

  const std::string_view source_;
  std::size_t at_ = 0;
  std::string out_;
  Toggle bold_{internal::kBoldMark, "**"};
  Toggle italic_{internal::kItalicMark, "_"};
  Toggle code_{internal::kCodeMark, "`"};
};

}  // namespace

std::string plainText(const RichText& text) {
  std::string out;
  for (const auto& span : text) out += span.text;
  return out;
}

std::size_t lengthOf(std::string_view text, Count count) {
  std::size_t length = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto bytes = characterAt(text, at);
    length += unitsOf(bytes, count);
    at += bytes;
  }
  return length;
}

std::size_t lengthOf(const RichText& text, Count count) {
  std::size_t length = 0;
  for (const auto& span : text) length += lengthOf(span.text, count);
  return length;
}

std::string shortened(std::string_view text, std::size_t most, Count count) {
  if (lengthOf(text, count) <= most) return std::string(text);
  if (most == 0) return {};
  return std::string(text.substr(0, prefixOf(text, most - 1, count))).append(kEllipsis);
}

RichText shortened(const RichText& text, std::size_t most, Count count) {
  if (lengthOf(text, count) <= most) return text;
  RichText out;
  std::size_t left = most;
  for (const auto& span : text) {
    const auto length = lengthOf(span.text, count);
    out.push_back(span);
    if (length >= left) {
      // The whole does not fit, so this span ends with the mark of the cut even when it would just fit itself.
      out.back().text = left == 0 ? std::string() : span.text.substr(0, prefixOf(span.text, left - 1, count)).append(kEllipsis);
      break;
    }
    left -= length;
  }
  return out;
}

std::vector<RichText> linesOf(const RichText& text) {
  std::vector<RichText> lines(1);
  for (const auto& span : text) {
    std::string_view rest = span.text;
    for (auto end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
      if (end > 0) lines.back().push_back({std::string(rest.substr(0, end)), span.bold, span.italic, span.code});
      lines.emplace_back();
      rest.remove_prefix(end + 1);
    }
    if (!rest.empty()) lines.back().push_back({std::string(rest), span.bold, span.italic, span.code});
  }
  return lines;
}

std::string written(const RichText& text, const Writing& writing) {
  std::string out;
  for (const auto& span : text) {
    if (span.text.empty()) continue;
    if (span.bold) out += writing.boldOn;
    if (span.italic) out += writing.italicOn;
    if (span.code) out += writing.codeOn;
    out += writing.escape(span.text);
    if (span.code) out += writing.codeOff;
    if (span.italic) out += writing.italicOff;
    if (span.bold) out += writing.boldOff;
  }
  return out;
}

std::string fitted(const RichText& text, std::size_t most, const std::function<std::string(const RichText& cut)>& write, Count count) {
  for (std::size_t keep = most;; keep = keep * 3 / 4) {
    std::string out = write(shortened(text, keep, count));
    if (lengthOf(out, count) <= most || keep == 0) return out;
  }
}

namespace internal {

std::string withMarks(std::string_view source) { return MarkReader(source).read(); }

RichText fromMarks(std::string_view rendered) {
  RichText out;
  Span now;
  const auto flush = [&] {
    if (!now.text.empty()) out.push_back(now);
    now.text.clear();
  };
  for (const char c : rendered) {
    if (c != kBoldMark && c != kItalicMark && c != kCodeMark) {
      now.text += c;
      continue;
    }
    flush();
    bool& look = c == kBoldMark ? now.bold : c == kItalicMark ? now.italic : now.code;
    look = !look;
  }
  flush();
  return out;
}

std::string withoutControls(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text)
    if ((static_cast<unsigned char>(c) >= 0x20U && c != '\x7f') || c == '\n' || c == '\t') out += c;
  return out;
}

}  // namespace internal
}  // namespace hookline::destinations
