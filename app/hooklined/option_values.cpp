#include "hooklined/option_values.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/ascii.h"
#include "base/encoding.h"
#include "hooklined/near_name.h"
#include "platform/private_file.h"

namespace hookline::hooklined {
namespace {

constexpr std::size_t kMaxConfigBytes = 64 * 1024;

std::optional<std::string> switchText(std::string_view text) {
  const std::string lower = base::lowered(text);
  for (const char* on : {"true", "1", "yes", "on"})
    if (lower == on) return "true";
  for (const char* off : {"false", "0", "no", "off"})
    if (lower == off) return "false";
  return std::nullopt;
}

base::Error invalid(std::string message) { return {base::Errc::kInvalid, std::move(message), false, {}}; }

base::Error comesLater(const Given& given) {
  return invalid(given.origin + " is not in this version of Hookline yet (" + std::string(given.spec.help) + "). Start without it.");
}

/// "a,b" of ["a", "b"].
std::optional<std::string> listText(const nlohmann::json& values) {
  std::string text;
  for (const auto& value : values) {
    if (!value.is_string()) return std::nullopt;
    text += (text.empty() ? "" : ",") + value.get<std::string>();
  }
  return text;
}

/// The text of a value in the file; nothing: of a type that the option cannot take.
std::optional<std::string> fileText(const nlohmann::json& value, const OptionSpec& spec) {
  if (value.is_boolean()) return spec.isSwitch() ? std::optional<std::string>(value.get<bool>() ? "true" : "false") : std::nullopt;
  if (spec.isSwitch()) return std::nullopt;
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number()) return value.dump();
  if (spec.list && value.is_array()) return listText(value);
  return std::nullopt;
}

}  // namespace

std::string environmentName(std::string_view option) {
  std::string name = "HOOKLINE_";
  for (const char c : option) name += c == '-' ? '_' : (c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
  return name;
}

base::Error wrongValue(const Given& given, std::string_view why) {
  if (given.spec.isSwitch())
    return invalid(given.origin + " is a switch and takes true or false, not \"" + base::printable(given.text) + "\".");
  std::string message = given.origin + " takes " + std::string(given.spec.takes) + ", such as " + std::string(given.spec.example);
  message += given.text.empty() ? "; nothing was given" : "; \"" + base::printable(given.text) + "\" was given";
  if (!why.empty()) message.append(" (").append(why).append(")");
  return invalid(message + ". " + std::string(given.spec.help) + ".");
}

base::Error missingOption(const CommandSpec& command, std::string_view name) {
  for (const auto& spec : command.options)
    if (spec.name == name)
      return invalid("--" + std::string(name) + " is missing. It takes " + std::string(spec.takes) + ", such as --" + std::string(name) +
                     " " + std::string(spec.example) + ". " + std::string(spec.help) + ".");
  return invalid("--" + std::string(name) + " is missing.");
}

base::Result<OptionValues> OptionValues::merge(const CommandSpec& command, std::map<std::string, std::string> flags, std::string operand,
                                               const platform::Environment& environment) {
  OptionValues values;
  values.operand_ = std::move(operand);
  for (const auto& spec : command.options) {
    const std::string name(spec.name);
    if (const auto flag = flags.find(name); flag != flags.end()) {
      values.given_.emplace(name, Given{flag->second, "--" + name, spec});
    } else if (spec.environment) {
      const std::string variable = environmentName(spec.name);
      if (const auto value = environment(variable.c_str())) values.given_.emplace(name, Given{value->string(), variable, spec});
    }
  }
  if (command.configFile)
    if (auto read = values.addConfigFile(command); !read) return base::fail(read.error());
  for (auto& [name, given] : values.given_) {
    if (given.spec.later) return base::fail(comesLater(given));
    if (!given.spec.isSwitch()) continue;
    const auto text = switchText(given.text);
    if (!text) return base::fail(wrongValue(given));
    given.text = *text;
  }
  return values;
}

base::Status OptionValues::addConfigFile(const CommandSpec& command) {
  const Given* config = find("config");
  if (!config) return {};
  const auto text = platform::readFile(config->text, kMaxConfigBytes);
  if (!text) return base::fail(wrongValue(*config, text.error().message));
  const auto read = nlohmann::json::parse(*text, nullptr, false, true);
  if (!read.is_object()) return base::fail(wrongValue(*config, "it does not hold one JSON object"));
  std::vector<std::string_view> names;
  for (const auto& spec : command.options)
    if (spec.name != "config") names.push_back(spec.name);
  for (const auto& item : read.items()) {
    const std::string& key = item.key();
    const auto& value = item.value();
    const std::string origin = "\"" + base::printable(key) + "\" in " + base::printable(config->text, 1024);
    const auto spec = std::find_if(command.options.begin(), command.options.end(), [&](const auto& one) { return one.name == key; });
    if (spec == command.options.end() || spec->name == "config") {
      const auto near = nearName(key, names);
      return base::fail(invalid("There is no option " + origin + (near ? "; did you mean \"" + std::string(*near) + "\"?" : ".")));
    }
    auto given = fileText(value, *spec);
    if (!given) return base::fail(wrongValue(Given{value.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace), origin, *spec}));
    given_.emplace(key, Given{std::move(*given), origin, *spec});
  }
  return {};
}

const Given* OptionValues::find(std::string_view name) const {
  const auto found = given_.find(name);
  return found == given_.end() ? nullptr : &found->second;
}

bool OptionValues::isOn(std::string_view name) const {
  const Given* given = find(name);
  return given && given->text == "true";
}

}  // namespace hookline::hooklined
