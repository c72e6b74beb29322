#include "api/kept_answers.h"

#include <algorithm>

#include "api/answers.h"
#include "api/router_state.h"
#include "crypto/signature.h"

namespace hookline::api::internal {
namespace {

constexpr std::string_view kHeader = "Idempotency-Key";

bool isKey(std::string_view text) {
  return !text.empty() && text.size() <= KeptAnswers::kMaxKeyBytes &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

/// What makes two calls the same: everything that decides what they do.
std::string fingerprintOf(const Request& request) {
  std::string text = request.method + '\n' + request.path + '\n';
  for (const auto& [name, value] : request.query) text.append(name).append("=").append(value).append("\n");
  return crypto::sha256(text + '\n' + request.body);
}

Response replay(const store::KeptAnswer& kept, std::string_view fingerprint) {
  if (kept.fingerprint != fingerprint)
    return errorAnswer(409, "This Idempotency-Key was used for another call; use a fresh key for each call that differs.");
  auto response = textAnswer(kept.status, kept.body);
  if (kept.body.empty()) response.contentType.clear();
  response.headers.push_back({"Idempotency-Replayed", "true"});
  return response;
}

std::string without(const std::vector<std::string>& members, const std::string& body) {
  auto json = OrderedJson::parse(body, nullptr, false);
  if (!json.is_object()) return "{}";
  for (const auto& member : members) json.erase(member);
  return dump(json);
}

}  // namespace

void KeptAnswers::run(const Context& context, Call call, Work work) {
  const auto given = call.request.header(kHeader);
  if (!isKey(given)) {
    call.refuse({base::Errc::kInvalid,
                 "The Idempotency-Key header must be 1 to 255 visible ASCII characters without spaces.",
                 false,
                 {{"Idempotency-Key", "must be 1 to 255 visible ASCII characters"}}});
    return;
  }
  auto key = call.who() + ":" + std::string(given);
  auto fingerprint = fingerprintOf(call.request);
  auto& self = context->kept;
  if (const auto kept = self.secretAnswer(key, context->now())) return call.answer(replay(*kept, fingerprint));
  {
    std::scoped_lock lock(self.mutex_);
    if (!self.running_.insert(key).second) {
      auto busy = errorAnswer(409, "A call with this Idempotency-Key is still running; ask again in a second.");
      busy.headers.push_back({"Retry-After", "1"});
      return call.answer(std::move(busy));
    }
  }
  const auto asked = key;
  context->services.store.keptAnswer(
      asked, base::Completion<std::optional<store::KeptAnswer>>(
                 [context, call = std::move(call), work = std::move(work), key = std::move(key),
                  fingerprint = std::move(fingerprint)](base::Result<std::optional<store::KeptAnswer>> kept) mutable {
                   if (!kept || context->closed.load()) {
                     context->kept.finished(key);
                     return call.refuse(kept ? base::Error{base::Errc::kUnavailable, "Hookline is stopping.", false, {}} : kept.error());
                   }
                   if (*kept && context->now() - (*kept)->at < kKeptFor) {
                     context->kept.finished(key);
                     return call.answer(replay(**kept, fingerprint));
                   }
                   begin(context, std::move(call), std::move(work), std::move(key), std::move(fingerprint));
                 }));
}

void KeptAnswers::begin(const Context& context, Call call, Work work, std::string key, std::string fingerprint) {
  auto done = std::move(call.done);
  auto secretMembers = call.route ? call.route->secretMembers : std::vector<std::string>{};
  call.done = base::Completion<Response>([context, done = std::move(done), key = std::move(key), fingerprint = std::move(fingerprint),
                                          secretMembers = std::move(secretMembers)](base::Result<Response> result) mutable {
    if (!result || result->status < 200 || result->status > 299) {
      context->kept.finished(key);
      return std::move(done)(std::move(result));
    }
    keep(context, std::move(key), std::move(fingerprint), secretMembers, std::move(*result), std::move(done));
  });
  work(std::move(call));
}

void KeptAnswers::keep(const Context& context, std::string key, std::string fingerprint, const std::vector<std::string>& secretMembers,
                       Response response, base::Completion<Response> done) {
  store::KeptAnswer answer{key, std::move(fingerprint), response.status, response.body, context->now()};
  if (!secretMembers.empty()) {
    context->kept.keepSecret(answer);
    answer.body = without(secretMembers, answer.body);
  }
  // Answered after it is kept: who repeats the call after the answer finds it, also after a crash.
  context->services.store.keepAnswer(
      std::move(answer),
      base::Completion<void>([context, key = std::move(key), response = std::move(response), done = std::move(done)](base::Status) mutable {
        context->kept.finished(key);
        std::move(done)(std::move(response));
      }));
}

std::optional<store::KeptAnswer> KeptAnswers::secretAnswer(const std::string& key, base::WallTime now) {
  std::scoped_lock lock(mutex_);
  const auto found = secretAnswers_.find(key);
  if (found == secretAnswers_.end() || now - found->second.at >= kKeptFor) return std::nullopt;
  return found->second;
}

void KeptAnswers::keepSecret(store::KeptAnswer answer) {
  std::scoped_lock lock(mutex_);
  const auto key = answer.key;
  if (secretAnswers_.insert_or_assign(key, std::move(answer)).second) secretOrder_.push_back(key);
  while (secretOrder_.size() > kMaxSecretAnswers) {
    secretAnswers_.erase(secretOrder_.front());
    secretOrder_.pop_front();
  }
}

void KeptAnswers::finished(const std::string& key) {
  std::scoped_lock lock(mutex_);
  running_.erase(key);
}

}  // namespace hookline::api::internal
