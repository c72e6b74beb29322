#include "model/event_types.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>

#include "embedded_schemas.h"
#include "model/data_checker.h"
#include "model/data_schema.h"
#include "model/faults.h"

namespace hookline::model {
namespace {

constexpr std::array<std::string_view, 10> kNames{"conversation.started", "conversation.ended", "message.received",   "message.sent",
                                                  "lead.captured",        "handoff.requested",  "sentiment.negative", "feedback.received",
                                                  "purchase.intent",      "webhook.test"};

std::string_view embeddedText(std::string_view type) {
  const std::string wanted = std::string(type) + ".json";
  for (const auto& file : schemas::files())
    if (file.name == wanted) return file.bytes;
  throw std::logic_error("no schema is compiled in for " + std::string(type));
}

}  // namespace

struct EventTypes::Impl {
  struct Known {
    std::string_view text;
    std::unique_ptr<internal::DataSchema> schema;
  };
  std::vector<std::string> names;
  std::map<std::string, Known, std::less<>> known;
  mutable std::mutex mutex;
  CustomTypesPtr custom = std::make_shared<CustomTypes>();  // guarded by mutex
};

EventTypes::EventTypes() : impl_(std::make_unique<Impl>()) {
  for (const auto name : kNames) {
    const auto text = embeddedText(name);
    impl_->names.emplace_back(name);
    impl_->known.emplace(name, Impl::Known{text, internal::DataSchema::compile(nlohmann::json::parse(text))});
  }
}

EventTypes::~EventTypes() = default;

const std::vector<std::string>& EventTypes::names() const { return impl_->names; }

std::string_view EventTypes::schema(std::string_view type) const {
  const auto at = impl_->known.find(type);
  return at == impl_->known.end() ? std::string_view{} : at->second.text;
}

CustomTypesPtr EventTypes::custom() const {
  std::scoped_lock lock(impl_->mutex);
  return impl_->custom;
}

void EventTypes::setCustom(CustomTypesPtr custom) {
  std::scoped_lock lock(impl_->mutex);
  impl_->custom = std::move(custom);
}

base::Status EventTypes::check(std::string_view type, std::string_view body) const {
  const auto at = impl_->known.find(type);
  const auto own = at == impl_->known.end() ? custom() : nullptr;
  const auto* schema = own ? own->schema(type) : at->second.schema.get();
  if (!schema) return {};
  internal::DataChecker checker(*schema);
  nlohmann::json::sax_parse(body, &checker);
  auto faults = checker.takeFaults();
  if (faults.empty()) return {};
  return base::fail(internal::invalid("The " + std::string(type) + " event", std::move(faults)));
}

}  // namespace hookline::model
