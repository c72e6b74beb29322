#include "simulate/scenario.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/encoding.h"
#include "embedded_scenarios.h"
#include "model/event.h"

namespace hookline::simulate {
namespace {

using nlohmann::json;

/// Reads the fields of one object and names each fault by its path.
class FieldReader {
 public:
  FieldReader(const json& source, std::string path, std::vector<base::FieldError>& faults)
      : source_(source), path_(std::move(path)), faults_(faults) {}

  bool has(const char* name) const { return source_.contains(name); }
  void fault(std::string_view name, std::string message) { faults_.push_back({path_ + "/" + std::string(name), std::move(message)}); }

  void allowOnly(std::initializer_list<std::string_view> names) {
    for (const auto& [name, value] : source_.items())
      if (std::find(names.begin(), names.end(), name) == names.end())
        fault(base::printable(name, 60), "is not a field here: check the spelling");
  }
  double number(const char* name, double fallback, double least, double most) {
    const auto at = source_.find(name);
    if (at == source_.end()) return fallback;
    const double value = at->is_number() ? at->get<double>() : std::nan("");
    if (value >= least && value <= most) return value;
    fault(name, "must be a number from " + json(least).dump() + " to " + json(most).dump());
    return fallback;
  }
  std::int64_t whole(const char* name, std::int64_t fallback, std::int64_t least, std::int64_t most) {
    const auto at = source_.find(name);
    if (at == source_.end()) return fallback;
    const double value = at->is_number() ? at->get<double>() : std::nan("");
    if (value >= static_cast<double>(least) && value <= static_cast<double>(most) && std::floor(value) == value)
      return static_cast<std::int64_t>(value);
    fault(name, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return fallback;
  }
  std::string text(const char* name, std::string fallback, std::size_t most) {
    const auto at = source_.find(name);
    if (at == source_.end()) return fallback;
    if (at->is_string() && !at->get_ref<const std::string&>().empty() && at->get_ref<const std::string&>().size() <= most)
      return at->get<std::string>();
    fault(name, "must be text of 1 to " + std::to_string(most) + " bytes");
    return fallback;
  }

 private:
  const json& source_;
  const std::string path_;
  std::vector<base::FieldError>& faults_;
};

void readConversations(FieldReader& fields, ScenarioStep& step) {
  fields.allowOnly({"conversations", "ratePerSecond", "messages", "thinkMs", "leadShare", "handoffShare", "feedbackShare"});
  step.kind = ScenarioStep::Kind::kConversations;
  step.count = static_cast<std::uint64_t>(fields.whole("conversations", 1, 1, ScenarioStep::kMaxCount));
  step.messages = static_cast<int>(fields.whole("messages", step.messages, 0, ScenarioStep::kMaxMessages));
  step.think = base::Millis{fields.whole("thinkMs", step.think.count(), 0, ScenarioStep::kMaxThink.count())};
  step.leadShare = fields.number("leadShare", step.leadShare, 0.0, 1.0);
  step.handoffShare = fields.number("handoffShare", step.handoffShare, 0.0, 1.0);
  step.feedbackShare = fields.number("feedbackShare", step.feedbackShare, 0.0, 1.0);
  // The longest a conversation takes: every gap at one and a half times the mean, and five events beside the messages.
  const double seconds = static_cast<double>(step.think.count()) * 1.5 / 1000.0 * (step.messages + 5);
  if (std::min(static_cast<double>(step.count), seconds * step.ratePerSecond) > Scenario::kMaxTogether)
    fields.fault("ratePerSecond", "lets more than 10000 conversations run at the same time: lower it, or thinkMs");
}

void readEvents(FieldReader& fields, ScenarioStep& step) {
  fields.allowOnly({"type", "count", "ratePerSecond"});
  step.type = fields.text("type", "webhook.test", model::EventLimits::kMaxTypeBytes);
  if (!model::isEventType(step.type)) fields.fault("type", "must be lower-case words joined by dots, for example lead.captured");
  step.count = static_cast<std::uint64_t>(fields.whole("count", 1, 1, ScenarioStep::kMaxCount));
}

ScenarioStep readStep(const json& source, const std::string& path, std::vector<base::FieldError>& faults) {
  ScenarioStep step;
  if (!source.is_object()) {
    faults.push_back({path, "must be an object"});
    return step;
  }
  FieldReader fields(source, path, faults);
  const int kinds =
      static_cast<int>(fields.has("type")) + static_cast<int>(fields.has("conversations")) + static_cast<int>(fields.has("pauseMs"));
  if (kinds != 1) {
    faults.push_back({path, "must have exactly one of type, conversations and pauseMs"});
    return step;
  }
  if (fields.has("pauseMs")) {
    fields.allowOnly({"pauseMs"});
    step.kind = ScenarioStep::Kind::kPause;
    step.pause = base::Millis{fields.whole("pauseMs", 0, 0, ScenarioStep::kMaxPause.count())};
    return step;
  }
  step.ratePerSecond = fields.number("ratePerSecond", step.ratePerSecond, 0.001, ScenarioStep::kMaxRate);
  if (fields.has("conversations"))
    readConversations(fields, step);
  else
    readEvents(fields, step);
  return step;
}

/// "line 3, column 7" of a byte.
std::string placeOf(std::string_view text, std::size_t byte) {
  const auto before = text.substr(0, std::min(byte, text.size()));
  const auto lineStart = before.rfind('\n');
  const auto line = lineStart == std::string_view::npos ? before : before.substr(lineStart + 1);
  const auto column = std::count_if(line.begin(), line.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
  return "line " + std::to_string(1 + std::count(before.begin(), before.end(), '\n')) + ", column " + std::to_string(column + 1);
}

base::Result<json> readJson(std::string_view text) {
  try {
    return json::parse(text);
  } catch (const json::parse_error& problem) {
    const std::size_t byte = problem.byte == 0 ? 0 : problem.byte - 1;
    return base::fail(base::Errc::kMalformed, "The scenario cannot be read as JSON at " + placeOf(text, byte) +
                                                  ": look for a missing quote, comma or bracket there or just before.");
  } catch (const json::exception&) {
    return base::fail(base::Errc::kMalformed, "The scenario holds a number that is too large to read.");
  }
}

}  // namespace

base::Result<Scenario> parseScenario(std::string_view text) {
  if (text.size() > Scenario::kMaxBytes) return base::fail(base::Errc::kTooLarge, "A scenario has at most 1 MiB; this one is larger.");
  const auto source = readJson(text);
  if (!source) return base::fail(source.error());
  if (!source->is_object()) return base::fail(base::Errc::kInvalid, "A scenario must be a JSON object such as {\"steps\": [ … ]}.");

  Scenario scenario;
  std::vector<base::FieldError> faults;
  FieldReader fields(*source, "", faults);
  fields.allowOnly({"name", "description", "chatbotId", "steps"});
  scenario.name = fields.text("name", "", 200);
  fields.text("description", "", 2000);
  scenario.chatbotId = fields.text("chatbotId", scenario.chatbotId, model::EventLimits::kMaxNameBytes);
  const auto steps = source->find("steps");
  if (steps == source->end() || !steps->is_array() || steps->empty() || steps->size() > Scenario::kMaxSteps)
    fields.fault("steps", "must be a list of 1 to 1000 steps");
  else
    for (std::size_t i = 0; i < steps->size(); ++i) scenario.steps.push_back(readStep((*steps)[i], "/steps/" + std::to_string(i), faults));
  if (faults.empty()) return scenario;
  std::string message = "The scenario is not valid: " + faults.front().path + " " + faults.front().message;
  if (faults.size() > 1) message += " (and " + std::to_string(faults.size() - 1) + " more)";
  return base::fail(base::Error{base::Errc::kInvalid, message + ".", false, std::move(faults)});
}

std::vector<SampleScenario> sampleScenarios() {
  std::vector<SampleScenario> samples;
  for (const auto& file : scenarios::files()) samples.push_back({file.name.substr(0, file.name.rfind('.')), file.bytes});
  return samples;
}

}  // namespace hookline::simulate
