#include "model/event.h"

#include <algorithm>
#include <array>

#include "model/event_reader.h"
#include "model/faults.h"

namespace hookline::model {
namespace {

using internal::EventReader;
using internal::Faults;
using Field = EventReader::Field;
using Kind = EventReader::Kind;

bool isTypeChar(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }

/// A null id, timestamp or conversationId is what many producers write for "none", so it counts as left out.
bool given(const EventReader::TopValue& value) { return value.kind != Kind::kAbsent && value.kind != Kind::kNull; }

void checkId(EventReader& reader, const EventDefaults& defaults, Faults& faults) {
  const auto& id = reader.top(Field::kId);
  if (defaults.alwaysThisId) return;
  if (!given(id)) {
    if (defaults.id.empty()) faults.push_back({"/id", "is required"});
  } else if (id.kind != Kind::kString || !isEventId(id.value)) {
    faults.push_back({"/id", "must be 1 to 128 letters, digits, underscores, colons or hyphens"});
  }
}

void checkType(EventReader& reader, Faults& faults) {
  const auto& type = reader.top(Field::kType);
  if (type.kind == Kind::kAbsent)
    faults.push_back({"/type", "is required, for example lead.captured"});
  else if (type.kind != Kind::kString || !isEventType(type.value))
    faults.push_back({"/type", "must be lower-case words joined by dots, for example lead.captured, at most 128 characters"});
}

std::optional<base::WallTime> checkTimestamp(EventReader& reader, const EventDefaults& defaults, Faults& faults) {
  const auto& timestamp = reader.top(Field::kTimestamp);
  if (!given(timestamp)) return defaults.now;
  const auto time = timestamp.kind == Kind::kString ? base::parseIso(timestamp.value) : std::nullopt;
  if (!time) faults.push_back({"/timestamp", "must be a time with seconds and zone, for example 2026-11-23T20:00:00.000Z"});
  return time;
}

void checkNames(EventReader& reader, const EventDefaults& defaults, Faults& faults) {
  const auto tooLong = [](const std::string& text) { return text.size() > EventLimits::kMaxNameBytes; };
  const auto& chatbot = reader.top(Field::kChatbotId);
  if (!given(chatbot)) {
    if (defaults.chatbotRequired) faults.push_back({"/chatbotId", "is required"});
  } else if (chatbot.kind != Kind::kString || chatbot.value.empty() || tooLong(chatbot.value)) {
    faults.push_back({"/chatbotId", "must be text of 1 to 256 bytes"});
  }
  const auto& conversation = reader.top(Field::kConversationId);
  if (given(conversation) && (conversation.kind != Kind::kString || tooLong(conversation.value)))
    faults.push_back({"/conversationId", "must be text of at most 256 bytes"});
  const auto& data = reader.top(Field::kData);
  if (data.kind != Kind::kAbsent && data.kind != Kind::kObject) faults.push_back({"/data", "must be an object"});
}

/// Puts the stored body together and notes where its timestamp lies.
class BodyMaker {
 public:
  explicit BodyMaker(EventReader& reader) : reader_(reader) {}

  void reserve(std::size_t bytes) { body_.reserve(bytes); }
  void copy(std::string_view name, Field field) { openMember(name).append(reader_.written(reader_.top(field).text)); }
  void text(std::string_view name, std::string_view value) { appendJsonString(openMember(name), value); }
  void raw(std::string_view name, std::string_view json) { openMember(name).append(json); }
  void member(std::string_view json) { body_.append(1, ',').append(json); }
  std::size_t size() const { return body_.size(); }
  std::string finish() {
    body_ += '}';
    return std::move(body_);
  }

 private:
  std::string& openMember(std::string_view name) {
    return body_.append(1, body_.empty() ? '{' : ',').append(1, '"').append(name).append("\":");
  }

