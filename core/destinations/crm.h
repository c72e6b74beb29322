#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "destinations/destination.h"

namespace hookline::destinations {

/// What the plan destinations share.

/// A request that carries a bearer token; `body` null: none.
model::HttpRequest bearerRequest(const Occasion& occasion, std::string_view method, std::string url, std::string_view token,
                                 const nlohmann::ordered_json& body = nullptr);

/// The first word, and the rest; one word alone is a first name.
struct NameParts {
  std::string first;
  std::string last;
};
NameParts nameParts(std::string_view name);

/// The text at `name` of an object, however it is written; empty when it is missing, null or no text, number or flag.
std::string textAt(const nlohmann::json& object, std::string_view name);

/// The event's data, cleaned as eventValues does it.
nlohmann::json dataOf(const nlohmann::json& values);

/// An answer's body; null when it is no JSON.
nlohmann::json answerOf(const model::HttpResult& result);

/// What tells our own note, comment or task from others', wherever it stands: "[Hookline event evt_1]".
std::string eventMarker(const model::Event& event);

/// "Source: widget" and a line end; nothing for an empty value.
std::string labelled(std::string_view label, const std::string& value);

/// What a note or a task says of an event, in plain lines and without its marker (integrations.md §17).
std::string noteText(const model::Event& event, const nlohmann::json& values);

/// The `properties` of a webhook: names of the service with what their templates come to; those that come out empty are left out.
nlohmann::ordered_json ownProperties(const model::Webhook& webhook, const nlohmann::json& values);

}  // namespace hookline::destinations
