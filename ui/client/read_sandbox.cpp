// What a core says of its stand-ins, and of what arrived at one of them.
#include "client/calls.h"
#include "client/client.h"
#include "client/json_fields.h"
#include "client/read_answers.h"

namespace hookline::client::internal {
namespace {

using nlohmann::json;

std::string textOf(const json& object, const char* name) {
  const auto found = object.find(name);
  const auto* text = found == object.end() ? nullptr : found->get_ptr<const std::string*>();
  return text == nullptr ? std::string() : *text;
}

/// Title and text stand in the record itself, or in the message that it keeps as it came.
StandInRecord recordOf(const std::string& collection, const json& one) {
  StandInRecord record{collection, {}, {}, text(one)};
  if (!one.is_object()) return record;
  record.title = textOf(one, "title");
  record.text = textOf(one, "text");
  const auto message = one.find("message");
  if (message == one.end() || !message->is_object()) return record;
  if (record.title.empty()) record.title = textOf(*message, "title");
  if (record.text.empty()) record.text = textOf(*message, "text");
  return record;
}

}  // namespace

base::Result<Sandbox> readSandbox(const json& object) {
  JsonFields fields(object, "the stand-ins");
  Sandbox sandbox;
  sandbox.running = fields.flag("running");
  sandbox.url = fields.text("url");
  if (sandbox.running == sandbox.url.empty()) fields.wrong("url");
  for (const auto& name : fields.texts("kinds"))
    if (const auto kind = model::parseWebhookKind(name)) sandbox.kinds.insert(*kind);
  if (const auto* webhooks = fields.object("webhooks")) {
    for (const auto& [name, given] : webhooks->items()) {
      const auto kind = model::parseWebhookKind(name);
      if (!kind) continue;  // of a newer core: this program cannot make a webhook of it
      JsonFields of(given, "a stand-in");
      StandIn standIn;
      standIn.url = of.text("url");
      if (const auto* settings = of.object("settings")) standIn.settings = *settings;
      if (!of.good()) fields.wrong("webhooks");
      sandbox.standIns.emplace(*kind, std::move(standIn));
    }
  }
  if (!fields.good()) return base::fail(fields.error());
  return sandbox;
}

base::Result<std::vector<StandInRecord>> readSeen(const json& object) {
  JsonFields fields(object, "what arrived at a stand-in");
  std::vector<std::pair<std::string, const json*>> collections;
  if (const auto* records = fields.object("records"))
    for (const auto& [name, list] : records->items()) {
      if (list.is_array())
        collections.emplace_back(name, &list);
      else
        fields.wrong("records");
    }
  if (!fields.good()) return base::fail(fields.error());
  // A stand-in appends. Its collections share no clock, so that they take turns: none hides what arrived in another.
  std::vector<StandInRecord> seen;
  bool more = true;
  for (std::size_t back = 1; more && seen.size() < Client::kMaxSeen; ++back) {
    more = false;
    for (const auto& [name, list] : collections) {
      if (list->size() < back || seen.size() == Client::kMaxSeen) continue;
      seen.push_back(recordOf(name, (*list)[list->size() - back]));
      more = true;
    }
  }
  return seen;
}

}  // namespace hookline::client::internal
