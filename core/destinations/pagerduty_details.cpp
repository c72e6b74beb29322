#include "destinations/pagerduty_details.h"

#include <array>
#include <string>

#include "destinations/crm.h"
#include "destinations/rich_text.h"

namespace hookline::destinations {
namespace {

using nlohmann::ordered_json;

/// Characters of each text, in the order in which they are tried.
constexpr std::array<std::size_t, 4> kTextLengths{64 * 1024, 8 * 1024, 1024, 128};

bool fits(const ordered_json& details, std::size_t roomBytes) {
  return details.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).size() <= roomBytes;
}

ordered_json withShortTexts(const ordered_json& value, std::size_t most) {
  if (value.is_string()) return shortened(value.get_ref<const std::string&>(), most);
  if (!value.is_structured()) return value;
  auto out = value;
  for (auto& entry : out) entry = withShortTexts(entry, most);
  return out;
}

}  // namespace

ordered_json detailsWithin(const model::Event& event, const nlohmann::json& values, std::size_t roomBytes) {
  ordered_json identity{{"eventId", event.id}};
  if (!event.conversationId.empty()) identity["conversationId"] = internal::withoutControls(event.conversationId);
  if (event.simulated) identity["simulated"] = true;
  auto details = identity;
  const auto data = dataOf(values);
  for (const auto& [name, value] : data.items())
    if (!identity.contains(name)) details[name] = value;
  if (fits(details, roomBytes)) return details;
  for (const auto most : kTextLengths) {
    auto cut = withShortTexts(details, most);
    if (fits(cut, roomBytes)) return cut;
  }
  identity["note"] = "The event's data is too long for PagerDuty. Hookline shows it under the event's id.";
  return identity;
}

}  // namespace hookline::destinations
