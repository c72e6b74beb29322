#include "webhooks_page/filter_lines.h"

#include <QCoreApplication>
#include <optional>

namespace hookline::webhooks_page {
namespace {

using nlohmann::json;

struct FilterText {
  Q_DECLARE_TR_FUNCTIONS(WebhookFilter)
};

/// One value as it is typed.
json scalarOf(const QString& text) {
  const auto trimmed = text.trimmed().toStdString();
  const auto read = json::parse(trimmed, nullptr, false);
  return read.is_discarded() || read.is_structured() ? json(trimmed) : read;
}

QString typedScalar(const json& value) {
  if (!value.is_string()) return QString::fromStdString(value.dump());
  const auto text = QString::fromStdString(value.get<std::string>());
  // What would be read as something else, or lose its edges, stands in quotes.
  const bool plain = scalarOf(text) == value && !text.contains(QLatin1Char(','));
  return plain ? text : QString::fromStdString(value.dump());
}

/// At commas that stand in no quotes.
QStringList parts(const QString& text) {
  QStringList found(QString{});
  bool quoted = false;
  for (int at = 0; at < text.size(); ++at) {
    const auto c = text[at];
    if (c == QLatin1Char('"') && (at == 0 || text[at - 1] != QLatin1Char('\\'))) quoted = !quoted;
    if (c == QLatin1Char(',') && !quoted)
      found << QString();
    else
      found.last() += c;
  }
  return found;
}

json valueOf(const ConditionLine& line) {
  if (line.op == QLatin1String("matches")) return line.value.toStdString();
  if (line.op == QLatin1String("exists")) {
    const auto word = line.value.trimmed();
    return word.isEmpty() ? json(true) : scalarOf(word);
  }
  if (line.op != QLatin1String("in")) return scalarOf(line.value);
  json list = json::array();
  for (const auto& part : parts(line.value))
    if (!part.trimmed().isEmpty()) list.push_back(scalarOf(part));
  return list;
}

QString typedValue(const QString& op, const json& value) {
  if (op == QLatin1String("matches") && value.is_string()) return QString::fromStdString(value.get<std::string>());
  if (!value.is_array()) return typedScalar(value);
  QStringList all;
  for (const auto& one : value) all << typedScalar(one);
  return all.join(QStringLiteral(", "));
}

bool isEmpty(const ConditionLine& line) { return line.path.trimmed().isEmpty() && line.value.trimmed().isEmpty(); }

struct Trouble {
  int line = -1;
  std::string message;
};

std::optional<Trouble> troubleOf(const std::vector<ConditionLine>& lines) {
  const auto filter = model::EventFilter::fromJson(filterJson(lines));
  if (filter) return std::nullopt;
  if (filter.error().details.empty()) return Trouble{-1, filter.error().message};
  const auto& detail = filter.error().details.front();
  constexpr std::string_view kBefore = "/filter/all/";
  Trouble trouble{-1, detail.message};
  if (!detail.path.starts_with(kBefore)) return trouble;
  const int among = QString::fromStdString(detail.path.substr(kBefore.size())).section(QLatin1Char('/'), 0, 0).toInt();
  // Of those that are not empty.
  int seen = -1;
  for (std::size_t at = 0; at < lines.size(); ++at)
    if (!isEmpty(lines[at]) && ++seen == among) trouble.line = static_cast<int>(at);
  return trouble;
}

}  // namespace

std::vector<ConditionLine> conditionLines(const model::EventFilter& filter) {
  std::vector<ConditionLine> lines;
  const json all = filter.toJson();
  for (const auto& condition : all.value("all", json::array())) {
    ConditionLine line;
    line.path = QString::fromStdString(condition.value("path", std::string()));
    line.op = QString::fromStdString(condition.value("op", std::string()));
    line.value = typedValue(line.op, condition.value("value", json(true)));
    lines.push_back(std::move(line));
  }
  return lines;
}

nlohmann::json filterJson(const std::vector<ConditionLine>& lines) {
  json all = json::array();
  for (const auto& line : lines)
    if (!isEmpty(line))
      all.push_back({{"path", line.path.trimmed().toStdString()}, {"op", line.op.toStdString()}, {"value", valueOf(line)}});
  return {{"all", std::move(all)}};
}

QString checkConditions(const std::vector<ConditionLine>& lines) {
  const auto trouble = troubleOf(lines);
  if (!trouble) return {};
  const auto words = QString::fromStdString(trouble->message);
  if (trouble->line < 0) return FilterText::tr("The conditions: %1.").arg(words);
  return FilterText::tr("Condition %1: %2.").arg(trouble->line + 1).arg(words);
}

int wrongCondition(const std::vector<ConditionLine>& lines) {
  const auto trouble = troubleOf(lines);
  return trouble ? trouble->line : -1;
}

}  // namespace hookline::webhooks_page
