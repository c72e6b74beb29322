#include "destinations/event_values.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <optional>
#include <string_view>

#include "base/time.h"
#include "destinations/rich_text.h"
#include "destinations/template_text.h"

namespace hookline::destinations {
namespace {

using nlohmann::json;

/// Ids of one quiet second differ before their last four characters.
constexpr std::size_t kShortId = 10;

/// Without what a template would take for something: empty texts, nulls, control characters.
json cleaned(const json& value) {
  if (value.is_string()) return internal::withoutControls(value.get_ref<const std::string&>());
  if (value.is_array()) {
    json out = json::array();
    for (const auto& entry : value) out.push_back(cleaned(entry));
    return out;
  }
  if (!value.is_object()) return value;
  json out = json::object();
  for (const auto& [name, member] : value.items()) {
    if (member.is_null()) continue;
    json clean = cleaned(member);
    if (!clean.is_string() || !clean.get_ref<const std::string&>().empty()) out[name] = std::move(clean);
  }
  return out;
}

std::string grouped(std::string_view digits) {
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) out += ',';
    out += digits[i];
  }
  return out;
}

/// "$1,200", "€99.50", "CHF 80": two decimals unless the amount is whole.
std::string money(double amount, std::string_view currency) {
  struct Symbol {
    std::string_view code;
    std::string_view sign;
  };
  constexpr auto kSymbols =
      std::to_array<Symbol>({{"USD", "$"}, {"EUR", "\u20ac"}, {"GBP", "\u00a3"}, {"JPY", "\u00a5"}, {"INR", "\u20b9"}});
  const auto known = std::find_if(kSymbols.begin(), kSymbols.end(), [currency](const Symbol& symbol) { return symbol.code == currency; });
  const std::string sign = known != kSymbols.end() ? std::string(known->sign) : std::string(currency) + " ";
  std::array<char, 400> digits{};
  const bool whole = std::floor(amount) == amount;
  std::snprintf(digits.data(), digits.size(), whole ? "%.0f" : "%.2f", std::abs(amount));
  const std::string_view text(digits.data());
  const auto point = std::min(text.find('.'), text.size());
  return (amount < 0 ? "-" : "") + sign + grouped(text.substr(0, point)) + std::string(text.substr(point));
}

std::string duration(double seconds) {
  const auto all = static_cast<long long>(std::clamp(seconds, 0.0, 1e9));
  const auto hours = all / 3600;
  const auto minutes = all / 60 % 60;
  if (hours > 0) return std::to_string(hours) + " h " + std::to_string(minutes) + " min";
  if (minutes > 0) return std::to_string(minutes) + " min " + std::to_string(all % 60) + " s";
  return std::to_string(all) + " s";
}

/// "23 Nov 2026 20:00 UTC".
std::string moment(base::WallTime at) {
  constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto days = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date(days);
  const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::minutes>(at - days));
  std::array<char, 40> out{};
  std::snprintf(out.data(), out.size(), "%u %.3s %d %02d:%02d UTC", static_cast<unsigned>(date.day()),
                kMonths.at(static_cast<unsigned>(date.month()) - 1).data(), static_cast<int>(date.year()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()));
  return out.data();
}

std::optional<double> numberIn(const json& data, std::string_view name) {
  const auto at = data.find(name);
  return at != data.end() && at->is_number() ? std::optional(at->get<double>()) : std::nullopt;
}

std::string textIn(const json& data, std::string_view name) {
  const auto at = data.find(name);
  return at != data.end() && at->is_string() ? at->get<std::string>() : std::string();
}

json formatted(const model::Event& event, const json& data) {
  json out{{"timestamp", moment(event.timestamp)}};
  if (const auto amount = numberIn(data, "estimatedValue")) {
    const auto currency = textIn(data, "currency");
    out["estimatedValue"] = money(*amount, currency.empty() ? "USD" : currency);
  }
  if (const auto score = numberIn(data, "sentimentScore"))
    out["sentimentScore"] = std::to_string(std::lround(std::clamp(*score, 0.0, 1.0) * 100)) + "%";
  if (const auto seconds = numberIn(data, "durationSeconds")) out["durationSeconds"] = duration(*seconds);
  return out;
}

json urgencyOf(const json& data) {
  const auto word = textIn(data, "urgency");
  return {{"low", word == "low"}, {"medium", word != "low" && word != "high"}, {"high", word == "high"}};
}

json personOf(const model::Person& person) {
  json out = json::object();
  if (!person.name.empty()) out["name"] = internal::withoutControls(person.name);
  if (!person.email.empty()) out["email"] = internal::withoutControls(person.email);
  if (!person.visitorId.empty()) out["visitorId"] = internal::withoutControls(person.visitorId);
  return out;
}

}  // namespace

std::string shortIdOf(std::string_view id) { return std::string(id.substr(id.size() > kShortId ? id.size() - kShortId : 0)); }

nlohmann::json eventValues(const model::Event& event, const model::Webhook& webhook) {
  const auto body = event.body ? json::parse(*event.body, nullptr, false) : json();
  json values = body.is_object() ? cleaned(body) : json::object();
  const json data = values.value("data", json::object());
  values["id"] = event.id;
  values["type"] = event.type;
  values["shortId"] = shortIdOf(event.id);
  values["person"] = personOf(event.person);
  values["formatted"] = formatted(event, data);
  values["urgency"] = urgencyOf(data);
  for (const auto* name : {"conversationUrl", "takeoverUrl"}) {
    values.erase(name);
    const auto pattern = textSetting(webhook, name);
    if (pattern.empty() || event.conversationId.empty()) continue;
    auto address = TemplateValues(values).address(pattern);
    if (!address.empty()) values[name] = std::move(address);
  }
  return values;
}

double dataNumber(const nlohmann::json& body, std::string_view name, double otherwise) {
  const auto data = body.find("data");
  if (!body.is_object() || data == body.end() || !data->is_object()) return otherwise;
  return numberIn(*data, name).value_or(otherwise);
}

std::string textSetting(const model::Webhook& webhook, std::string_view name, std::string_view preset) {
  const auto at = webhook.settings.find(name);
  return at != webhook.settings.end() && at->is_string() ? at->get<std::string>() : std::string(preset);
}

std::string secretSetting(const model::Webhook& webhook, std::string_view name) {
  const auto at = webhook.secretSettings.find(name);
  return at == webhook.secretSettings.end() ? std::string() : at->second;
}

}  // namespace hookline::destinations
