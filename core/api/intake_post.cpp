#include "api/intake_post.h"

#include <chrono>
#include <limits>
#include <utility>

namespace hookline::api::internal {

IntakePost::IntakePost(delivery_runner::Intake& intake, const base::Clock& clock, bool simulated, std::function<std::string()> mayPost)
    : intake_(intake),
      clock_(clock),
      simulated_(simulated),
      mayPost_(std::move(mayPost)),
      answers_(std::make_shared<Answers>(std::numeric_limits<std::size_t>::max())) {}

void IntakePost::post(std::string body) {
  ++underWay_;
  if (auto refusal = mayPost_(); !refusal.empty()) {
    answers_->push({false, false, std::move(refusal), {}});
    return;
  }
  intake_.accept(std::move(body), simulated_,
                 base::Completion<store::AcceptedEvent>(
                     [answers = answers_, &clock = clock_, posted = clock_.now().mono](base::Result<store::AcceptedEvent> accepted) {
                       simulate::PostAnswer answer;
                       answer.accepted = accepted.has_value();
                       if (accepted)
                         answer.duplicate = accepted->duplicate;
                       else
                         answer.refusal = accepted.error().message;
                       answer.took = clock.now().mono - posted;
                       answers->push(std::move(answer));
                     }));
}

std::vector<simulate::PostAnswer> IntakePost::collect(base::Micros patience) {
  auto answers = answers_->takeFor(underWay_, std::chrono::ceil<std::chrono::milliseconds>(patience));
  underWay_ -= answers.size();
  return answers;
}

}  // namespace hookline::api::internal
