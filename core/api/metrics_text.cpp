#include "api/metrics_text.h"

#include <array>
#include <charconv>

namespace hookline::api::internal {
namespace {

std::string_view toText(MetricsText::Type type) {
  switch (type) {
    case MetricsText::Type::kCounter:
      return "counter";
    case MetricsText::Type::kGauge:
      return "gauge";
    case MetricsText::Type::kHistogram:
      return "histogram";
  }
  return "untyped";
}

void appendEscaped(std::string& out, std::string_view text, bool quotes) {
  for (const char c : text) {
    if (c == '\\') {
      out += "\\\\";
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '"' && quotes) {
      out += "\\\"";
    } else {
      out += c;
    }
  }
}

}  // namespace

void MetricsText::family(std::string_view name, Type type, std::string_view help) {
  name_ = name;
  text_.append("# HELP ").append(name).append(" ");
  appendEscaped(text_, help, false);
  text_.append("\n# TYPE ").append(name).append(" ").append(toText(type)).append("\n");
}

void MetricsText::begin(Labels labels, std::string_view suffix) {
  text_.append(name_).append(suffix);
  char before = '{';
  for (const auto& label : labels) {
    text_.push_back(before);
    text_.append(label.name).append("=\"");
    appendEscaped(text_, label.value, true);
    text_.push_back('"');
    before = ',';
  }
  text_.append(labels.size() == 0 ? " " : "} ");
}

void MetricsText::count(std::uint64_t value, Labels labels, std::string_view suffix) {
  begin(labels, suffix);
  text_.append(std::to_string(value)).append("\n");
}

void MetricsText::measure(double value, Labels labels, std::string_view suffix) {
  begin(labels, suffix);
  std::array<char, 32> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  text_.append(digits.data(), error == std::errc() ? end : digits.data()).append("\n");
}

}  // namespace hookline::api::internal
