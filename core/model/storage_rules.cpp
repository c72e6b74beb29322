#include "model/storage_rules.h"

#include <algorithm>

#include "model/faults.h"

namespace hookline::model {
namespace {

using nlohmann::json;

/// Reads whole numbers of one object and keeps what is wrong with them.
class Reader {
 public:
  explicit Reader(const json& patch) : patch_(patch) {}

  bool names(const char* name) const { return patch_.contains(name); }

  template <typename T>
  void whole(const char* name, std::uint64_t least, std::uint64_t most, T standard, T& target) {
    const auto at = patch_.find(name);
    if (at == patch_.end()) return;
    if (at->is_null()) return void(target = standard);
    const bool fits = at->is_number_integer() && *at >= 0 && at->get<std::uint64_t>() >= least && at->get<std::uint64_t>() <= most;
    if (!fits) return fault(name, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    target = static_cast<T>(at->get<std::uint64_t>());
  }
  void fault(std::string_view name, std::string message) { faults.push_back({"/storage/" + std::string(name), std::move(message)}); }

  internal::Faults faults;

 private:
  const json& patch_;
};

}  // namespace

nlohmann::ordered_json toJson(const StorageRules& rules) {
  return {{"keepDays", rules.keepDays},
          {"keepPayloadDays", rules.keepPayloadDays},
          {"keepDeadDays", rules.keepDeadDays ? nlohmann::ordered_json(*rules.keepDeadDays) : nlohmann::ordered_json(nullptr)},
          {"maxDiskBytes", rules.maxDiskBytes},
          {"maxWaiting", rules.maxWaiting}};
}

base::Result<StorageRules> mergeStorageRules(const StorageRules& current, const json& patch) {
  if (!patch.is_object())
    return base::fail(internal::invalid("The setting", {{"/storage", "must be an object such as {\"keepDays\": 30}"}}));
  const StorageRules standard;
  StorageRules rules = current;
  Reader reader(patch);
  for (const auto& [name, value] : patch.items())
    if (!toJson(standard).contains(name)) reader.fault(internal::pointerPart(name), "is no setting of it: check the spelling");
  reader.whole("keepDays", 1, StorageRules::kMaxDays, standard.keepDays, rules.keepDays);
  reader.whole("keepPayloadDays", 1, StorageRules::kMaxDays, standard.keepPayloadDays, rules.keepPayloadDays);
  if (patch.contains("keepDeadDays") && patch["keepDeadDays"].is_null()) {
    rules.keepDeadDays.reset();
  } else if (patch.contains("keepDeadDays")) {
    int days = 1;
    reader.whole("keepDeadDays", 1, StorageRules::kMaxDays, 1, days);
    rules.keepDeadDays = days;
  }
  reader.whole("maxDiskBytes", StorageRules::kLeastDiskBytes, StorageRules::kMostDiskBytes, standard.maxDiskBytes, rules.maxDiskBytes);
  reader.whole("maxWaiting", 1, StorageRules::kMostWaiting, standard.maxWaiting, rules.maxWaiting);
  if (reader.names("keepPayloadDays") && reader.faults.empty() && rules.keepPayloadDays > rules.keepDays)
    reader.fault("keepPayloadDays",
                 "cannot be longer than keepDays (" + std::to_string(rules.keepDays) + "): the bodies go with their events");
  rules.keepPayloadDays = std::min(rules.keepPayloadDays, rules.keepDays);
  if (!reader.faults.empty()) return base::fail(internal::invalid("The setting", std::move(reader.faults)));
  return rules;
}

}  // namespace hookline::model
