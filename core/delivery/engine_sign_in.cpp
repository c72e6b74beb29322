// The part of the engine that signs in for webhooks whose service wants a token.
#include <utility>

#include "delivery/engine.h"
#include "destinations/destination.h"
#include "model/secret_url.h"

namespace hookline::delivery {
namespace {

/// What the attempt shows for the body of a sign-in, which holds secrets.
constexpr const char* kBodyNotKept = "(signing in: what was sent holds secrets and is not kept)";

}  // namespace

/// Whether the item's request can be made now. If not, it waits for the one sign-in of its webhook, or has been settled.
bool Engine::isSignedIn(Item& item, Lane& lane, const base::Now& now, Outputs& out) {
  auto& mine = lane.signedIn;
  if (mine.token && now.mono < mine.until) return true;
  if (!mine.underWay) {
    auto request = destinations::destinationFor(lane.webhook->kind)->signIn(*lane.webhook, now.wall);
    if (!request) return true;
    if (!*request) {
      model::HttpResult refused;
      refused.fault = model::NetFault::kBadUrl;
      refused.faultText = request->error().message;
      settle(item, refused, now, out);
      return false;
    }
    mine.token.reset();
    mine.underWay = true;
    mine.outdated = mine.sleptThrough = false;
    mine.shownUrl = (*request)->shownUrl.empty() ? model::shownUrl((*request)->url) : (*request)->shownUrl;
    out.signIns.push_back({lane.id, std::move(**request)});
  }
  item.stage = Stage::kSigningIn;
  mine.waiting.push_back(item.delivery.id);
  return false;
}

void Engine::handle(SignInEnded& input, const base::Now& now, Outputs& out) {
  const auto found = lanes_.find(input.webhook);
  if (found == lanes_.end() || !found->second.signedIn.underWay) return;
  Lane& lane = found->second;
  auto& mine = lane.signedIn;
  mine.underWay = false;
  // What was learnt with the credentials of before says nothing; those that wait sign in again, or end with the webhook.
  const bool counts = lane.webhook && !mine.outdated;
  std::variant<destinations::Token, Classified> read;
  if (counts) {
    if (mine.sleptThrough) excuseSleep(input.result);
    read = classifySignIn(*lane.webhook, input.result, now.wall);
    if (auto* token = std::get_if<destinations::Token>(&read)) {
      mine.until = token->goodFor ? now.mono + *token->goodFor : base::MonoTime::max();
      mine.token = std::move(*token);
      ++mine.number;
    }
  }
  for (const auto id : std::exchange(mine.waiting, {})) {
    const auto at = items_.find(id);
    if (at == items_.end() || at->second.stage != Stage::kSigningIn) continue;
    Item& item = at->second;
    if (item.cancelled)
      giveBack(item, now, out);
    else if (const auto* failed = std::get_if<Classified>(&read); counts && failed)
      failSignIn(item, lane, input.result, *failed, now, out);
    else
      send(item, lane, now, out);
  }
}

/// The attempt shows the sign-in: it is what the delivery failed at.
void Engine::failSignIn(Item& item, const Lane& lane, model::HttpResult result, const Classified& classified, const base::Now& now,
                        Outputs& out) {
  auto& attempt = item.record->attempt;
  attempt.url = lane.signedIn.shownUrl;
  attempt.requestBody = kBodyNotKept;
  settleAs(item, result, classified, now, out);
}

}  // namespace hookline::delivery
