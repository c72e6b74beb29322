#include "hooklined/simulate_options.h"

#include <algorithm>

#include "hooklined/option_readers.h"
#include "model/event.h"
#include "net/url.h"
#include "platform/private_file.h"

namespace hookline::hooklined {
namespace {

using simulate::FeedOrder;

const CommandSpec& commandSpec() {
  return *std::find_if(commands().begin(), commands().end(), [](const auto& one) { return one.name == "simulate"; });
}

base::Error both(std::string_view one, std::string_view other) {
  return {
      base::Errc::kInvalid, "--" + std::string(one) + " and --" + std::string(other) + " do not go together; give one of them.", false, {}};
}

/// What is sent: a type at a rate for a while, or a scenario, which brings its own.
base::Status addContent(const OptionValues& values, SimulateOptions& options) {
  const Given* type = values.find("type");
  const Given* scenario = values.find("scenario");
  const Given* rate = values.find("rate");
  const Given* duration = values.find("duration");
  if (type && scenario) return base::fail(both("type", "scenario"));
  if (rate && scenario) return base::fail(both("rate", "scenario"));
  if (!type && !scenario) return base::fail(missingOption(commandSpec(), "type"));
  if (type && !rate) return base::fail(missingOption(commandSpec(), "rate"));
  if (type && !duration) return base::fail(missingOption(commandSpec(), "duration"));
  if (type && !model::isEventType(type->text)) return base::fail(wrongValue(*type, "words of a-z, 0-9 and _ with dots between them"));
  if (scenario && scenario->text.empty()) return base::fail(wrongValue(*scenario));
  if (type) options.order.type = type->text;
  if (scenario) options.scenarioFile = scenario->text;
  if (rate) {
    const auto number = readDecimal(*rate, FeedOrder::kLeastPerSecond, FeedOrder::kMostPerSecond);
    if (!number) return base::fail(number.error());
    options.order.perSecond = *number;
  }
  if (duration) {
    const auto seconds = readDecimal(*duration, FeedOrder::kLeastSeconds, FeedOrder::kMostSeconds);
    if (!seconds) return base::fail(seconds.error());
    options.order.duration = base::Micros{static_cast<std::int64_t>(*seconds * 1e6)};
  }
  return {};
}

base::Status addTarget(const OptionValues& values, SimulateOptions& options) {
  const Given* to = values.find("to");
  if (!to) return base::fail(missingOption(commandSpec(), "to"));
  const auto url = net::parseUrl(to->text);
  if (!url) return base::fail(wrongValue(*to, url.error().message));
  options.url = to->text;
  const Given* token = values.find("token-file");
  if (token && token->text.empty()) return base::fail(wrongValue(*token));
  if (token) options.tokenFile = token->text;
  return {};
}

}  // namespace

base::Result<SimulateOptions> readSimulateOptions(const OptionValues& values) {
  SimulateOptions options;
  if (auto fine = addTarget(values, options); !fine) return base::fail(fine.error());
  if (auto fine = addContent(values, options); !fine) return base::fail(fine.error());
  if (const Given* seed = values.find("seed")) {
    const auto number = readWhole(*seed, 0, ~std::uint64_t{0});
    if (!number) return base::fail(number.error());
    options.seed = *number;
  }
  if (const Given* chatbot = values.find("chatbot")) {
    if (chatbot->text.empty() || chatbot->text.size() > model::EventLimits::kMaxNameBytes) return base::fail(wrongValue(*chatbot));
    options.order.chatbotId = chatbot->text;
  }
  options.real = values.isOn("real");
  return options;
}

base::Result<simulate::FeedOrder> readOrder(const SimulateOptions& options) {
  auto order = options.order;
  if (options.scenarioFile.empty()) return order;
  const auto text = platform::readFile(options.scenarioFile, simulate::Scenario::kMaxBytes);
  if (!text) return base::fail(text.error());
  auto scenario = simulate::parseScenario(*text);
  if (!scenario) {
    auto error = scenario.error();
    error.message = "The scenario " + options.scenarioFile + " cannot be played: " + error.message;
    for (const auto& detail : error.details) error.message.append("; ").append(detail.path).append(" ").append(detail.message);
    return base::fail(std::move(error));
  }
  order.scenario = std::move(*scenario);
  return order;
}

}  // namespace hookline::hooklined
