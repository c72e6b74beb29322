#pragma once
#include <QString>
#include <nlohmann/json.hpp>
#include <vector>

#include "model/event_filter.h"

namespace hookline::webhooks_page {

/// One condition of a filter as it is typed. The value is a number, true, false, null or a "quoted text" when it looks like one, a list
/// with commas where the condition wants a list, and text as it stands otherwise.
struct ConditionLine {
  QString path;
  QString op = QStringLiteral("eq");
  QString value;
  bool operator==(const ConditionLine&) const = default;
};

std::vector<ConditionLine> conditionLines(const model::EventFilter& filter);

/// What the filter's reader takes; lines without path and value are left out.
nlohmann::json filterJson(const std::vector<ConditionLine>& lines);

/// What is wrong with them, in words with the number of the condition; empty: nothing.
QString checkConditions(const std::vector<ConditionLine>& lines);

/// A number of a line that checkConditions complains of, or -1.
int wrongCondition(const std::vector<ConditionLine>& lines);

}  // namespace hookline::webhooks_page
