#pragma once
#include <functional>
#include <memory>
#include <string>

#include "api/services.h"
#include "base/bounded_queue.h"
#include "simulate/event_sender.h"

namespace hookline::api::internal {

/// The intake of this process, for events that are made here.
class IntakePost final : public simulate::EventPost {
 public:
  /// `mayPost` is asked before each event: a sentence refuses it. Both references outlive the post.
  IntakePost(delivery_runner::Intake& intake, const base::Clock& clock, bool simulated, std::function<std::string()> mayPost);

  void post(std::string body) override;
  std::vector<simulate::PostAnswer> collect(base::Micros patience) override;
  std::size_t underWay() const override { return underWay_; }

 private:
  using Answers = base::BoundedQueue<simulate::PostAnswer>;

  delivery_runner::Intake& intake_;
  const base::Clock& clock_;
  const bool simulated_;
  const std::function<std::string()> mayPost_;
  std::size_t underWay_ = 0;
  const std::shared_ptr<Answers> answers_;  ///< shared with answers that are still to come
};

}  // namespace hookline::api::internal
