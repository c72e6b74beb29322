#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "api/calls.h"
#include "api/webhook_calls.h"
#include "destinations/destination.h"
#include "model/event_view.h"

namespace hookline::api::internal {
namespace {

constexpr std::size_t kMostEvents = 1000;
constexpr std::size_t kEventsAPage = 200;
/// Of bodies looked at in all; after that the answer is of fewer events than were asked for.
constexpr std::size_t kMostBytes = std::size_t{64} * 1024 * 1024;
/// Simulated events between the real ones cost pages too.
constexpr int kMostPages = 256;

/// What a webhook takes of the latest events as it is saved and as it would be. Looks at one page after the other, each on the reader that
/// brought it. Thread: one page at a time.
class WhatIf : public std::enable_shared_from_this<WhatIf> {
 public:
  WhatIf(Context context, Call call, Unsaved unsaved, std::size_t last)
      : context_(std::move(context)), unsaved_(std::move(unsaved)), call_(std::move(call)), left_(last) {}

  void readOn() {
    context_->services.store.recentEvents(
        before_, std::min(left_, kEventsAPage),
        base::Completion<store::EventPage>([self = shared_from_this()](base::Result<store::EventPage> page) { self->take(page); }));
  }

 private:
  void take(const base::Result<store::EventPage>& page) {
    if (!page) return call_.refuse(page.error());
    for (const auto& event : page->events) judge(event);
    const bool ends = !page->next || left_ == 0 || bytes_ >= kMostBytes || ++pages_ == kMostPages || context_->closed.load();
    if (ends) return answer();
    before_ = *page->next;
    readOn();
  }

  void judge(const model::Event& event) {
    model::EventView view(event);
    const bool now = unsaved_.saved && destinations::match(*unsaved_.saved, view) == model::NoMatch::kNone;
    const bool then = destinations::match(unsaved_.webhook, view) == model::NoMatch::kNone;
    now_ += now ? 1 : 0;
    then_ += then ? 1 : 0;
    if (then && !now) gained_.push_back(event.id);
    if (now && !then) lost_.push_back(event.id);
    bytes_ += event.body ? event.body->size() : 0;
    ++events_;
    --left_;
  }

  void answer() {
    call_.answer(
        jsonAnswer(200, {{"now", now_}, {"then", then_}, {"gained", std::move(gained_)}, {"lost", std::move(lost_)}, {"events", events_}}));
  }

  // constant after construction
  const Context context_;
  const Unsaved unsaved_;

  Call call_;
  std::size_t left_;
  std::size_t events_ = 0;
  std::size_t now_ = 0;
  std::size_t then_ = 0;
  std::size_t bytes_ = 0;
  int pages_ = 0;
  model::EventSeq before_{};
  OrderedJson gained_ = OrderedJson::array();
  OrderedJson lost_ = OrderedJson::array();
};

/// How many events; takes its member out of `body`.
base::Result<std::size_t> takeLast(nlohmann::json& body) {
  const auto at = body.find("last");
  if (at == body.end()) return kMostEvents;
  const nlohmann::json given = std::move(*at);
  body.erase(at);
  if (given.is_null()) return kMostEvents;
  const double number = given.is_number() ? given.get<double>() : 0.0;
  if (number < 1.0 || number > static_cast<double>(kMostEvents) || std::floor(number) != number)
    return base::fail(invalidField("/last", "must be a whole number of events from 1 to 1000"));
  return static_cast<std::size_t>(number);
}

void whatIf(const Context& context, Call call) {
  const auto last = takeLast(call.body);
  if (!last) return call.refuse(last.error());
  auto unsaved = readUnsaved(context, std::move(call.body));
  if (!unsaved) {
    auto error = unsaved.error();
    if (error.code == base::Errc::kInvalid) error.message = "What the webhook would take cannot be told as it is.";
    return call.refuse(error);
  }
  std::make_shared<WhatIf>(context, std::move(call), std::move(*unsaved), *last)->readOn();
}

}  // namespace

void addWhatIfCall(std::vector<RouteEntry>& routes) {
  routes.push_back({"POST", "/api/webhooks/what-if", model::Permission::kRead, BodyKind::kObject, whatIf, {}});
}

}  // namespace hookline::api::internal
