#pragma once
#include <nlohmann/json.hpp>
#include <string_view>
#include <variant>

#include "destinations/destination.h"

namespace hookline::destinations {

/// A destination that takes several requests for one event (architecture.md §3, integrations.md §13). What each answered request came to is
/// stored before the next is sent, so that no try repeats a side effect; a request whose outcome nobody knows is looked for at the service
/// before it is sent again.
///
/// A plan is a function of the event, the webhook and what is known so far. A kind says which step is next, makes its request, reads its
/// answer, and how it finds out whether a step has happened; when to ask for that, and what a checkpoint holds, is decided here.
class PlanDestination : public Destination {
 public:
  base::Result<model::HttpRequest> request(const Occasion& occasion) const final;
  std::optional<Judgement> judge(const model::HttpResult&) const final { return std::nullopt; }
  std::optional<Judgement> conclude(const Occasion& occasion, const model::HttpResult& result) const final;
  bool isComplete(const Occasion& occasion) const final;
  std::optional<model::PlanStep> standsAt(const Occasion& occasion) const final;

  /// Requests of one try, signing in aside: more are a service that answers in circles.
  static constexpr int kMostRequests = 20;

 protected:
  using StepName = std::string_view;  ///< lives as long as the program

  /// What is known when a request is made or its answer read.
  struct Progress {
    const Occasion& occasion;
    const nlohmann::json& outputs;  ///< of the steps that are done: an object
    const nlohmann::json& found;    ///< by the looks of this try: an object
  };

  /// The step is done. `outputs` are added to what is known; null takes a name out.
  struct Done {
    nlohmann::json outputs = nlohmann::json::object();
  };
  /// Of a look: what it found, for the next look or for the step itself, in this try alone.
  struct Found {
    nlohmann::json found = nlohmann::json::object();
  };
  /// What the plan is built on is not there any more: it begins again, once, from these outputs.
  struct Restart {
    nlohmann::json outputs = nlohmann::json::object();
    Judgement otherwise;  ///< the second time
  };
  /// The token is refused: the same request goes again with a new one. The second time in one try these are refused credentials.
  struct SignInAgain {
    Judgement otherwise;
  };
  /// An answer that says nothing of its own: the common table decides.
  struct ByTable {};
  using Answer = std::variant<ByTable, Done, Found, Restart, SignInAgain, Judgement>;

  /// The step that follows from what is known; nothing: the plan is complete. A plan has at least one.
  virtual std::optional<StepName> nextStep(const Progress& progress) const = 0;
  /// A request that finds out whether `step` has happened, when it may have and nobody knows: called until it returns nothing, which means
  /// that the step is to be sent. A step that may be repeated freely needs none.
  virtual std::optional<StepName> lookFor(StepName step, const Progress& progress) const = 0;
  /// The request of a step or of a look.
  virtual base::Result<model::HttpRequest> requestOf(StepName step, const Progress& progress) const = 0;
  /// Only of answers that were read whole; what had none is judged by the common table.
  virtual Answer answered(StepName step, const Progress& progress, const model::HttpResult& result) const = 0;
  /// What a step adds to the outputs when it goes its usual way, with any value for an id: it tells how many steps are to come. A step that
  /// looks for something finds it, unless the event is one that as a rule comes before there is anything.
  virtual nlohmann::json usually(StepName step, const Progress& progress) const = 0;

 private:
  int stepsFrom(const Occasion& occasion, nlohmann::json outputs) const;
};

}  // namespace hookline::destinations
