#include <algorithm>
#include <string>
#include <vector>

#include "base/encoding.h"
#include "hooklined/option_readers.h"
#include "hooklined/subcommands.h"
#include "hooklined/with_folder.h"
#include "model/principal.h"

namespace hookline::hooklined {
namespace {

constexpr std::uint64_t kMostEventsPerSecond = 1'000'000;
constexpr std::size_t kShownBytes = 1024;
constexpr char kTokenHint[] = "Keep it now: it is not shown again.\n";
constexpr char kLinkHint[] =
    "Open it in Hookline within 15 minutes: it is good once, and not after a restart of the daemon. Whoever has it gets the token.\n";

base::Result<nlohmann::json> readRequest(const OptionValues& values) {
  const CommandSpec& command =
      *std::find_if(commands().begin(), commands().end(), [](const auto& one) { return one.name == "token create"; });
  const Given* name = values.find("name");
  const Given* role = values.find("role");
  if (!name) return base::fail(missingOption(command, "name"));
  if (!role) return base::fail(missingOption(command, "role"));
  if (name->text.empty()) return base::fail(wrongValue(*name));
  if (!model::parseRole(role->text)) return base::fail(wrongValue(*role));
  nlohmann::json body{{"name", name->text}, {"role", role->text}};
  if (const Given* limit = values.find("events-per-second")) {
    const auto number = readWhole(*limit, 1, kMostEventsPerSecond);
    if (!number) return base::fail(number.error());
    body["eventsPerSecond"] = *number;
  }
  if (values.isOn("link")) body["link"] = true;
  return body;
}

std::string cell(const nlohmann::json& row, const char* name, const char* otherwise) {
  const auto found = row.find(name);
  if (found == row.end() || found->is_null()) return otherwise;
  return found->is_string() ? base::printable(found->get<std::string>(), kShownBytes) : found->dump();
}

void printTable(std::ostream& out, const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths(rows.front().size());
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += row[i];
      if (i + 1 < row.size()) line.append(widths[i] - row[i].size() + 2, ' ');
    }
    out << line << '\n';
  }
  out << std::flush;
}

}  // namespace

int tokenCreate(const OptionValues& values, const Console& console) {
  const auto request = readRequest(values);
  if (!request) return usageFailure(console, request.error());
  const bool link = values.isOn("link");
  const auto work = [&](core_api::FolderCall& call) {
    const auto answer = call.ask("POST", {"api", "tokens"}, *request);
    if (!answer) return failure(console, answer.error());
    const std::string made = cell(*answer, link ? "link" : "token", "");
    if (made.empty()) return failure(console, {base::Errc::kInternal, "The answer holds no token.", false, {}});
    console.out << made << std::endl;
    if (platform::isTerminal(platform::StandardStream::kOut)) console.err << (link ? kLinkHint : kTokenHint);
    return kExitDone;
  };
  return withFolder(values, console, !link, work, link);
}

int tokenList(const OptionValues& values, const Console& console) {
  return withFolder(values, console, false, [&](core_api::FolderCall& call) {
    const auto answer = call.ask("GET", {"api", "tokens"});
    if (!answer) return failure(console, answer.error());
    std::vector<std::vector<std::string>> rows = {{"NAME", "ROLE", "EVENTS/S", "CREATED", "LAST USED"}};
    for (const auto& row : answer->value("items", nlohmann::json::array()))
      rows.push_back({cell(row, "name", ""), cell(row, "role", ""), cell(row, "eventsPerSecond", "no limit"), cell(row, "createdAt", ""),
                      cell(row, "lastUsedAt", "never")});
    printTable(console.out, rows);
    return kExitDone;
  });
}

int tokenRevoke(const OptionValues& values, const Console& console) {
  return withFolder(values, console, false, [&](core_api::FolderCall& call) {
    const auto answer = call.ask("DELETE", {"api", "tokens", values.operand()});
    if (!answer && answer.error().code == base::Errc::kNotFound)
      return failure(console,
                     {base::Errc::kNotFound,
                      "There is no token named \"" + base::printable(values.operand()) + "\". `hooklined token list` shows the names.",
                      false,
                      {}});
    if (!answer) return failure(console, answer.error());
    console.err << "The token \"" << base::printable(values.operand()) << "\" is revoked.\n";
    return kExitDone;
  });
}

}  // namespace hookline::hooklined
