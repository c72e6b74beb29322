// Look-ups of a field's values: what comes from outside becomes something that a person can choose.
#include <re2/re2.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "destinations/destination.h"
#include "destinations/rich_text.h"

namespace hookline::destinations {
namespace {

/// A list of a service may be longer than what is kept of an answer else; bytes.
constexpr std::size_t kMaxAnswer = 1024 * 1024;

bool isControl(char c) { return static_cast<unsigned char>(c) < 0x20U || c == '\x7f'; }

std::string oneLine(std::string_view text) {
  auto line = internal::withoutControls(text);
  std::replace_if(line.begin(), line.end(), isControl, ' ');
  return shortened(line, kMaxFoundLabel);
}

bool fits(const model::SettingField& field, const std::string& value) {
  if (value.empty() || value.size() > field.maxBytes || std::any_of(value.begin(), value.end(), isControl)) return false;
  return field.pattern.empty() || RE2::FullMatch(value, RE2(std::string(field.pattern)));
}

std::vector<model::FoundValue> fitting(const model::SettingField& field, std::vector<model::FoundValue> found) {
  std::vector<model::FoundValue> out;
  std::set<std::string> taken;
  for (auto& one : found) {
    if (out.size() == kMostFound) break;
    if (!fits(field, one.value) || !taken.insert(one.value).second) continue;
    auto label = oneLine(one.label);
    out.push_back({one.value, label.find_first_not_of(' ') == std::string::npos ? one.value : std::move(label)});
  }
  return out;
}

}  // namespace

base::Result<LookUp> lookUpFor(const Occasion& occasion, std::string_view field) {
  const auto& webhook = occasion.webhook;
  if (model::isLocked(webhook)) return base::fail(base::Errc::kInvalid, model::lockedReason(webhook));
  const auto* destination = destinationFor(webhook.kind);
  auto lookUp = destination ? destination->lookUp(occasion, field) : std::nullopt;
  const auto known = destination ? destination->integration().fields : std::vector<model::SettingField>{};
  const auto at = std::find_if(known.begin(), known.end(), [field](const model::SettingField& one) { return one.name == field; });
  if (!lookUp || at == known.end()) return base::fail(base::Errc::kInvalid, "The values of this field cannot be looked up.");
  if (!*lookUp) return base::fail(lookUp->error());
  (*lookUp)->request.answerLimitBytes = kMaxAnswer;
  (*lookUp)->read = [read = std::move((*lookUp)->read), form = *at](const model::HttpResult& result) {
    auto found = read(result);
    return found ? std::optional(fitting(form, std::move(*found))) : std::nullopt;
  };
  return std::move(*lookUp);
}

}  // namespace hookline::destinations
