#include "json_writer.h"

#include <array>
#include <string_view>

namespace hookline::model {

std::string JsonWriter::blank() {
  constexpr std::array<std::string_view, 5> kBlanks{"", " ", "\n", "\t", "\r\n  "};
  return options_.spaces ? std::string(kBlanks[random_.below(kBlanks.size())]) : std::string();
}

std::string JsonWriter::string() {
  constexpr auto kPieces = std::to_array<std::string_view>({"a",
                                                            "hello ",
                                                            "é",
                                                            "日本",
                                                            "😀",
                                                            "\\n",
                                                            "\\\"",
                                                            "\\\\",
                                                            "\\/",
                                                            "/",
                                                            "\\b",
                                                            "\\f",
                                                            "\\r",
                                                            "\\t",
                                                            "\\u0000",
                                                            "\\u001f",
                                                            "\\u00e9",
                                                            "\\u00E9",
                                                            "\\ud83d\\ude00",
                                                            "\xE2\x80\xA8",
                                                            "\\u2029",
                                                            "\x7f",
                                                            "\\u007f",
                                                            "<b>",
                                                            "&amp;",
                                                            "\xEF\xBF\xBF",
                                                            "\xF4\x8F\xBF\xBF"});
  std::string out = "\"";
  for (auto count = random_.below(7); count > 0; --count) out += kPieces[random_.below(kPieces.size())];
  return out + '"';
}

std::string JsonWriter::number() {
  constexpr auto kJs = std::to_array<std::string_view>({"0", "1", "-1", "42", "3.5", "-0.25", "9007199254740991", "1e+21", "1e-7",
                                                        "0.000001", "123456789012345680000", "5e-324", "1.7976931348623157e+308", "0.1"});
  constexpr auto kOther = std::to_array<std::string_view>(
      {"-0", "1.0", "1.50", "1E5", "1e5", "-0.0", "12345678901234567890", "123456789012345678901234567890", "0.1e1", "1e-400", "2.0e+00"});
  const bool other = !options_.jsNumbers && random_.below(2) == 0;
  return std::string(other ? kOther[random_.below(kOther.size())] : kJs[random_.below(kJs.size())]);
}

std::string JsonWriter::value(int depth) {
  switch (random_.below(depth > 0 ? 8 : 6)) {
    case 0:
      return "null";
    case 1:
      return "true";
    case 2:
      return "false";
    case 3:
      return number();
    case 4:
    case 5:
      return string();
    case 6:
      return array(depth - 1);
    default:
      return object(depth - 1);
  }
}

std::string JsonWriter::array(int depth) {
  std::string out = "[" + blank();
  const auto count = random_.below(5);
  for (std::uint64_t i = 0; i < count; ++i) out.append(i > 0 ? "," : "").append(blank()).append(value(depth)).append(blank());
  return out + "]";
}

std::string JsonWriter::object(int depth) {
  std::string out = "{" + blank();
  const auto count = random_.below(30) == 0 ? 40 : random_.below(6);
  for (std::uint64_t i = 0; i < count; ++i) {
    // The running number makes names differ however the rest turns out.
    std::string name = options_.indexNames && random_.below(6) == 0 ? "\"" + std::to_string(100 - i) + "\"" : string();
    if (name.back() == '"' && name.size() > 1 && !(name[1] >= '0' && name[1] <= '9')) name.insert(name.size() - 1, "_" + std::to_string(i));
    out.append(i > 0 ? "," : "")
        .append(blank())
        .append(name)
        .append(blank())
        .append(":")
        .append(blank())
        .append(value(depth))
        .append(blank());
  }
  return out + "}";
}

}  // namespace hookline::model
