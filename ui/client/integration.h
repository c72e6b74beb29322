#pragma once
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/integration.h"
#include "model/message.h"
#include "model/webhook.h"

namespace hookline::client {

// What a core says of the kinds of webhooks (GET /api/integrations) and of what one would send (POST /api/webhooks/preview), as values. The
// same as in model/integration.h, but as the core in question has it, which may be newer than this program.

struct SettingChoice {
  std::string value;
  std::string label;
};

/// That the values of a field can be looked up at the service (Client::choices).
struct SettingFind {
  std::string label;     ///< of the button; empty: they cannot
  std::string whenNone;  ///< why there may be none, and what helps
};

/// One field of a kind's form.
struct SettingField {
  std::string name;                                     ///< its key in `settings`; "url" is the webhook's own address
  model::SettingKind kind = model::SettingKind::kText;  ///< one that is not known here is text
  std::string label;
  std::string help;
  std::string placeholder;
  bool required = false;
  bool advanced = false;
  std::string pattern;  ///< RE2, the whole value; empty: any text
  std::string mustBe;   ///< what a value that does not fit must be
  std::vector<SettingChoice> choices;
  std::string preset;  ///< what counts while nothing is set; of a flag "true" or "false"
  double least = 0;    ///< of a number
  double most = 0;
  SettingFind find;
};

/// What a kind does with a type of events.
struct EventAction {
  std::string type;
  std::string action;
  bool byDefault = true;  ///< false: only when the webhook names the type itself
};

/// What the service takes at most ("Messages": "1 a second for each webhook").
struct ServiceLimit {
  std::string what;
  std::string value;
};

struct Integration {
  model::WebhookKind kind = model::WebhookKind::kCustom;
  std::string title;
  std::string summary;
  std::vector<SettingField> fields;
  std::vector<EventAction> events;          ///< empty: it takes each event as it is
  std::vector<ServiceLimit> limits;         ///< empty: none that a person has to know
  std::optional<model::Messages> messages;  ///< the built-in ones; none: the kind sends no messages
};

/// The setting that names another host than the service's own (integrations.md).
inline constexpr const char* kBaseUrlSetting = "baseUrl";
/// Whether webhooks of the kind can be sent to another host than the service's, which is what a stand-in is.
inline bool canUseStandIn(const Integration& integration) {
  return std::any_of(integration.fields.begin(), integration.fields.end(), [](const auto& field) { return field.name == kBaseUrlSetting; });
}

/// The event that a preview is made of: one that the core has, by its id, or one that is given as JSON; neither: an example of the core's.
struct PreviewEvent {
  std::string id;
  std::string json;
};

struct RichSpan {
  std::string text;
  bool bold = false;
  bool italic = false;
  bool code = false;
};
using RichText = std::vector<RichSpan>;

/// A message with an event's values in it, before any service's shape. What is empty is not there.
struct RenderedMessage {
  struct Field {
    RichText name;
    RichText value;
  };
  struct Link {
    std::string text;
    std::string url;
  };
  RichText title;
  RichText text;
  std::vector<Field> fields;
  RichText quote;
  std::vector<Link> links;
  std::optional<int> color;  ///< 0xRRGGBB
  bool mention = false;
  std::string footer;
};

/// How much of a service's limit a part of the message takes, in the service's own way of counting.
struct LimitUse {
  std::string what;  ///< "The title"
  std::uint64_t length = 0;
  std::uint64_t most = 0;
};

struct Preview {
  std::string eventId;
  std::string eventType;
  bool takes = true;
  std::string reason;  ///< why it does not take the event
  std::string method;
  std::string url;  ///< without what is secret
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::optional<RenderedMessage> rendered;  ///< of kinds with messages
  std::vector<LimitUse> limits;
  std::vector<std::string> warnings;
};

}  // namespace hookline::client
