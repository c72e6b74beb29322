#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "hooklined/option_spec.h"
#include "platform/app_paths.h"

namespace hookline::hooklined {

/// One option's value as it was given, and by what.
struct Given {
  std::string text;    ///< of a switch: "true" or "false"
  std::string origin;  ///< "--listen", "HOOKLINE_LISTEN" or "\"listen\" in /etc/hookline.json": for messages
  OptionSpec spec;
};

/// The options of one start, put together: flag before environment before the --config file (interfaces.md §1).
class OptionValues {
 public:
  /// `flags`: what stood on the command line, by option name. Reads the --config file when there is one.
  /// Errors: kInvalid: an option of a later version, a bad switch, a file that cannot be read or says something unknown.
  static base::Result<OptionValues> merge(const CommandSpec& command, std::map<std::string, std::string> flags, std::string operand,
                                          const platform::Environment& environment);

  const Given* find(std::string_view name) const;
  bool isOn(std::string_view name) const;
  /// The thing beside the options, or empty.
  const std::string& operand() const { return operand_; }

 private:
  base::Status addConfigFile(const CommandSpec& command);

  std::map<std::string, Given, std::less<>> given_;
  std::string operand_;
};

/// What is said of a wrong value: who gave it, what the option takes, an example, what came instead.
base::Error wrongValue(const Given& given, std::string_view why = {});
/// What is said when an option that must be given is not.
base::Error missingOption(const CommandSpec& command, std::string_view name);

/// "HOOKLINE_TLS_CERT" of "tls-cert".
std::string environmentName(std::string_view option);

}  // namespace hookline::hooklined