  EventReader& reader_;
  std::string body_;
};

void makeBody(EventReader& reader, const EventDefaults& defaults, ParsedEvent& parsed) {
  BodyMaker body(reader);
  std::size_t bytes = reader.written({0, std::string::npos}).size() + defaults.id.size() + 128;
  body.reserve(bytes + reader.unknown().size());
  if (parsed.ownId)
    body.copy("id", Field::kId);
  else
    body.text("id", defaults.id);
  body.copy("type", Field::kType);
  const std::size_t timeBegin = body.size();
  if (parsed.ownTimestamp)
    body.copy("timestamp", Field::kTimestamp);
  else
    body.text("timestamp", base::formatIso(defaults.now));
  const std::size_t timeEnd = body.size();
  if (given(reader.top(Field::kChatbotId))) body.copy("chatbotId", Field::kChatbotId);
  if (given(reader.top(Field::kConversationId))) body.copy("conversationId", Field::kConversationId);
  if (given(reader.top(Field::kData)))
    body.copy("data", Field::kData);
  else
    body.raw("data", "{}");
  for (const auto& slice : reader.unknown()) body.member(reader.written(slice));
  auto made = std::make_shared<const std::string>(body.finish());
  if (parsed.ownTimestamp) {
    parsed.comparable = *made;
  } else {
    parsed.comparable.reserve(made->size());
    parsed.comparable.append(*made, 0, timeBegin).append(*made, timeEnd, std::string::npos);
  }
  parsed.event.body = std::move(made);
}

}  // namespace

base::Result<ParsedEvent> parseEvent(std::string_view text, const EventDefaults& defaults) {
  if (text.size() > EventLimits::kMaxBodyBytes) {
    return base::fail(base::Errc::kTooLarge,
                      "The event has " + std::to_string(text.size()) + " bytes, and at most 1 MiB is taken: send less data.");
  }
  EventReader reader(text);
  if (!reader.read()) return base::fail(reader.error());

  Faults faults;
  checkId(reader, defaults, faults);
  checkType(reader, faults);
  const auto time = checkTimestamp(reader, defaults, faults);
  checkNames(reader, defaults, faults);
  if (!faults.empty()) return base::fail(internal::invalid("The event", std::move(faults)));

  ParsedEvent parsed;
  parsed.ownId = !defaults.alwaysThisId && given(reader.top(Field::kId));
  parsed.ownTimestamp = given(reader.top(Field::kTimestamp));
  makeBody(reader, defaults, parsed);
  auto& event = parsed.event;
  event.id = parsed.ownId ? std::move(reader.top(Field::kId).value) : std::string(defaults.id);
  event.type = std::move(reader.top(Field::kType).value);
  event.timestamp = *time;
  event.chatbotId = std::move(reader.top(Field::kChatbotId).value);
  event.conversationId = std::move(reader.top(Field::kConversationId).value);
  event.person = reader.takePerson();
  return parsed;
}

base::Result<std::optional<std::string>> memberText(std::string_view object, std::string_view name) {
  EventReader reader(object);
  if (!reader.read()) return base::fail(reader.error());
  const auto& data = reader.top(Field::kData);
  if (name == "data") return data.kind == Kind::kAbsent ? std::nullopt : std::optional(std::string(reader.written(data.text)));
  std::string key;
  appendJsonString(key, name);
  key += ':';
  for (const auto& slice : reader.unknown()) {
    const auto member = reader.written(slice);
    if (member.starts_with(key)) return std::optional(std::string(member.substr(key.size())));
  }
  return std::optional<std::string>();
}

bool isEventType(std::string_view text) {
  if (text.empty() || text.size() > EventLimits::kMaxTypeBytes) return false;
  bool dotted = false;
  bool wordOpen = false;
  for (const char c : text) {
    if (c == '.') {
      if (!wordOpen) return false;
      dotted = true;
      wordOpen = false;
    } else if (isTypeChar(c)) {
      wordOpen = true;
    } else {
      return false;
    }
  }
  return dotted && wordOpen;
}

bool isEventId(std::string_view text) {
  return !text.empty() && text.size() <= EventLimits::kMaxIdBytes && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == ':' || c == '-';
  });
}

void appendJsonString(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  std::size_t plainFrom = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    out.append(text.substr(plainFrom, i - plainFrom));
    plainFrom = i + 1;
    constexpr std::string_view kShort = "\b\f\n\r\t\"\\";
    constexpr std::string_view kLetters = "bfnrt\"\\";
    if (const auto at = kShort.find(static_cast<char>(c)); at != std::string_view::npos)
      out.append(1, '\\').append(1, kLetters[at]);
    else
      out.append("\\u00").append(1, kHex[c >> 4]).append(1, kHex[c & 0xF]);
  }
  out.append(text.substr(plainFrom)).append(1, '"');
}

}  // namespace hookline::model
