#pragma once
#include <optional>
#include <string>
#include <vector>

#include "destinations/destination.h"
#include "destinations/rich_text.h"
#include "model/message.h"

namespace hookline::destinations {

/// A message with the event's values in it, still without any service's markup or limits.
struct Rendered {
  struct Field {
    RichText name;
    RichText value;
  };
  struct Link {
    std::string text;
    std::string url;  ///< http or https, without anything that could end a link early
  };
  RichText title;
  RichText text;
  std::vector<Field> fields;
  RichText quote;
  std::vector<Link> links;
  std::optional<int> color;  ///< 0xRRGGBB
  bool mention = false;
  std::string footer;  ///< tells two messages of one conversation apart, and makes a duplicate visible
};

/// The webhook's own message for the event's type, else the built-in one of its kind, else one that lists what the event's data holds.
/// Parts that come out empty are left out.
Rendered renderMessage(const Occasion& occasion);

/// The footer of an event's own message.
std::string footerOf(const model::Event& event);

/// Whether the message that renderMessage would make mentions somebody.
bool mentionsSomebody(const Occasion& occasion);

/// What a chat kind sends: renderMessage, or renderDigest when there are events beside the occasion's.
Rendered renderFor(const Occasion& occasion);

/// One message for the occasion's event and those beside it (integrations.md §13, the digest option): how many, a line for each of the
/// first kMostLines with what its own message says first, and how many there are of each type. Those whose own message mentions somebody
/// come first, and the message then does too.
Rendered renderDigest(const Occasion& occasion);
inline constexpr std::size_t kMostLines = 10;

/// The message that renderMessage would use, as a template; null when it lists the event's data.
const model::Message* messageFor(const model::Webhook& webhook, std::string_view type);
/// The built-in message of a kind (integrations.md §17); null when there is none for the type.
const model::Message* builtInMessage(model::WebhookKind kind, std::string_view type);
/// All types that the kind has built-in messages for.
const model::Messages& builtInMessages(model::WebhookKind kind);

}  // namespace hookline::destinations
