#include "client/calls.h"

namespace hookline::client::internal {
api::Request call(std::string method, std::string path, std::string body) {
  api::Request request;
  request.method = std::move(method);
  request.path = std::move(path);
  if (!body.empty()) request.headers.push_back({"Content-Type", "application/json"});
  request.body = std::move(body);
  return request;
}

api::Request listCall(std::string path, const DeliveryFilter& filter, const std::string& cursor, int limit) {
  auto request = call("GET", std::move(path));
  request.query = queryOf(filter);
  request.query.emplace_back("limit", std::to_string(limit));
  if (!cursor.empty()) request.query.emplace_back("cursor", cursor);
  return request;
}

std::vector<std::pair<std::string, std::string>> queryOf(const DeliveryFilter& filter) {
  std::vector<std::pair<std::string, std::string>> query;
  const auto add = [&query](const char* name, std::string value) {
    if (!value.empty()) query.emplace_back(name, std::move(value));
  };
  std::string states;
  for (const auto state : filter.states) states.append(states.empty() ? "" : ",").append(model::toText(state));
  add("state", std::move(states));
  if (filter.webhook) add("webhookId", filter.webhook->text());
  add("eventType", filter.eventType);
  add("chatbotId", filter.chatbotId);
  add("conversationId", filter.conversationId);
  add("email", filter.email);
  add("q", filter.text);
  if (filter.since) add("since", base::formatIso(*filter.since));
  if (filter.until) add("until", base::formatIso(*filter.until));
  if (filter.status) add("status", std::to_string(*filter.status));
  if (filter.simulated) add("simulated", *filter.simulated ? "1" : "0");
  if (filter.errorClass) query.emplace_back("errorClass", model::toText(*filter.errorClass));
  return query;
}

nlohmann::json filterOf(const DeliveryFilter& filter) {
  auto json = nlohmann::json::object();
  for (auto& [name, value] : queryOf(filter)) json[name] = std::move(value);
  if (filter.states.size() > 1) {
    json["state"] = nlohmann::json::array();
    for (const auto state : filter.states) json["state"].push_back(model::toText(state));
  }
  if (filter.status) json["status"] = *filter.status;
  if (filter.simulated) json["simulated"] = *filter.simulated;
  return json;
}

std::string text(const nlohmann::json& json) { return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace); }

}  // namespace hookline::client::internal
