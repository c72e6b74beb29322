#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "model/webhook.h"

namespace hookline::model {

/// How a setting of a destination is entered and shown.
enum class SettingKind { kText, kSecret, kUrl, kFlag, kNumber, kChoice, kMap };

struct SettingChoice {
  std::string_view value;
  std::string_view label;
};

/// What a service may have as the value of a field, as a person looks it up there (Destination::lookUp).
struct FoundValue {
  std::string value;
  std::string label;
  bool operator==(const FoundValue&) const = default;
};

/// That a field's values can be looked up at the service.
struct SettingFind {
  std::string_view label = {};     ///< of the button: "Find chat\u2026"; empty: they cannot
  std::string_view whenNone = {};  ///< why there may be none, and what helps
};

/// One field of a destination's form: the editor, the check of a save and the manual are made of it. All text is for a person, in
/// English, and lives as long as the program.
struct SettingField {
  std::string_view name;  ///< its key in `settings`; "url" is the webhook's own address
  SettingKind kind = SettingKind::kText;
  std::string_view label;
  std::string_view help;  ///< where in the service the value is found, or what it does
  std::string_view placeholder = {};
  bool required = false;
  bool advanced = false;
  std::string_view pattern = {};  ///< RE2, the whole value; empty: any text
  std::string_view mustBe = {};   ///< goes on after the name of the field: "must be an address of hooks.slack.com …"
  std::vector<SettingChoice> choices = {};
  std::string_view preset = {};  ///< what counts while nothing is set; of a flag "true" or "false"
  double least = 0;              ///< of a number
  double most = 0;
  std::size_t maxBytes = 2000;
  SettingFind find = {};
};

/// What a destination does with a type of events.
struct EventAction {
  std::string_view type;
  std::string_view action;
  bool byDefault = true;  ///< false: only when `events` names the type itself, not by "*" or a group
};

struct ServiceLimit {
  std::string_view what;
  std::string_view value;
};

/// A destination as people set it up (`GET /api/integrations`).
struct Integration {
  WebhookKind kind = WebhookKind::kCustom;
  std::string_view title;
  std::string_view summary;
  std::vector<SettingField> fields;
  std::vector<EventAction> events;
  std::vector<ServiceLimit> limits;
  bool messages = false;  ///< whether it sends messages, which `messages` of the webhook change and `digest` gathers
};

}  // namespace hookline::model
