#include "model/data_checker.h"

#include <algorithm>
#include <cmath>

namespace hookline::model::internal {
namespace {

/// One @ with something before it and a host behind it, no white space: what a sender can judge without asking the mail server.
bool looksLikeEmail(std::string_view text) {
  const auto at = text.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < text.size() && text.find('@', at + 1) == std::string_view::npos &&
         text.find_first_of(" \t\r\n,;<>") == std::string_view::npos;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool textFits(const DataSchema& schema, std::string_view text) {
  if ((schema.types & DataSchema::kString) == 0) return false;
  if (schema.email && !looksLikeEmail(text)) return false;
  if (schema.minLength && characters(text) < *schema.minLength) return false;
  if (schema.maxLength && characters(text) > *schema.maxLength) return false;
  if (schema.pattern && !schema.pattern->isFoundIn(text)) return false;
  const bool limited = !schema.words.empty() || schema.nullWord;
  return !limited || std::find(schema.words.begin(), schema.words.end(), text) != schema.words.end();
}

}  // namespace

DataChecker::DataChecker(const DataSchema& schema) : dataSchema_(schema) { frames_.reserve(8); }

bool DataChecker::null() {
  const auto* schema = nextSchema();
  if (schema && ((schema->types & DataSchema::kNull) == 0 || (!schema->words.empty() && !schema->nullWord)))
    addFault(path(), schema->wish());
  return true;
}

bool DataChecker::boolean(bool /*value*/) {
  const auto* schema = nextSchema();
  if (schema && ((schema->types & DataSchema::kBoolean) == 0 || !schema->words.empty())) addFault(path(), schema->wish());
  return true;
}

bool DataChecker::number_integer(std::int64_t value) { return checkNumber(static_cast<double>(value), true); }
bool DataChecker::number_unsigned(std::uint64_t value) { return checkNumber(static_cast<double>(value), true); }
bool DataChecker::number_float(double value, const std::string& /*token*/) { return checkNumber(value, std::floor(value) == value); }

bool DataChecker::checkNumber(double value, bool whole) {
  const auto* schema = nextSchema();
  if (!schema) return true;
  const bool typeFits = (schema->types & DataSchema::kNumber) != 0 || (whole && (schema->types & DataSchema::kInteger) != 0);
  const bool inRange = !(schema->minimum && value < *schema->minimum) && !(schema->maximum && value > *schema->maximum);
  if (!typeFits || !inRange || !schema->words.empty()) addFault(path(), schema->wish());
  return true;
}

bool DataChecker::string(std::string& value) {
  const auto* schema = nextSchema();
  if (schema && !textFits(*schema, value)) addFault(path(), schema->wish());
  return true;
}

bool DataChecker::binary(nlohmann::json::binary_t& /*value*/) { return false; }

bool DataChecker::start_object(std::size_t /*size*/) { return open(true); }
bool DataChecker::start_array(std::size_t /*size*/) { return open(false); }

bool DataChecker::open(bool object) {
  if (frames_.empty()) {
    frames_.push_back({nullptr, object});
    return true;
  }
  const auto* schema = nextSchema();
  if (schema && ((schema->types & (object ? DataSchema::kObject : DataSchema::kArray)) == 0 || !schema->words.empty())) {
    addFault(path(), schema->wish());
    schema = nullptr;
  }
  frames_.push_back({schema, object});
  return true;
}

bool DataChecker::key(std::string& name) {
  Frame& frame = frames_.back();
  member_ = nullptr;
  if (frames_.size() == 1) {
    if (name == "data") member_ = &dataSchema_;
  } else if (frame.schema) {
    frame.property = frame.schema->indexOf(name);
    if (frame.property == DataSchema::kMaxProperties) return true;
    frame.seen |= std::uint64_t{1} << frame.property;
    member_ = frame.schema->properties[frame.property].schema.get();
  }
  return true;
}

bool DataChecker::end_object() {
  const Frame frame = frames_.back();
  frames_.pop_back();
  if (!frame.schema) return true;
  for (std::size_t i = 0; i < frame.schema->properties.size(); ++i) {
    const auto& property = frame.schema->properties[i];
    if (property.required && (frame.seen >> i & 1U) == 0) addFault(path() + '/' + pointerPart(property.name), "is required");
  }
  return true;
}

bool DataChecker::end_array() {
  frames_.pop_back();
  return true;
}

bool DataChecker::parse_error(std::size_t /*position*/, const std::string& /*token*/, const nlohmann::json::exception& /*problem*/) {
  addFault("", "cannot be read as JSON");
  return false;
}

/// The schema of the value that comes now.
const DataSchema* DataChecker::nextSchema() {
  if (frames_.empty()) return nullptr;
  Frame& frame = frames_.back();
  if (frame.object) return member_;
  ++frame.count;
  return frame.schema ? frame.schema->items.get() : nullptr;
}

void DataChecker::addFault(std::string path, std::string message) {
  if (faults_.size() < kMaxFaults) faults_.push_back({std::move(path), std::move(message)});
}

/// Only values that have a schema are at fault, and those lie under `data` in objects and lists that have one too.
std::string DataChecker::path() const {
  std::string out = "/data";
  for (std::size_t i = 1; i < frames_.size(); ++i) {
    const auto& frame = frames_[i];
    out += '/';
    if (frame.object)
      out += pointerPart(frame.schema->properties[frame.property].name);
    else
      out += std::to_string(frame.count - 1);
  }
  return out;
}

}  // namespace hookline::model::internal
