#include "model/event_reader.h"

#include <charconv>

#include "model/event_trouble.h"
#include "model/faults.h"

namespace hookline::model::internal {
namespace {

constexpr std::array<std::string_view, 6> kFields{"id", "type", "timestamp", "chatbotId", "conversationId", "data"};
constexpr std::array<std::string_view, 5> kPersonKeys{"email", "visitorEmail", "name", "visitorName", "visitorId"};
constexpr std::size_t kNoPersonPart = kPersonKeys.size();

/// Objects with more members than this look their names up in a set, so that no text makes the search for duplicates quadratic.
constexpr std::size_t kManyKeys = 16;

template <std::size_t N>
std::size_t indexOf(const std::array<std::string_view, N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i)
    if (names[i] == name) return i;
  return N;
}

template <typename Number>
void appendNumber(std::string& out, Number number) {
  std::array<char, 24> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
  out.append(buffer.data(), end);
}

/// A person's text is shown in lists and kept beside the event, so it stays short; cut between characters.
std::string shortened(const std::string& value) {
  if (value.size() <= EventLimits::kMaxPersonBytes) return value;
  std::size_t end = EventLimits::kMaxPersonBytes;
  while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0U) == 0x80U) --end;
  return value.substr(0, end);
}

}  // namespace

EventReader::EventReader(std::string_view text) : text_(text), personPart_(kNoPersonPart) {
  written_.reserve(text.size());  // the canonical text is never longer than the source
  frames_.reserve(8);
  keys_.reserve(32);
}

bool EventReader::read() { return nlohmann::json::sax_parse(text_, this); }

Person EventReader::takePerson() {
  const auto firstOf = [this](std::size_t a, std::size_t b) { return std::move(person_[a].empty() ? person_[b] : person_[a]); };
  return Person{firstOf(0, 1), firstOf(2, 3), std::move(person_[4])};
}

bool EventReader::null() {
  if (!beginValue(Kind::kNull)) return false;
  written_ += "null";
  endValue();
  return true;
}

bool EventReader::boolean(bool value) {
  if (!beginValue(Kind::kOther)) return false;
  written_ += value ? "true" : "false";
  endValue();
  return true;
}

bool EventReader::number_integer(std::int64_t value) {
  if (!beginValue(Kind::kOther)) return false;
  if (value == 0)
    written_ += "-0";  // a plain 0 comes as unsigned
  else
    appendNumber(written_, value);
  endValue();
  return true;
}

bool EventReader::number_unsigned(std::uint64_t value) {
  if (!beginValue(Kind::kOther)) return false;
  appendNumber(written_, value);
  endValue();
  return true;
}

bool EventReader::number_float(double /*value*/, const std::string& token) {
  if (!beginValue(Kind::kOther)) return false;
  written_ += token;
  endValue();
  return true;
}

bool EventReader::string(std::string& value) {
  if (!beginValue(Kind::kString)) return false;
  appendJsonString(written_, value);
  if (frames_.size() == 1 && field_ != Field::kUnknown && field_ != Field::kData) top(field_).value = value;
  if (personPart_ != kNoPersonPart) notePerson(value);
  endValue();
  return true;
}

bool EventReader::binary(nlohmann::json::binary_t& /*value*/) {
  return refuse(base::Errc::kInternal, "Binary values do not occur in JSON text.");
}

bool EventReader::start_object(std::size_t /*size*/) { return open(true); }
bool EventReader::start_array(std::size_t /*size*/) { return open(false); }
bool EventReader::end_object() { return close('}'); }
bool EventReader::end_array() { return close(']'); }

bool EventReader::key(std::string& name) {
  Frame& frame = frames_.back();
  const bool top = frames_.size() == 1;
  if (top)
    memberBegin_ = written_.size();
  else if (frame.count > 0)
    written_ += ',';
  ++frame.count;
  const std::size_t begin = written_.size() + 1;
  appendJsonString(written_, name);
  const Slice written{begin, written_.size() - 1};
  const bool duplicate = isDuplicate(frame, written);
  keys_.push_back(written);
  if (duplicate) return refuseDuplicate();
  written_ += ':';
  if (top) field_ = static_cast<Field>(indexOf(kFields, name));
  personPart_ = frame.isData ? indexOf(kPersonKeys, name) : kNoPersonPart;
  return true;
}

