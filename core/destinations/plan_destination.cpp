#include "destinations/plan_destination.h"

#include <string>
#include <utility>

#include "destinations/known_answers.h"

namespace hookline::destinations {
namespace {

using nlohmann::json;

/// What a checkpoint holds. Tries are numbered, so that what counts in one try alone says nothing in the next, whatever ended the first.
struct State {
  json outputs = json::object();
  json found = json::object();
  int done = 0;           ///< steps, since the plan began
  int foundIn = 0;        ///< the try that `found` is of
  int certainIn = 0;      ///< the try in which the next step was reached, or was refused: it has not happened
  int refusedIn = 0;      ///< the last request of this try was the next step, and it surely did nothing
  int signedInAgain = 0;  ///< the try in which a token was refused
  bool restarted = false;
};

State stateOf(const Occasion& occasion) {
  State state;
  const auto kept = json::parse(occasion.checkpoint, nullptr, false);
  if (!kept.is_object()) {
    // Nothing is stored: in the first try nothing can have been sent.
    state.certainIn = 1;
    return state;
  }
  state.outputs = kept.value("outputs", json::object());
  state.done = kept.value("done", 0);
  state.foundIn = kept.value("foundIn", 0);
  state.certainIn = kept.value("certainIn", 0);
  state.refusedIn = kept.value("refusedIn", 0);
  state.signedInAgain = kept.value("signedInAgain", 0);
  state.restarted = kept.value("restarted", false);
  if (state.foundIn == occasion.tryNumber) state.found = kept.value("found", json::object());
  return state;
}

std::string textOf(const State& state) {
  json kept{{"outputs", state.outputs}};
  const auto keep = [&kept](const char* name, int number) {
    if (number != 0) kept[name] = number;
  };
  keep("done", state.done);
  keep("foundIn", state.foundIn);
  keep("certainIn", state.certainIn);
  keep("refusedIn", state.refusedIn);
  keep("signedInAgain", state.signedInAgain);
  if (state.restarted) kept["restarted"] = true;
  if (!state.found.empty()) kept["found"] = state.found;
  return kept.dump(-1, ' ', false, json::error_handler_t::replace);
}

/// Whether the next step may be sent without a look: it was reached or refused in this try, or the last try ended with its refusal. A plan
/// that began again may have taken any of its steps before, should what it was built on be there after all.
bool isCertain(const State& state, const Occasion& occasion) {
  return (state.certainIn == occasion.tryNumber && !state.restarted) || (state.refusedIn != 0 && state.refusedIn == occasion.tryNumber - 1);
}

/// Statuses by which a service says that it did not do what it was asked.
bool saysNo(int status) {
  switch (status) {
    case 400:
    case 401:
    case 403:
    case 404:
    case 410:
    case 413:
    case 414:
    case 415:
    case 422:
    case 429:
      return true;
    default:
      return false;
  }
}

void merge(json& known, const json& outputs) {
  for (const auto& [name, value] : outputs.items()) {
    if (value.is_null())
      known.erase(name);
    else
      known[name] = value;
  }
}

/// A step's name as the beginning of a sentence; they are in ASCII.
std::string capitalised(std::string_view name) {
  std::string out(name);
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out;
}

Judgement goesOn(const State& state) {
  Judgement judgement;
  judgement.checkpoint = textOf(state);
  judgement.more = true;
  return judgement;
}

Judgement inCircles(const State& state) {
  auto judgement = judgementOf(model::Verdict::kRetry, model::ErrorClass::kInternal,
                               "The service's answers led nowhere: each asked for another request.",
                               "Look at the attempts; if it happens again, tell the service's support or ours.");
  judgement.checkpoint = textOf(state);
  return judgement;
}

}  // namespace

base::Result<model::HttpRequest> PlanDestination::request(const Occasion& occasion) const {
  const auto state = stateOf(occasion);
  const Progress progress{occasion, state.outputs, state.found};
  const auto step = nextStep(progress);
  if (!step) return base::fail(base::Errc::kInvalid, "nothing is left to do");
  const auto look = isCertain(state, occasion) ? std::nullopt : lookFor(*step, progress);
  auto request = requestOf(look.value_or(*step), progress);
  if (request) request->step = look.value_or(*step);
  return request;
}

bool PlanDestination::isComplete(const Occasion& occasion) const {
  const auto state = stateOf(occasion);
  return !nextStep({occasion, state.outputs, state.found});
}

std::optional<model::PlanStep> PlanDestination::standsAt(const Occasion& occasion) const {
  const auto state = stateOf(occasion);
  const auto step = nextStep({occasion, state.outputs, state.found});
  if (!step) return std::nullopt;
  return model::PlanStep{state.done + 1, state.done + stepsFrom(occasion, state.outputs), capitalised(*step)};
}

int PlanDestination::stepsFrom(const Occasion& occasion, json outputs) const {
  const auto nothing = json::object();
  const Progress progress{occasion, outputs, nothing};
  int steps = 0;
  for (auto step = nextStep(progress); step && steps < kMostRequests; step = nextStep(progress)) {
    merge(outputs, usually(*step, progress));
    ++steps;
  }
  return steps;
}

std::optional<Judgement> PlanDestination::conclude(const Occasion& occasion, const model::HttpResult& result) const {
  if (result.fault != model::NetFault::kNone || !result.status) return std::nullopt;
  auto state = stateOf(occasion);
  const Progress progress{occasion, state.outputs, state.found};
  const bool isStep = nextStep(progress) == occasion.stepName;
  auto answer = answered(occasion.stepName, progress, result);
  const int now = occasion.tryNumber;
  const auto onward = [&] { return occasion.step < kMostRequests ? goesOn(state) : inCircles(state); };
  if (auto* done = std::get_if<Done>(&answer)) {
    merge(state.outputs, done->outputs);
    ++state.done;
    state.found = json::object();
    state.certainIn = now;
    if (nextStep({occasion, state.outputs, state.found})) return onward();
    Judgement arrived;
    arrived.checkpoint = textOf(state);
    return arrived;
  }
  if (auto* found = std::get_if<Found>(&answer)) {
    merge(state.found, found->found);
    state.foundIn = now;
    return onward();
  }
  if (auto* restart = std::get_if<Restart>(&answer)) {
    if (state.restarted) return std::move(restart->otherwise);
    state = {};
    state.outputs = std::move(restart->outputs);
    state.restarted = true;
    state.certainIn = now;
    return onward();
  }
  if (auto* again = std::get_if<SignInAgain>(&answer)) {
    if (state.signedInAgain == now) return std::move(again->otherwise);
    state.signedInAgain = now;
    if (isStep) state.certainIn = now;
    auto judgement = onward();
    judgement.signInAgain = true;
    return judgement;
  }
  auto* failed = std::get_if<Judgement>(&answer);
  if (!failed) return std::nullopt;
  auto judgement = std::move(*failed);
  if (isStep && saysNo(*result.status)) state.refusedIn = now;
  judgement.checkpoint = textOf(state);
  return judgement;
}

}  // namespace hookline::destinations
