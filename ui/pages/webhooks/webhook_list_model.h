#pragma once
#include <QAbstractListModel>
#include <map>
#include <optional>
#include <vector>

#include "client/integration.h"
#include "client/types.h"

namespace hookline::webhooks_page {

/// The webhooks of a core, in its order, narrowed by a text. Changes come in by id; it is never reset.
class WebhookListModel final : public QAbstractListModel {
  Q_OBJECT
 public:
  enum Role { kChip = Qt::UserRole, kKind };

  using QAbstractListModel::QAbstractListModel;

  void setWebhooks(std::vector<client::WebhookView> webhooks);
  /// One that was made or changed just now.
  void take(const client::WebhookView& view);
  /// What the kinds are called; those that are not known are called as in the API.
  void setIntegrations(const std::vector<client::Integration>& integrations);
  void setHealth(const std::vector<client::Health>& health);
  /// Shows those whose name, kind, address, chatbot or events hold the text.
  void setFilter(const QString& text);

  /// All of them, whatever the filter.
  const std::vector<client::WebhookView>& all() const { return all_; }
  const client::WebhookView* find(model::WebhookId id) const;
  const client::Health* health(model::WebhookId id) const;
  std::optional<model::WebhookId> idAt(const QModelIndex& index) const;
  QModelIndex indexOf(model::WebhookId id) const;

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;

 private:
  void arrange();
  QString kindWord(model::WebhookKind kind) const;
  bool passes(const client::WebhookView& view) const;

  std::vector<client::WebhookView> all_;
  std::vector<client::WebhookView> rows_;
  std::map<model::WebhookId, client::Health> health_;
  std::map<model::WebhookKind, QString> titles_;
  QString filter_;
};

}  // namespace hookline::webhooks_page
