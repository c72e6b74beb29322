#include "model/custom_types.h"

#include <algorithm>
#include <exception>
#include <set>

#include "model/data_schema.h"
#include "model/event.h"
#include "model/faults.h"
#include "model/schema_check.h"

namespace hookline::model {
namespace {

using nlohmann::json;

void checkName(const json& entry, const std::string& path, const std::vector<std::string>& builtIn, std::set<std::string>& seen,
               internal::Faults& faults) {
  const auto at = entry.find("type");
  const auto name = at != entry.end() && at->is_string() ? at->get<std::string>() : std::string();
  if (!isEventType(name))
    faults.push_back({path, "must be a type such as order.paid: small letters, digits and _ with at least one dot"});
  else if (std::find(builtIn.begin(), builtIn.end(), name) != builtIn.end())
    faults.push_back({path, "names " + name + ", which is built in and cannot be changed; choose another name"});
  else if (!seen.insert(name).second)
    faults.push_back({path, "stands twice in the list"});
}

/// One entry of the list, with all that is wrong with it.
void checkEntry(const json& entry, const std::string& path, const std::vector<std::string>& builtIn, std::set<std::string>& seen,
                internal::Faults& faults) {
  if (!entry.is_object()) return faults.push_back({path, "must be an object with a type and its schema"});
  for (const auto& [name, value] : entry.items()) {
    // Lists show it, so it may come back.
    if (name == "builtIn" && value == false) continue;
    if (name != "type" && name != "schema") faults.push_back({path + "/" + internal::pointerPart(name), "is no field of an event type"});
  }
  checkName(entry, path + "/type", builtIn, seen, faults);
  const auto schema = entry.find("schema");
  if (schema == entry.end()) return faults.push_back({path + "/schema", "is required: a JSON Schema of the event's data"});
  if (schema->dump(-1, ' ', false, json::error_handler_t::replace).size() > CustomTypes::kMaxSchemaBytes)
    return faults.push_back({path + "/schema", "is larger than 64 KiB"});
  internal::checkSchema(*schema, path + "/schema", faults);
}

}  // namespace

CustomTypes::CustomTypes() = default;
CustomTypes::~CustomTypes() = default;

base::Result<CustomTypesPtr> CustomTypes::read(const json& items, const std::vector<std::string>& builtIn) {
  const std::string subject = "The list of event types";
  if (!items.is_array() || items.size() > kMaxTypes)
    return base::fail(internal::invalid(subject, {{"/items", "must be a list of at most " + std::to_string(kMaxTypes) + " event types"}}));
  internal::Faults faults;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < items.size(); ++i) checkEntry(items[i], "/items/" + std::to_string(i), builtIn, seen, faults);
  if (!faults.empty()) return base::fail(internal::invalid(subject, std::move(faults)));
  auto made = std::make_shared<CustomTypes>();
  try {
    for (const auto& entry : items) {
      auto name = entry["type"].get<std::string>();
      made->compiled_.emplace(name, internal::DataSchema::compile(entry["schema"]));
      made->types_.push_back({std::move(name), entry["schema"].dump()});
    }
  } catch (const std::exception& problem) {
    return base::fail(base::Errc::kInvalid, subject + " holds a schema that cannot be used: " + problem.what());
  }
  return CustomTypesPtr(std::move(made));
}

std::string CustomTypes::text() const {
  std::string text = "[";
  for (const auto& type : types_)
    text += std::string(text.size() > 1 ? "," : "") + R"({"type":)" + json(type.name).dump() + R"(,"schema":)" + type.schema + "}";
  return text + "]";
}

const internal::DataSchema* CustomTypes::schema(std::string_view type) const {
  const auto at = compiled_.find(type);
  return at == compiled_.end() ? nullptr : at->second.get();
}

}  // namespace hookline::model
