#include "api/message.h"

#include <algorithm>

#include "api/subscription_slot.h"
#include "net/header_rules.h"

namespace hookline::api {

std::string_view Request::header(std::string_view name) const {
  const auto found =
      std::find_if(headers.begin(), headers.end(), [name](const model::HttpHeader& h) { return net::sameHeaderName(h.name, name); });
  return found == headers.end() ? std::string_view{} : std::string_view(found->value);
}

std::string_view Request::queryValue(std::string_view name) const {
  const auto found = std::find_if(query.begin(), query.end(), [name](const auto& entry) { return entry.first == name; });
  return found == query.end() ? std::string_view{} : std::string_view(found->second);
}

bool Request::hasQuery(std::string_view name) const {
  return std::any_of(query.begin(), query.end(), [name](const auto& entry) { return entry.first == name; });
}

std::optional<base::Errc> errcOf(int status) {
  using base::Errc;
  switch (status) {
    case 400:
      return Errc::kMalformed;
    case 401:
      return Errc::kUnauthorized;
    case 403:
      return Errc::kForbidden;
    case 404:
      return Errc::kNotFound;
    case 409:
      return Errc::kConflict;
    case 412:
      return Errc::kPrecondition;
    case 413:
      return Errc::kTooLarge;
    case 415:
      return Errc::kUnsupported;
    case 422:
      return Errc::kInvalid;
    case 429:
      return Errc::kBusy;
    case 501:
      return Errc::kNotImplemented;
    case 503:
      return Errc::kUnavailable;
    case 507:
      return Errc::kFull;
    default:
      return std::nullopt;
  }
}

namespace {

void end(const std::shared_ptr<Subscription::Slot>& slot) {
  if (!slot) return;
  // Dropped after the mutex: what the functions own may end other subscriptions.
  std::function<void(const Notice&)> listener;
  std::function<void()> beat;
  std::scoped_lock lock(slot->mutex);
  slot->closed = true;
  if (slot->running > 0) return;
  listener.swap(slot->listener);
  beat.swap(slot->beat);
}

}  // namespace

Subscription& Subscription::operator=(Subscription&& other) noexcept {
  if (this != &other) {
    auto old = std::exchange(slot_, std::move(other.slot_));
    end(old);
  }
  return *this;
}

Subscription::~Subscription() { end(slot_); }

}  // namespace hookline::api
