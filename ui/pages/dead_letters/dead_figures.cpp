#include "dead_letters_page/dead_figures.h"

#include "models/delivery_words.h"

namespace hookline::dead_letters_page {

DeadFigures::DeadFigures(client::Client& client, DeadGroupsModel& groups, QObject* parent)
    : QObject(parent), client_(client), groups_(groups) {
  soon_.setSingleShot(true);
  soon_.setInterval(kSoonMs);
  connect(&soon_, &QTimer::timeout, this, &DeadFigures::refresh);
  connect(&client_, &client::Client::deliveryChanged, this, &DeadFigures::onDelivery);
  connect(&client_, &client::Client::missed, this, &DeadFigures::refreshSoon);
  connect(&client_, &client::Client::webhookChanged, this, &DeadFigures::refreshSoon);
  connect(&client_, &client::Client::stateChanged, this, [this](const client::ChannelState& state) {
    if (state.kind == client::ChannelState::Kind::kOpen) refresh();
  });
}

void DeadFigures::setSeen(bool seen) {
  seen_ = seen;
  if (seen_) refresh();
}

void DeadFigures::refreshSoon() {
  if (!soon_.isActive()) soon_.start();
}

void DeadFigures::refresh() {
  soon_.stop();
  ++asked_;
  readCount();
  if (!seen_) return;
  readNames();
  readGroups();
}

void DeadFigures::readCount() {
  client::DeliveryFilter filter;
  filter.states = {model::DeliveryState::kDead};
  client_.facets(this, filter, [this, asked = asked_](base::Result<client::Facets> facets) {
    // Without an answer the old number is the best there is; the window says itself that the core is gone.
    if (!facets || asked <= countShown_) return;
    countShown_ = asked;
    total_ = facets->total;
    known_ = true;
    emit counted();
  });
}

void DeadFigures::readNames() {
  client_.webhooks(this, [this](base::Result<std::vector<client::WebhookView>> webhooks) {
    if (!webhooks) return;
    DeadGroupsModel::Names names;
    for (const auto& one : *webhooks) names.emplace(one.webhook.id, models::plain(one.webhook.name));
    groups_.setNames(std::move(names));
  });
}

void DeadFigures::readGroups() {
  client_.deadGroups(this, [this, asked = asked_](base::Result<std::vector<client::DeadGroup>> groups) {
    if (asked <= groupsShown_) return;
    groupsShown_ = asked;
    if (!groups) {
      emit grouped(models::plain(groups.error().message));
      return;
    }
    groups_.update(std::move(*groups));
    emit grouped({});
  });
}

/// One that died, or one that had used up its tries before: somebody retried it.
void DeadFigures::onDelivery(const client::Delivery& delivery) {
  if (delivery.row.state == model::DeliveryState::kDead || delivery.row.tries > delivery.row.counted) refreshSoon();
}

}  // namespace hookline::dead_letters_page
