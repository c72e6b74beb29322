#include "webhooks_page/webhook_list_model.h"

#include <algorithm>

#include "models/delivery_words.h"
#include "webhooks_page/webhook_words.h"

namespace hookline::webhooks_page {
namespace {

template <typename Views>
auto placeOf(Views& views, model::WebhookId id) {
  return std::find_if(views.begin(), views.end(), [id](const client::WebhookView& view) { return view.webhook.id == id; });
}

}  // namespace

void WebhookListModel::setWebhooks(std::vector<client::WebhookView> webhooks) {
  all_ = std::move(webhooks);
  arrange();
}

void WebhookListModel::take(const client::WebhookView& view) {
  const auto place = placeOf(all_, view.webhook.id);
  if (place == all_.end())
    all_.push_back(view);
  else
    *place = view;
  arrange();
}

void WebhookListModel::setHealth(const std::vector<client::Health>& health) {
  health_.clear();
  for (const auto& one : health) health_.emplace(one.webhookId, one);
  if (!rows_.empty()) emit dataChanged(index(0), index(rowCount() - 1));
}

void WebhookListModel::setIntegrations(const std::vector<client::Integration>& integrations) {
  titles_.clear();
  for (const auto& one : integrations) titles_.emplace(one.kind, models::plain(one.title));
  if (!rows_.empty()) emit dataChanged(index(0), index(rowCount() - 1));
}

QString WebhookListModel::kindWord(model::WebhookKind kind) const {
  const auto found = titles_.find(kind);
  return found == titles_.end() ? models::plain(std::string(model::toText(kind))) : found->second;
}

void WebhookListModel::setFilter(const QString& text) {
  filter_ = text.trimmed();
  arrange();
}

/// Brings the rows to what passes, by removals, insertions and changes in place, so that a view keeps what it has.
void WebhookListModel::arrange() {
  std::vector<client::WebhookView> wanted;
  std::copy_if(all_.begin(), all_.end(), std::back_inserter(wanted), [this](const client::WebhookView& view) { return passes(view); });
  for (int row = rowCount() - 1; row >= 0; --row) {
    if (placeOf(wanted, rows_[static_cast<std::size_t>(row)].webhook.id) != wanted.end()) continue;
    beginRemoveRows({}, row, row);
    rows_.erase(rows_.begin() + row);
    endRemoveRows();
  }
  for (int row = 0; row < static_cast<int>(wanted.size()); ++row) {
    const auto& view = wanted[static_cast<std::size_t>(row)];
    const auto known = placeOf(rows_, view.webhook.id);
    const auto at = static_cast<int>(known - rows_.begin());
    if (known != rows_.end() && at != row) {
      beginRemoveRows({}, at, at);
      rows_.erase(known);
      endRemoveRows();
    }
    if (at == row && row < rowCount()) {
      rows_[static_cast<std::size_t>(row)] = view;
      emit dataChanged(index(row), index(row));
    } else {
      beginInsertRows({}, row, row);
      rows_.insert(rows_.begin() + row, view);
      endInsertRows();
    }
  }
}

bool WebhookListModel::passes(const client::WebhookView& view) const {
  if (filter_.isEmpty()) return true;
  const auto holds = [this](const std::string& text) { return models::plain(text).contains(filter_, Qt::CaseInsensitive); };
  const auto& webhook = view.webhook;
  return holds(webhook.name) || kindWord(webhook.kind).contains(filter_, Qt::CaseInsensitive) || holds(webhook.url) ||
         holds(webhook.chatbotId) || std::any_of(webhook.events.begin(), webhook.events.end(), holds);
}

const client::WebhookView* WebhookListModel::find(model::WebhookId id) const {
  const auto place = placeOf(all_, id);
  return place == all_.end() ? nullptr : &*place;
}

const client::Health* WebhookListModel::health(model::WebhookId id) const {
  const auto found = health_.find(id);
  return found == health_.end() ? nullptr : &found->second;
}

std::optional<model::WebhookId> WebhookListModel::idAt(const QModelIndex& index) const {
  if (!index.isValid() || index.row() >= rowCount()) return std::nullopt;
  return rows_[static_cast<std::size_t>(index.row())].webhook.id;
}

QModelIndex WebhookListModel::indexOf(model::WebhookId id) const {
  const auto place = placeOf(rows_, id);
  return place == rows_.end() ? QModelIndex() : index(static_cast<int>(place - rows_.begin()));
}

int WebhookListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(rows_.size()); }

QVariant WebhookListModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  const auto& view = rows_[static_cast<std::size_t>(index.row())];
  const auto chip = stateChip(view, health(view.webhook.id));
  switch (role) {
    case Qt::DisplayRole:
      return models::plain(view.webhook.name);
    case Qt::ToolTipRole:
      return QStringLiteral("%1\n%2").arg(models::plain(view.webhook.name), models::plain(view.webhook.url));
    case Qt::AccessibleTextRole:
      return tr("%1, %2, %3").arg(models::plain(view.webhook.name), kindWord(view.webhook.kind), chip.word);
    case kChip:
      return QVariant::fromValue(chip);
    case kKind:
      return kindWord(view.webhook.kind);
    default:
      return {};
  }
}

}  // namespace hookline::webhooks_page
