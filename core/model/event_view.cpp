#include "model/event_view.h"

namespace hookline::model {

const nlohmann::json& EventView::body() {
  if (body_) return *body_;
  body_.emplace();
  if (event_.body && !event_.body->empty()) {
    auto parsed = nlohmann::json::parse(*event_.body, nullptr, false);
    if (!parsed.is_discarded()) *body_ = std::move(parsed);
  }
  return *body_;
}

}  // namespace hookline::model
