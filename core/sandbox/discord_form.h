#pragma once
#include <nlohmann/json.hpp>

namespace hookline::sandbox {

/// What Discord finds wrong with the JSON of a message (integrations.md §4): the `errors` tree of its answer with code 50035, such as
/// {"embeds":{"0":{"title":{"_errors":[{"code":"BASE_TYPE_MAX_LENGTH","message":"…"}]}}}}. Empty when nothing is. Members that it does not
/// know are let pass, as Discord does.
nlohmann::ordered_json discordFaults(const nlohmann::json& message);

/// A tree with one fault, for what is wrong outside of the message: a parameter of the address.
nlohmann::ordered_json discordFault(std::string_view name, std::string_view code, std::string_view message);

}  // namespace hookline::sandbox
