// Events and batches: the stored body is made once and reads back as itself, and the schema check has a word for every fault.
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/must.h"
#include "model/event.h"
#include "model/event_types.h"

namespace {

using hookline::fuzz::must;
namespace model = hookline::model;

const model::EventDefaults kDefaults{"evt_default", hookline::base::WallTime{std::chrono::hours{500000}}, true};

void checkError(const hookline::base::Error& error) {
  must(!error.message.empty(), "a refusal says why");
  for (const auto& detail : error.details) must(!detail.message.empty(), "a detail says what");
}

void checkEvent(std::string_view text, const model::EventTypes& types) {
  const auto parsed = model::parseEvent(text, kDefaults);
  if (!parsed) return checkError(parsed.error());
  const auto& event = parsed->event;
  must(model::isEventType(event.type) && model::isEventId(event.id), "type and id have their form");
  must(event.body != nullptr && !event.body->empty(), "there is a stored body");
  const auto again = model::parseEvent(*event.body, kDefaults);
  must(again.has_value(), "the stored body is an event");
  must(*again->event.body == *event.body, "the stored body is made once");
  must(again->event.id == event.id && again->event.type == event.type && again->event.timestamp == event.timestamp &&
           again->event.chatbotId == event.chatbotId && again->event.conversationId == event.conversationId &&
           again->event.person == event.person,
       "and says the same");
  must(again->ownId && again->ownTimestamp, "it carries its own id and time");
  if (const auto fits = types.check(event.type, *event.body); !fits) {
    checkError(fits.error());
    must(!fits.error().details.empty(), "each fault is named");
  }
}

void checkBatch(std::string_view text, const model::EventTypes& types) {
  constexpr std::size_t kMost = 8;
  const auto split = model::splitBatch(text, kMost);
  if (!split) return checkError(split.error());
  must(!split->empty() && split->size() <= kMost, "a batch has its bounds");
  for (const auto element : *split) {
    must(element.data() >= text.data() && element.data() + element.size() <= text.data() + text.size(), "an element lies in its batch");
    checkEvent(element, types);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const model::EventTypes types;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  checkEvent(text, types);
  checkBatch(text, types);
  return 0;
}
