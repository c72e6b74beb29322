#pragma once
#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "core/destinations/chat_rig.h"
#include "delivery/classify.h"
#include "destinations/destination.h"
#include "sandbox/answers_by_name.h"
#include "sandbox/service.h"

namespace hookline::destinations::testing {

/// What can befall one request of a plan.
enum class Mishap {
  kServerError,    ///< HTTP 500, nothing happened at the service
  kThrottled,      ///< HTTP 429, nothing happened
  kUnauthorized,   ///< HTTP 401, nothing happened
  kDroppedBefore,  ///< the connection broke after the request was written; the service did nothing
  kDroppedAfter,   ///< … the service did it
  kCrashedAfter,   ///< the service did it, and Hookline was killed before the answer was recorded
};

inline std::string toText(Mishap mishap) {
  constexpr std::array<const char*, 6> kNames{"ServerError", "Throttled", "Unauthorized", "DroppedBefore", "DroppedAfter", "CrashedAfter"};
  return kNames.at(static_cast<std::size_t>(mishap));
}

/// What the service's answers are called that a fault script can ask for.
inline std::vector<std::string> answersOf(std::string_view service) {
  std::vector<std::string> names;
  std::istringstream all(sandbox::answerNames(service));
  for (std::string name; std::getline(all >> std::ws, name, ',');) names.push_back(name);
  return names;
}

/// Where webhooks of a plan test send: below it the path is the stand-in's own.
inline std::string standInBase(std::string_view service) { return "http://127.0.0.1:8789/" + std::string(service); }

/// Makes the deliveries of one webhook at a stand-in in memory, as the engine would: try after try, step after step, with checkpoints, one
/// token for all, and what befalls the requests. Time goes on by a second with each request, by a minute between tries.
class PlanRig {
 public:
  static constexpr int kMostTries = 12;
  static constexpr int kMostRequests = 50;  ///< of one try

  PlanRig(model::Webhook webhook, sandbox::Service& service) : webhook_(std::move(webhook)), service_(service) {}

  struct Outcome {
    bool delivered = false;
    int tries = 0;
    std::vector<std::string> steps;  ///< of every request but sign-ins, by name
    int requests = 0;                ///< sign-ins included
    int signIns = 0;
    delivery::Classified last;
    nlohmann::json checkpoint;
  };

  /// `mishaps` by the request's number, from 1, sign-ins included. Ends with the delivery, or as a dead letter. What puts the webhook on
  /// hold is mended by somebody, and it goes again.
  Outcome deliver(const model::Event& event, const std::map<int, Mishap>& mishaps = {}) {
    Outcome outcome;
    std::string checkpoint;
    while (!outcome.delivered && outcome.tries < kMostTries) {
      if (const auto meanwhile = meanwhile_.find(outcome.tries + 1); meanwhile != meanwhile_.end()) meanwhile->second();
      const auto end = oneTry(event, mishaps, checkpoint, outcome);
      ++outcome.tries;
      if (end == model::Verdict::kPermanent && !retriesDeadLetters_) break;
      now_ += std::chrono::minutes{1};
    }
    outcome.checkpoint = nlohmann::json::parse(checkpoint, nullptr, false);
    return outcome;
  }

  /// A test send: one try, whatever comes of it.
  Outcome test(const model::Event& event, const std::map<int, Mishap>& mishaps = {}) {
    Outcome outcome;
    std::string checkpoint;
    oneTry(event, mishaps, checkpoint, outcome, true);
    ++outcome.tries;
    outcome.checkpoint = checkpoint;
    return outcome;
  }

  /// The request of that number, from 1, is answered as the service does by that name (answers_by_name.h), and nothing happens at it.
  void answerAt(int request, std::string name) { named_[request] = std::move(name); }
  /// What comes back for the request of that number is what `alter` makes of the answer.
  void alterAnswer(int request, std::function<void(sandbox::ServiceReply&)> alter) { altered_[request] = std::move(alter); }
  /// Somebody reads the cause of a dead letter and retries it.
  void retryDeadLetters() { retriesDeadLetters_ = true; }
  /// What happens at the service before a try begins.
  void atTry(int number, std::function<void()> happens) { meanwhile_[number] = std::move(happens); }
  /// As somebody changes it; from the next request on.
  model::Webhook& webhook() { return webhook_; }
  void passTime(base::Millis by) { now_ += by; }

