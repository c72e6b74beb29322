#include "api/json_body.h"

#include <algorithm>
#include <set>

#include "base/encoding.h"

namespace hookline::api::internal {
namespace {

using base::Errc;
using Json = nlohmann::json;

constexpr int kMaxDepth = 64;

std::string place(std::string_view text, std::size_t byte) {
  const auto before = text.substr(0, std::min(byte == 0 ? 0 : byte - 1, text.size()));
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const auto start = before.rfind('\n');
  const auto column = before.size() - (start == std::string_view::npos ? 0 : start + 1) + 1;
  return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

/// Watches a parse for what nlohmann takes without a word.
struct Watch {
  std::vector<std::set<std::string>> keys;
  std::string duplicate;
  bool tooDeep = false;

  bool operator()(int depth, Json::parse_event_t event, Json& value) {
    if (depth >= kMaxDepth && (event == Json::parse_event_t::object_start || event == Json::parse_event_t::array_start)) tooDeep = true;
    if (event == Json::parse_event_t::object_start) keys.emplace_back();
    if (event == Json::parse_event_t::object_end && !keys.empty()) keys.pop_back();
    if (event == Json::parse_event_t::key && !keys.empty()) {
      const auto& name = value.get_ref<const std::string&>();
      if (!keys.back().insert(name).second && duplicate.empty()) duplicate = name;
    }
    return !tooDeep;
  }
};

}  // namespace

base::Result<Json> parseObject(std::string_view text) {
  const auto valid = base::validUtf8Prefix(text);
  if (valid != text.size())
    return base::fail(Errc::kMalformed, "The body is not UTF-8: byte " + std::to_string(valid + 1) + " (" + place(text, valid + 1) + ").");
  Watch watch;
  Json body;
  try {
    body = Json::parse(text, [&watch](int depth, Json::parse_event_t event, Json& value) { return watch(depth, event, value); });
  } catch (const Json::parse_error& error) {
    return base::fail(Errc::kMalformed, "The body is not JSON: it cannot be read at " + place(text, error.byte) + ".");
  } catch (const Json::exception&) {
    return base::fail(Errc::kMalformed, "The body is not JSON that can be read: a number in it is out of range.");
  }
  if (watch.tooDeep) return base::fail(Errc::kMalformed, "The body is nested more than 64 levels deep.");
  if (!watch.duplicate.empty()) {
    const auto name = base::printable(watch.duplicate, 80);
    return base::fail(base::Error{Errc::kInvalid,
                                  "The key \"" + name + "\" stands twice in one object; keep one.",
                                  false,
                                  {{"/" + name, "stands twice in one object"}}});
  }
  if (!body.is_object())
    return base::fail(
        base::Error{Errc::kInvalid, "The body must be a JSON object.", false, {{"", "must be an object like {\"name\": \"value\"}"}}});
  return body;
}

FieldReader::FieldReader(const Json& object, std::initializer_list<std::string_view> known) : object_(object) {
  for (const auto& [name, value] : object.items()) {
    if (std::find(known.begin(), known.end(), name) == known.end()) refuse("/" + base::printable(name, 80), "is not a field of this call");
  }
}

const Json* FieldReader::find(std::string_view name) const {
  const auto found = object_.find(std::string(name));
  return found == object_.end() || found->is_null() ? nullptr : &*found;
}

void FieldReader::refuse(std::string path, std::string message) { errors_.push_back({std::move(path), std::move(message)}); }

std::optional<std::string> FieldReader::text(std::string_view name) {
  const auto* value = find(name);
  if (!value) return std::nullopt;
  if (value->is_string()) return value->get<std::string>();
  refuse("/" + std::string(name), "must be a string");
  return std::nullopt;
}

std::optional<bool> FieldReader::flag(std::string_view name) {
  const auto* value = find(name);
  if (!value) return std::nullopt;
  if (value->is_boolean()) return value->get<bool>();
  refuse("/" + std::string(name), "must be true or false");
  return std::nullopt;
}

std::optional<std::int64_t> FieldReader::integer(std::string_view name, std::int64_t least, std::int64_t most) {
  const auto* value = find(name);
  if (!value) return std::nullopt;
  const bool beyond = value->is_number_unsigned() && value->get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX);
  if (value->is_number_integer() && !beyond) {
    const auto number = value->get<std::int64_t>();
    if (number >= least && number <= most) return number;
  }
  refuse("/" + std::string(name), "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
  return std::nullopt;
}

std::optional<base::WallTime> FieldReader::time(std::string_view name) {
  const auto* value = find(name);
  if (!value) return std::nullopt;
  if (value->is_string()) {
    if (const auto time = base::parseIso(value->get_ref<const std::string&>())) return time;
  }
  refuse("/" + std::string(name), "must be a time like 2026-11-23T20:00:00Z");
  return std::nullopt;
}

base::Status FieldReader::status() const {
  if (errors_.empty()) return {};
  std::string sentence = errors_.size() == 1 ? errors_[0].path + " " + errors_[0].message + "."
                                             : "The body has " + std::to_string(errors_.size()) + " wrong fields.";
  return base::fail(base::Error{Errc::kInvalid, std::move(sentence), false, errors_});
}

}  // namespace hookline::api::internal
