#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "model/ids.h"

namespace hookline::model {

/// The type of the events that test a webhook.
inline constexpr std::string_view kTestEventType = "webhook.test";

/// Whom an event is about, as far as its data says: for the "For" column and the search.
struct Person {
  std::string email;      ///< data.email or data.visitorEmail
  std::string name;       ///< data.name or data.visitorName
  std::string visitorId;  ///< data.visitorId
  bool operator==(const Person&) const = default;
};

/// What the chatbot reported (interfaces.md §2). `body` is the stored body: made once, signed, sent, shown and compared.
struct Event {
  std::string id;
  std::string type;
  base::WallTime timestamp{};
  std::string chatbotId;
  std::string conversationId;  ///< empty: none
  Person person;
  std::shared_ptr<const std::string> body;
  bool simulated = false;  ///< kept beside the event, never in the body
  DeliveryId resentFrom;   ///< the delivery it is an edited copy of, kept beside it too; 0: none
};

struct ParsedEvent {
  Event event;
  bool ownId = false;         ///< the producer gave the id
  bool ownTimestamp = false;  ///< the producer gave the timestamp
  /// What two posts of one id are compared by: the body, without the timestamp unless it was the producer's own.
  std::string comparable;
};

struct EventDefaults {
  std::string_view id;  ///< used when the producer gave none
  base::WallTime now{};
  bool chatbotRequired = true;  ///< false for webhook.test, which belongs to no chatbot
  bool alwaysThisId = false;    ///< an id in the text is passed over: a copy of an event is another event
};

struct EventLimits {
  static constexpr std::size_t kMaxBodyBytes = 1024 * 1024;
  static constexpr std::size_t kMaxDepth = 64;
  static constexpr std::size_t kMaxIdBytes = 128;
  static constexpr std::size_t kMaxTypeBytes = 128;
  static constexpr std::size_t kMaxNameBytes = 256;    ///< chatbotId, conversationId
  static constexpr std::size_t kMaxPersonBytes = 256;  ///< each part of Person; longer text is cut between characters
};

/// Reads one event and makes its stored body: keys in the order id, type, timestamp, chatbotId, conversationId, data, then
/// unknown ones in theirs; no white space outside strings; strings escaped as JSON.stringify does; number tokens as written.
/// One pass over the text. Does not judge `data` by its type's schema: EventTypes::check does.
/// A null id, timestamp or conversationId counts as left out; without `data` the body gets an empty object. A byte order mark is
/// skipped. Person takes text only, email before visitorEmail and name before visitorName.
/// Errors: kMalformed (no JSON, broken UTF-8, deeper than 64, a lone surrogate), kInvalid (duplicate keys at any level, wrong
/// or missing fields, not an object, a number beyond the range of a double), kTooLarge. Thread: any.
base::Result<ParsedEvent> parseEvent(std::string_view text, const EventDefaults& defaults);

/// The value of a member of an object, number tokens as they were written, without white space outside strings; nullopt: it has none.
/// Errors as parseEvent's for what is no JSON object.
base::Result<std::optional<std::string>> memberText(std::string_view object, std::string_view name);

/// Reads `{"events": [ … ]}` (1 to `most`, no other limit on the whole text) into the texts of its elements, unparsed.
/// Errors as parseEvent; detail paths start with /events.
base::Result<std::vector<std::string_view>> splitBatch(std::string_view text, std::size_t most);

/// `^[a-z0-9_]+(\.[a-z0-9_]+)+$`, at most kMaxTypeBytes.
bool isEventType(std::string_view text);
/// `[A-Za-z0-9_:-]{1,128}`.
bool isEventId(std::string_view text);

/// A string literal with its quotes, escaped as JavaScript's JSON.stringify does.
void appendJsonString(std::string& out, std::string_view text);

}  // namespace hookline::model
