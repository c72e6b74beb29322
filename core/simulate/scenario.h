#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace hookline::simulate {

/// One step of a scenario. Steps follow each other: the next begins when the last event of the one before is out.
struct ScenarioStep {
  enum class Kind {
    kEvents,         ///< `count` events of `type`, each in a conversation of its own
    kConversations,  ///< `count` whole conversations: started, messages, perhaps a lead, feedback and a hand-off, ended
    kPause           ///< nothing for `pause`
  };
  Kind kind = Kind::kEvents;
  std::string type;
  std::uint64_t count = 1;
  double ratePerSecond = 1.0;  ///< events, or conversations that begin
  base::Millis pause{0};
  // of conversations
  int messages = 6;          ///< both sides together
  base::Millis think{1500};  ///< mean time between two events of one conversation
  double leadShare = 0.3;    ///< 0 … 1
  double handoffShare = 0.2;
  double feedbackShare = 0.2;

  static constexpr std::uint64_t kMaxCount = 1'000'000;
  static constexpr double kMaxRate = 10'000.0;
  static constexpr int kMaxMessages = 50;
  static constexpr base::Millis kMaxPause{24LL * 3600 * 1000};
  static constexpr base::Millis kMaxThink{60'000};
};

/// Scripted traffic: what `hooklined simulate --scenario FILE` plays.
/// ```json
/// { "name": "Monday morning", "chatbotId": "bot_shop",
///   "steps": [ { "conversations": 20, "ratePerSecond": 2, "messages": 6, "thinkMs": 1500,
///                "leadShare": 0.3, "handoffShare": 0.2, "feedbackShare": 0.2 },
///              { "pauseMs": 5000 },
///              { "type": "purchase.intent", "count": 50, "ratePerSecond": 10 } ] }
/// ```
/// Only `steps` is required. Numbers that a step leaves out take the values shown in ScenarioStep.
struct Scenario {
  std::string name;
  std::string chatbotId = "bot_demo";
  std::vector<ScenarioStep> steps;

  static constexpr std::size_t kMaxSteps = 1000;
  static constexpr std::size_t kMaxBytes = 1024 * 1024;
  static constexpr double kMaxTogether = 10'000.0;  ///< conversations that run at the same time
};

/// Errors: kMalformed (no JSON; names line and column), kInvalid (one detail a field, paths like /steps/2/count), kTooLarge.
base::Result<Scenario> parseScenario(std::string_view text);

struct SampleScenario {
  std::string_view name;  ///< of its file, without .json
  std::string_view text;
};

/// The scenarios that are compiled in (resources/scenarios).
std::vector<SampleScenario> sampleScenarios();

}  // namespace hookline::simulate
