#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "base/encoding.h"
#include "core_api/doctor.h"
#include "hooklined/serve_options.h"
#include "hooklined/subcommands.h"
#include "platform/signals.h"

namespace hookline::hooklined {
namespace {

using core_api::Finding;

constexpr std::size_t kTextBytes = 2000;

void printJson(std::ostream& out, const std::vector<Finding>& findings, bool fine) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const auto& one : findings) {
    nlohmann::ordered_json row{{"name", one.name}, {"grade", toText(one.grade)}, {"text", base::printable(one.text, kTextBytes)}};
    if (!one.help.empty()) row["help"] = base::printable(one.help, kTextBytes);
    list.push_back(std::move(row));
  }
  out << nlohmann::ordered_json{{"ok", fine}, {"findings", std::move(list)}}.dump(2) << '\n' << std::flush;
}

void printText(std::ostream& out, const std::vector<Finding>& findings) {
  constexpr std::size_t kGradeWidth = 9;
  for (const auto& one : findings) {
    std::string grade(toText(one.grade));
    grade.resize(kGradeWidth, ' ');
    out << grade << one.name << ": " << base::printable(one.text, kTextBytes) << '\n';
    if (!one.help.empty()) out << std::string(kGradeWidth, ' ') << base::printable(one.help, kTextBytes) << '\n';
  }
  out << std::flush;
}

}  // namespace

int doctor(const OptionValues& values, const Console& console) {
  const auto options = readServeOptions(values, console.environment);
  if (!options) return usageFailure(console, options.error());
  // A peer that goes away in the middle must be an error of that write.
  const auto signal = platform::ShutdownSignal::install();
  if (!signal) return failure(console, signal.error());
  const auto findings = core_api::examine(*options, console.environment);
  const bool fine = std::none_of(findings.begin(), findings.end(), [](const auto& one) { return one.grade == Finding::Grade::kProblem; });
  if (values.isOn("json"))
    printJson(console.out, findings, fine);
  else
    printText(console.out, findings);
  return fine ? kExitDone : kExitFailed;
}

}  // namespace hookline::hooklined
