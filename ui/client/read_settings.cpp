// The core's own affairs: its receiver, its settings, its tokens.
#include "client/json_fields.h"
#include "client/read_answers.h"

namespace hookline::client::internal {

using nlohmann::json;

base::Result<Receiver> readReceiver(const json& object) {
  JsonFields fields(object, "the receiver");
  Receiver receiver;
  receiver.running = fields.flag("running");
  receiver.url = fields.text("url");
  receiver.delay = base::Millis{static_cast<std::int64_t>(fields.count("delayMs"))};
  receiver.received = fields.count("received");
  if (const auto* statuses = fields.array("statuses")) {
    receiver.statuses.clear();
    for (const auto& one : *statuses) {
      if (one.is_number_integer())
        receiver.statuses.push_back(one.get<int>());
      else
        fields.wrong("statuses");
    }
  }
  if (!fields.good()) return base::fail(fields.error());
  return receiver;
}

base::Result<ReceivedRequest> readReceived(const json& object) {
  JsonFields fields(object, "a received request");
  ReceivedRequest request;
  request.at = fields.time("at");
  request.method = fields.text("method");
  request.path = fields.text("path");
  request.deliveryId = fields.text("deliveryId");
  request.body = fields.text("body");
  request.status = fields.maybeSmallCount("status");
  request.signature = fields.text("signature");
  if (!fields.good()) return base::fail(fields.error());
  return request;
}

base::Result<Settings> readSettings(const json& object) {
  JsonFields fields(object, "the settings");
  Settings settings;
  settings.address = fields.text("address");
  settings.dataFolder = fields.text("dataFolder");
  settings.allowPrivate = fields.flag("allowPrivate");
  settings.fixedStorage = fields.texts("fixed");
  if (const auto* storage = fields.object("storage")) {
    auto rules = model::mergeStorageRules({}, *storage);
    if (!rules) fields.wrong("storage");
    if (rules) settings.storage = *rules;
  }
  if (!fields.good()) return base::fail(fields.error());
  return settings;
}

base::Result<Token> readToken(const json& object) {
  JsonFields fields(object, "a token");
  Token token;
  token.name = fields.text("name");
  const auto role = model::parseRole(fields.text("role"));
  if (!role) fields.wrong("role");
  token.role = role.value_or(model::Role::kProducer);
  token.createdAt = fields.time("createdAt");
  token.lastUsedAt = fields.maybeTime("lastUsedAt");
  if (!fields.good()) return base::fail(fields.error());
  return token;
}

base::Result<CreatedToken> readCreatedToken(const json& object) {
  auto token = readToken(object);
  if (!token) return base::fail(token.error());
  JsonFields fields(object, "a new token");
  CreatedToken created{std::move(*token), fields.text("token")};
  if (!fields.good()) return base::fail(fields.error());
  if (created.text.empty()) return base::fail(base::Errc::kMalformed, "The core's answer cannot be read: it has no token.");
  return created;
}

base::Result<LinkedToken> readLinkedToken(const json& object) {
  JsonFields fields(object, "the token of a link");
  LinkedToken linked;
  linked.name = fields.text("name");
  const auto role = model::parseRole(fields.text("role"));
  if (!role) fields.wrong("role");
  linked.role = role.value_or(model::Role::kViewer);
  linked.text = fields.text("token");
  if (linked.text.empty()) fields.wrong("token");
  if (!fields.good()) return base::fail(fields.error());
  return linked;
}

}  // namespace hookline::client::internal
