#include "support/js_json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <utility>
#include <vector>

namespace hookline::support {
namespace {

/// A JavaScript value. Strings are UTF-16, as they are there.
struct Value {
  enum class Kind { kNull, kFalse, kTrue, kNumber, kString, kArray, kObject };
  Kind kind = Kind::kNull;
  double number = 0;
  std::u16string text;
  std::vector<Value> items;           ///< of an array, or of an object's members
  std::vector<std::u16string> names;  ///< of an object's members, in the order of their first appearance
};

/// The text as UTF-16 code units; `text` is valid UTF-8.
std::u16string toUtf16(std::string_view text) {
  std::u16string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const int extra = lead < 0x80 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    std::uint32_t point = extra == 0 ? lead : lead & (0x3FU >> extra);
    for (int k = 1; k <= extra; ++k) point = point << 6 | (static_cast<unsigned char>(text[i + static_cast<std::size_t>(k)]) & 0x3FU);
    i += static_cast<std::size_t>(extra) + 1;
    if (point < 0x10000) {
      out += static_cast<char16_t>(point);
    } else {
      point -= 0x10000;
      out += static_cast<char16_t>(0xD800 + (point >> 10));
      out += static_cast<char16_t>(0xDC00 + (point & 0x3FF));
    }
  }
  return out;
}

void appendUtf8(std::string& out, std::uint32_t point) {
  if (point < 0x80) {
    out += static_cast<char>(point);
  } else if (point < 0x800) {
    out += static_cast<char>(0xC0 | point >> 6);
    out += static_cast<char>(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    out += static_cast<char>(0xE0 | point >> 12);
    out += static_cast<char>(0x80 | (point >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (point & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | point >> 18);
    out += static_cast<char>(0x80 | (point >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (point >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (point & 0x3F));
  }
}

class Parser {
 public:
  explicit Parser(std::u16string source) : source_(std::move(source)) {}

  std::optional<Value> parse() {
    Value value;
    if (!readValue(value)) return std::nullopt;
    skipBlanks();
    if (at_ != source_.size()) return std::nullopt;
    return value;
  }

 private:
  char16_t peek() const { return at_ < source_.size() ? source_[at_] : u'\0'; }
  bool take(char16_t wanted) { return at_ < source_.size() && source_[at_] == wanted ? ++at_, true : false; }
  void skipBlanks() {
    while (at_ < source_.size() && (source_[at_] == u' ' || source_[at_] == u'\t' || source_[at_] == u'\n' || source_[at_] == u'\r')) ++at_;
  }
  bool word(std::u16string_view wanted) {
    if (source_.compare(at_, wanted.size(), wanted) != 0) return false;
    at_ += wanted.size();
    return true;
  }

  bool readValue(Value& out) {
    skipBlanks();
    switch (peek()) {
      case u'{':
        return readObject(out);
      case u'[':
        return readArray(out);
      case u'"':
        out.kind = Value::Kind::kString;
        return readString(out.text);
      case u't':
        out.kind = Value::Kind::kTrue;
        return word(u"true");
      case u'f':
        out.kind = Value::Kind::kFalse;
        return word(u"false");
      case u'n':
        return word(u"null");
      default:
        return readNumber(out);
    }
  }

  bool readObject(Value& out) {
    out.kind = Value::Kind::kObject;
    ++at_;
    skipBlanks();
    if (take(u'}')) return true;
    do {
      skipBlanks();
      std::u16string name;
      if (peek() != u'"' || !readString(name)) return false;
      skipBlanks();
      Value value;
      if (!take(u':') || !readValue(value)) return false;
      const auto same = std::find(out.names.begin(), out.names.end(), name);
      if (same == out.names.end()) {
        out.names.push_back(std::move(name));
        out.items.push_back(std::move(value));
      } else {
        out.items[static_cast<std::size_t>(same - out.names.begin())] = std::move(value);
      }
      skipBlanks();
    } while (take(u','));
    return take(u'}');
  }

  bool readArray(Value& out) {
    out.kind = Value::Kind::kArray;
    ++at_;
    skipBlanks();
    if (take(u']')) return true;
    do {
      if (!readValue(out.items.emplace_back())) return false;
      skipBlanks();
    } while (take(u','));
    return take(u']');
  }

  bool readString(std::u16string& out) {
    ++at_;
    while (at_ < source_.size()) {
      const char16_t unit = source_[at_++];
      if (unit == u'"') return true;
      if (unit < 0x20) return false;
      if (unit != u'\\') {
        out += unit;
      } else if (!readEscape(out)) {
        return false;
      }
    }
    return false;
  }

  bool readEscape(std::u16string& out) {
    constexpr std::u16string_view kNames = u"\"\\/bfnrt";
    constexpr std::u16string_view kMeant = u"\"\\/\b\f\n\r\t";
    const char16_t name = peek();
    ++at_;
    if (const auto at = kNames.find(name); at != std::u16string_view::npos) {
      out += kMeant[at];
      return true;
    }
    if (name != u'u') return false;
    std::uint32_t unit = 0;
    for (int i = 0; i < 4; ++i, ++at_) {
      const char16_t c = peek();
      if (c >= u'0' && c <= u'9')
        unit = unit * 16 + (c - u'0');
      else if (c >= u'a' && c <= u'f')
        unit = unit * 16 + 10 + (c - u'a');
      else if (c >= u'A' && c <= u'F')
        unit = unit * 16 + 10 + (c - u'A');
      else
        return false;
    }
    out += static_cast<char16_t>(unit);
    return true;
  }

  bool digits() {
    const std::size_t begin = at_;
    while (peek() >= u'0' && peek() <= u'9') ++at_;
    return at_ > begin;
  }

  bool readNumber(Value& out) {
    const std::size_t begin = at_;
    take(u'-');
    if (!take(u'0') && !digits()) return false;
    if (take(u'.') && !digits()) return false;
    if (take(u'e') || take(u'E')) {
      if (!take(u'+')) take(u'-');
      if (!digits()) return false;
    }
    std::string token;
    for (std::size_t i = begin; i < at_; ++i) token += static_cast<char>(source_[i]);
    out.kind = Value::Kind::kNumber;
    out.number = std::strtod(token.c_str(), nullptr);
    return true;
  }

  const std::u16string source_;
  std::size_t at_ = 0;
};

/// An array index (ECMA-262 §6.1.7): such names come first in an object, in rising order.
std::optional<std::uint32_t> arrayIndex(const std::u16string& name) {
  if (name.empty() || name.size() > 10 || (name.size() > 1 && name[0] == u'0')) return std::nullopt;
  std::uint64_t value = 0;
  for (const char16_t c : name) {
    if (c < u'0' || c > u'9') return std::nullopt;
    value = value * 10 + (c - u'0');
  }
  if (value >= 0xFFFFFFFFU) return std::nullopt;
  return static_cast<std::uint32_t>(value);
}

/// QuoteJSONString (ECMA-262 §25.5.2.3).
void writeString(std::string& out, const std::u16string& text) {
  out += '"';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char16_t unit = text[i];
    constexpr std::u16string_view kMeant = u"\b\t\n\f\r\"\\";
    constexpr std::string_view kNames = "btnfr\"\\";
    const bool high = unit >= 0xD800 && unit <= 0xDBFF;
    const bool paired = high && i + 1 < text.size() && text[i + 1] >= 0xDC00 && text[i + 1] <= 0xDFFF;
    if (const auto at = kMeant.find(unit); at != std::u16string_view::npos) {
      out += '\\';
      out += kNames[at];
    } else if (unit < 0x20 || (unit >= 0xD800 && unit <= 0xDFFF && !paired)) {
      std::array<char, 8> buffer{};
      std::snprintf(buffer.data(), buffer.size(), "\\u%04x", static_cast<unsigned>(unit));
      out += buffer.data();
    } else if (paired) {
      appendUtf8(out, 0x10000U + ((static_cast<std::uint32_t>(unit) - 0xD800U) << 10) + (text[i + 1] - 0xDC00U));
      ++i;
    } else {
      appendUtf8(out, unit);
    }
  }
  out += '"';
}

void write(std::string& out, const Value& value);

void writeObject(std::string& out, const Value& value) {
  std::vector<std::size_t> order(value.names.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&value](std::size_t a, std::size_t b) {
    const auto left = arrayIndex(value.names[a]);
    const auto right = arrayIndex(value.names[b]);
    if (left && right) return *left < *right;
    return left.has_value() && !right.has_value();
  });
  out += '{';
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i > 0) out += ',';
    writeString(out, value.names[order[i]]);
    out += ':';
    write(out, value.items[order[i]]);
  }
  out += '}';
}

void write(std::string& out, const Value& value) {
  switch (value.kind) {
    case Value::Kind::kNull:
      out += "null";
      return;
    case Value::Kind::kFalse:
      out += "false";
      return;
    case Value::Kind::kTrue:
      out += "true";
      return;
    case Value::Kind::kNumber:
      out += jsNumber(value.number);
      return;
    case Value::Kind::kString:
      return writeString(out, value.text);
    case Value::Kind::kArray:
      out += '[';
      for (std::size_t i = 0; i < value.items.size(); ++i) {
        if (i > 0) out += ',';
        write(out, value.items[i]);
      }
      out += ']';
      return;
    case Value::Kind::kObject:
      return writeObject(out, value);
  }
}

}  // namespace

std::string jsNumber(double value) {
  if (!std::isfinite(value)) return "null";
  if (value == 0) return "0";
  if (value < 0) return "-" + jsNumber(-value);
  std::array<char, 40> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific).ptr;
  const std::string_view shortest(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
  const auto e = shortest.find('e');
  std::string digits;
  for (const char c : shortest.substr(0, e))
    if (c != '.') digits += c;
  const int n = std::atoi(std::string(shortest.substr(e + 1)).c_str()) + 1;  // the decimal point stands after n digits
  const int k = static_cast<int>(digits.size());
  if (k <= n && n <= 21) return digits + std::string(static_cast<std::size_t>(n - k), '0');
  if (0 < n && n <= 21) return digits.substr(0, static_cast<std::size_t>(n)) + "." + digits.substr(static_cast<std::size_t>(n));
  if (-6 < n && n <= 0) return "0." + std::string(static_cast<std::size_t>(-n), '0') + digits;
  const std::string exponent = std::string(n - 1 < 0 ? "-" : "+") + std::to_string(std::abs(n - 1));
  return digits.substr(0, 1) + (k > 1 ? "." + digits.substr(1) : "") + "e" + exponent;
}

std::optional<std::string> jsRebuilt(std::string_view text) {
  const auto value = Parser(toUtf16(text)).parse();
  if (!value) return std::nullopt;
  std::string out;
  write(out, *value);
  return out;
}

}  // namespace hookline::support
