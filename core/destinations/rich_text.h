#pragma once
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace hookline::destinations {

/// A run of characters of one look.
struct Span {
  std::string text;
  bool bold = false;
  bool italic = false;
  bool code = false;
  bool operator==(const Span&) const = default;
};

/// Text with the markup of a message's template (interfaces.md §3). What came from the event is plain text in it, whatever it looks
/// like: a destination escapes each span's text by its own rules and puts its own markup round it.
using RichText = std::vector<Span>;

/// The characters alone.
std::string plainText(const RichText& text);

/// How a service counts: characters (code points) or UTF-16 units (Telegram).
enum class Count { kCharacters, kUtf16 };
std::size_t lengthOf(std::string_view text, Count count = Count::kCharacters);
std::size_t lengthOf(const RichText& text, Count count = Count::kCharacters);

/// At most `most`, cut between characters, with "…" as the last one when something was cut. Cutting before escaping and markup is what
/// keeps both whole.
std::string shortened(std::string_view text, std::size_t most, Count count = Count::kCharacters);
RichText shortened(const RichText& text, std::size_t most, Count count = Count::kCharacters);

/// The lines of a text; at least one.
std::vector<RichText> linesOf(const RichText& text);

/// How a service writes it: `escape` makes plain text of a span.
struct Writing {
  std::function<std::string(std::string_view text)> escape;
  std::string_view boldOn, boldOff;
  std::string_view italicOn, italicOff;
  std::string_view codeOn, codeOff;
};
std::string written(const RichText& text, const Writing& writing);

/// What `write` makes of as much of the text as comes out at most `most` long. Escaping and markup make text longer by an unknown amount,
/// so it is cut before them, shorter each time until the outcome fits.
std::string fitted(const RichText& text, std::size_t most, const std::function<std::string(const RichText& cut)>& write,
                   Count count = Count::kCharacters);

namespace internal {

/// A template's own markup as marks that no text from outside can hold: control characters are taken out of all text that is rendered.
inline constexpr char kBoldMark = '\x01';
inline constexpr char kItalicMark = '\x02';
inline constexpr char kCodeMark = '\x03';

/// `**`, `_` and backticks of a Mustache template become marks; what stands inside {{ }} is left as it is, and so is a sign without its
/// partner or an underscore inside a word.
std::string withMarks(std::string_view source);
/// Back from rendered text with marks.
RichText fromMarks(std::string_view rendered);
/// Without control characters but line feed and tab.
std::string withoutControls(std::string_view text);

}  // namespace internal
}  // namespace hookline::destinations
