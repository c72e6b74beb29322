#include "webhooks_page/span_text.h"

#include <QRegularExpression>
#include <QStringList>
#include <array>
#include <cmath>

namespace hookline::webhooks_page {
namespace {

struct Unit {
  const char* word;
  std::int64_t millis;
};

/// Largest first. The same in every language: they are typed, and read back.
constexpr std::array kUnits{Unit{"d", 86'400'000}, Unit{"h", 3'600'000}, Unit{"min", 60'000}, Unit{"s", 1000}, Unit{"ms", 1}};

std::optional<std::int64_t> millisOf(const QString& unit) {
  if (unit == QLatin1String("m")) return 60'000;
  for (const auto& known : kUnits)
    if (unit == QLatin1String(known.word)) return known.millis;
  return std::nullopt;
}

}  // namespace

std::optional<base::Millis> readSpan(const QString& text) {
  static const QRegularExpression kPart(QStringLiteral(R"(\G\s*(\d{1,12}(?:[.,]\d{1,6})?)\s*([a-z]+)\s*)"));
  const auto trimmed = text.trimmed().toLower();
  if (trimmed == QLatin1String("0")) return base::Millis{0};
  if (trimmed.isEmpty()) return std::nullopt;
  double sum = 0;
  qsizetype at = 0;
  while (at < trimmed.size()) {
    const auto part = kPart.match(trimmed, at);
    if (!part.hasMatch()) return std::nullopt;
    const auto unit = millisOf(part.captured(2));
    if (!unit) return std::nullopt;
    sum += part.captured(1).replace(QLatin1Char(','), QLatin1Char('.')).toDouble() * static_cast<double>(*unit);
    if (sum > static_cast<double>(kLongestSpan.count())) return std::nullopt;
    at = part.capturedEnd();
  }
  return base::Millis{std::llround(sum)};
}

QString writeSpan(base::Millis span) {
  QStringList parts;
  auto rest = span.count();
  for (const auto& unit : kUnits) {
    const auto count = rest / unit.millis;
    rest %= unit.millis;
    if (count > 0) parts << QStringLiteral("%1 %2").arg(count).arg(QLatin1String(unit.word));
  }
  return parts.isEmpty() ? QStringLiteral("0 s") : parts.join(QLatin1Char(' '));
}

std::optional<std::vector<base::Millis>> readSpans(const QString& text) {
  std::vector<base::Millis> spans;
  if (text.trimmed().isEmpty()) return spans;
  static const QRegularExpression kComma(QStringLiteral("[,;]"));
  const auto parts = text.split(kComma);
  for (const auto& part : parts) {
    const auto span = readSpan(part);
    if (!span) return std::nullopt;
    spans.push_back(*span);
  }
  return spans;
}

QString writeSpans(const std::vector<base::Millis>& spans) {
  QStringList parts;
  for (const auto span : spans) parts << writeSpan(span);
  return parts.join(QStringLiteral(", "));
}

}  // namespace hookline::webhooks_page