bool EventReader::parse_error(std::size_t position, const std::string& token, const nlohmann::json::exception& problem) {
  constexpr int kNumberOutOfRange = 406;  // of nlohmann's documented exception ids
  if (problem.id == kNumberOutOfRange) {
    error_ = invalid("The event", {{path(), "holds a number that no JSON reader can take (" + token.substr(0, 40) +
                                                "): send a smaller one, or send it as text"}});
  } else {
    error_ = describeTrouble(text_, position, ended_);
  }
  return false;
}

bool EventReader::refuse(base::Errc code, std::string message) {
  error_ = base::Error{code, std::move(message), false, {}};
  return false;
}

bool EventReader::refuseDuplicate() {
  error_ = invalid("The event", {{path(), "occurs twice in one object: send each name once"}});
  return false;
}

bool EventReader::beginValue(Kind kind) {
  if (frames_.empty()) {
    if (kind == Kind::kObject) return true;
    return refuse(base::Errc::kInvalid,
                  "An event must be a JSON object such as {\"type\": \"lead.captured\", \"chatbotId\": …, \"data\": {…}}.");
  }
  Frame& frame = frames_.back();
  if (!frame.object && frame.count++ > 0) written_ += ',';
  if (frames_.size() > 1) return true;
  auto& value = top(field_);
  value.kind = kind;
  value.text.begin = written_.size();
  return true;
}

void EventReader::endValue() {
  personPart_ = kNoPersonPart;
  if (frames_.size() != 1) return;
  if (field_ == Field::kUnknown)
    unknown_.push_back({memberBegin_, written_.size()});
  else
    top(field_).text.end = written_.size();
}

bool EventReader::open(bool object) {
  if (!beginValue(object ? Kind::kObject : Kind::kOther)) return false;
  if (frames_.size() == EventLimits::kMaxDepth) {
    return refuse(base::Errc::kMalformed, "The event is nested deeper than 64 levels at " + path() + ": flatten it.");
  }
  if (!frames_.empty()) written_ += object ? '{' : '[';
  Frame frame;
  frame.object = object;
  frame.isData = object && frames_.size() == 1 && field_ == Field::kData;
  frame.firstKey = keys_.size();
  personPart_ = kNoPersonPart;
  frames_.push_back(std::move(frame));
  return true;
}

bool EventReader::close(char bracket) {
  keys_.resize(frames_.back().firstKey);
  frames_.pop_back();
  if (frames_.empty()) {
    ended_ = true;
    return true;
  }
  written_ += bracket;
  endValue();
  return true;
}

bool EventReader::isDuplicate(Frame& frame, Slice key) {
  const auto name = written(key);
  if (frame.manyKeys) return !frame.manyKeys->emplace(name).second;
  for (std::size_t i = frame.firstKey; i < keys_.size(); ++i)
    if (written(keys_[i]) == name) return true;
  if (keys_.size() - frame.firstKey == kManyKeys) {
    frame.manyKeys = std::make_unique<std::set<std::string, std::less<>>>();
    for (std::size_t i = frame.firstKey; i < keys_.size(); ++i) frame.manyKeys->emplace(written(keys_[i]));
    frame.manyKeys->emplace(name);
  }
  return false;
}

void EventReader::notePerson(const std::string& value) { person_[personPart_] = shortened(value); }

/// The JSON pointer of the value that is being read, or was read last.
std::string EventReader::path() const {
  std::string out;
  for (std::size_t i = 0; i < frames_.size(); ++i) {
    const auto& frame = frames_[i];
    if (!frame.object) {
      out += '/' + std::to_string(frame.count == 0 ? 0 : frame.count - 1);
      continue;
    }
    const std::size_t end = i + 1 < frames_.size() ? frames_[i + 1].firstKey : keys_.size();
    if (end > frame.firstKey) out += '/' + pointerPart(written(keys_[end - 1]));
  }
  return out;
}

}  // namespace hookline::model::internal
