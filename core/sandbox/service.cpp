#include "sandbox/service.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/encoding.h"
#include "model/header_names.h"

namespace hookline::sandbox {

std::string_view ServiceRequest::header(std::string_view wanted) const { return model::headerValue(headers, wanted); }

std::string ServiceRequest::parameter(std::string_view wanted) const {
  for (auto& [name, value] : queryPairs(query))
    if (name == wanted) return std::move(value);
  return {};
}

std::string_view ServiceRequest::bearer() const {
  constexpr std::string_view kScheme = "Bearer ";
  const auto value = header("Authorization");
  // In any case, as a header's name (RFC 9110 §11.1): some clients repeat the token_type that they were told.
  return model::sameHeaderName(value.substr(0, kScheme.size()), kScheme) ? value.substr(kScheme.size()) : std::string_view();
}

ServiceReply ServiceReply::json(int status, const nlohmann::ordered_json& body) {
  return {status, {{"Content-Type", "application/json"}}, body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)};
}

ServiceReply ServiceReply::text(int status, std::string_view body) { return {status, {{"Content-Type", "text/html"}}, std::string(body)}; }

base::Status Service::configure(const nlohmann::json& settings) {
  if (auto knobs = readKnobs(settings, {}); !knobs) return base::fail(knobs.error());
  return {};
}

base::Result<std::map<std::string, std::int64_t, std::less<>>> readKnobs(const nlohmann::json& settings,
                                                                         std::initializer_list<Knob> knobs) {
  if (!settings.is_object()) return base::fail(base::Errc::kInvalid, "Settings are an object of names and numbers.");
  std::string known;
  for (const auto& knob : knobs) known += (known.empty() ? "" : ", ") + std::string(knob.name);
  std::map<std::string, std::int64_t, std::less<>> numbers;
  std::vector<base::FieldError> errors;
  for (const auto& [name, value] : settings.items()) {
    const auto knob = std::find_if(knobs.begin(), knobs.end(), [&key = name](const Knob& one) { return one.name == key; });
    const double number = value.is_number() ? value.get<double>() : std::nan("");
    if (knob == knobs.end())
      errors.push_back({"/" + name, known.empty() ? "is not known: this stand-in has no settings" : "is not known: there are " + known});
    else if (!(number >= 0 && number <= static_cast<double>(knob->most)) || std::floor(number) != number)
      errors.push_back({"/" + name, "must be a whole number from 0 to " + std::to_string(knob->most)});
    else
      numbers[name] = static_cast<std::int64_t>(number);
  }
  if (errors.empty()) return numbers;
  std::string sentence = "The settings are not valid:";
  for (const auto& error : errors) sentence.append(" ").append(error.path).append(" ").append(error.message).append(".");
  return base::fail(base::Error{base::Errc::kInvalid, std::move(sentence), false, std::move(errors)});
}

bool isRefusedCredential(std::string_view credential) {
  return credential.find("expired") != std::string_view::npos || credential.find("revoked") != std::string_view::npos ||
         credential.find("invalid") != std::string_view::npos;
}

std::vector<std::string_view> pathParts(std::string_view path) {
  if (path.starts_with('/')) path.remove_prefix(1);
  std::vector<std::string_view> parts;
  while (true) {
    const auto slash = path.find('/');
    parts.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return parts;
    path.remove_prefix(slash + 1);
  }
}

std::vector<std::string> splitList(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const auto comma = std::min(text.find(','), text.size());
    out.emplace_back(text.substr(0, comma));
    text.remove_prefix(std::min(text.size(), comma + 1));
  }
  return out;
}

std::vector<std::pair<std::string, std::string>> queryPairs(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> pairs;
  while (!text.empty()) {
    const auto pair = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(text.size(), pair.size() + 1));
    const auto name = pair.substr(0, pair.find('='));
    pairs.emplace_back(percentDecoded(name, true), percentDecoded(pair.substr(std::min(pair.size(), name.size() + 1)), true));
  }
  return pairs;
}

std::string percentDecoded(std::string_view text, bool plusIsSpace) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = text[i] == '%' && i + 2 < text.size() ? base::fromHex(text.substr(i + 1, 2)) : std::nullopt;
    if (byte) i += 2;
    out += byte ? *byte : std::string(1, plusIsSpace && text[i] == '+' ? ' ' : text[i]);
  }
  return out;
}

}  // namespace hookline::sandbox