 private:
  /// What the try ended with; kOurs: cut off.
  model::Verdict oneTry(const model::Event& event, const std::map<int, Mishap>& mishaps, std::string& checkpoint, Outcome& outcome,
                        bool test = false) {
    Occasion occasion{event, webhook_, model::DeliveryId{1}, outcome.tries + 1, now_, false};
    occasion.test = test;
    const auto& destination = *destinationFor(webhook_.kind);
    for (int step = 1; step <= kMostRequests; ++step) {
      occasion.step = step;
      occasion.checkpoint = checkpoint;
      occasion.now = now_;
      if (destination.isComplete(occasion)) {
        outcome.delivered = true;
        return model::Verdict::kDelivered;
      }
      if (const auto failed = signIn(destination, mishaps, outcome)) return *failed;
      occasion.token = token_ ? &*token_ : nullptr;
      const auto request = requestFor(occasion);
      if (!request) {
        ADD_FAILURE() << request.error().message;
        return model::Verdict::kPermanent;
      }
      outcome.steps.emplace_back(request->step);
      const auto mishap = mishapOf(mishaps, outcome);
      const auto result = exchange(*request, mishap, outcome.requests);
      if (mishap == Mishap::kCrashedAfter) return model::Verdict::kOurs;
      occasion.stepName = request->step;
      outcome.last = delivery::classify(occasion, result);
      if (outcome.last.checkpoint) checkpoint = *outcome.last.checkpoint;
      if (outcome.last.signInAgain) token_.reset();
      if (outcome.last.more) continue;
      outcome.delivered = outcome.last.verdict == model::Verdict::kDelivered;
      return outcome.last.verdict;
    }
    ADD_FAILURE() << "a try without an end";
    return model::Verdict::kPermanent;
  }

  /// Nothing: signed in, or no need of it.
  std::optional<model::Verdict> signIn(const Destination& destination, const std::map<int, Mishap>& mishaps, Outcome& outcome) {
    if (token_ && now_ < tokenUntil_) return std::nullopt;
    auto request = destination.signIn(webhook_, now_);
    if (!request) return std::nullopt;
    if (!*request) {
      ADD_FAILURE() << request->error().message;
      return model::Verdict::kPermanent;
    }
    ++outcome.signIns;
    const auto mishap = mishapOf(mishaps, outcome);
    const auto result = exchange(**request, mishap, outcome.requests);
    if (mishap == Mishap::kCrashedAfter) return model::Verdict::kOurs;
    auto read = delivery::classifySignIn(webhook_, result, now_);
    if (auto* token = std::get_if<Token>(&read)) {
      tokenUntil_ = token->goodFor ? now_ + *token->goodFor : base::WallTime::max();
      token_ = std::move(*token);
      return std::nullopt;
    }
    outcome.last = std::get<delivery::Classified>(std::move(read));
    return outcome.last.verdict;
  }

  static std::optional<Mishap> mishapOf(const std::map<int, Mishap>& mishaps, Outcome& outcome) {
    const auto found = mishaps.find(++outcome.requests);
    return found == mishaps.end() ? std::nullopt : std::optional(found->second);
  }

  model::HttpResult exchange(const model::HttpRequest& request, std::optional<Mishap> mishap, int number) {
    now_ += std::chrono::seconds{1};
    model::HttpResult result;
    result.phase = model::Phase::kDone;
    if (const auto named = named_.find(number); named != named_.end()) {
      auto reply = sandbox::answerByName(service_.name(), named->second);
      EXPECT_TRUE(reply) << named->second;
      if (reply) take(std::move(*reply), result);
      return result;
    }
    if (mishap == Mishap::kServerError || mishap == Mishap::kThrottled || mishap == Mishap::kUnauthorized) {
      result.status = mishap == Mishap::kServerError ? 500 : mishap == Mishap::kThrottled ? 429 : 401;
      return result;
    }
    if (mishap != Mishap::kDroppedBefore) take(answer(request, number), result);
    if (mishap == Mishap::kDroppedBefore || mishap == Mishap::kDroppedAfter) {
      result = {};
      result.fault = model::NetFault::kResetAfterWrite;
      result.phase = model::Phase::kFirstByte;
    }
    return result;
  }

  sandbox::ServiceReply answer(const model::HttpRequest& request, int number) {
    const auto base = standInBase(service_.name());
    EXPECT_TRUE(request.url.starts_with(base)) << request.url;
    sandbox::ServiceRequest asked;
    const auto target = request.url.substr(std::min(base.size(), request.url.size()));
    const auto question = target.find('?');
    asked.method = request.method;
    asked.path = target.substr(0, question);
    asked.query = question == std::string::npos ? std::string() : target.substr(question + 1);
    asked.headers = request.headers;
    asked.body = request.body ? *request.body : std::string();
    asked.at = now_;
    asked.base = base;
    auto reply = service_.answer(asked);
    if (const auto altered = altered_.find(number); altered != altered_.end()) altered->second(reply);
    return reply;
  }

  static void take(sandbox::ServiceReply reply, model::HttpResult& result) {
    result.status = reply.status;
    result.headers = std::move(reply.headers);
    result.body = std::move(reply.body);
  }

  model::Webhook webhook_;
  sandbox::Service& service_;
  std::map<int, std::function<void()>> meanwhile_;
  std::map<int, std::string> named_;
  std::map<int, std::function<void(sandbox::ServiceReply&)>> altered_;
  bool retriesDeadLetters_ = false;
  base::WallTime now_{std::chrono::seconds{1795464001}};
  std::optional<Token> token_;
  base::WallTime tokenUntil_{};
};

}  // namespace hookline::destinations::testing
