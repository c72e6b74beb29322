#pragma once
#include <QTimer>
#include <QWidget>
#include <vector>

#include "client/types.h"

class QLineEdit;
class QMenu;
class QPushButton;

namespace hookline::deliveries_page {

/// What the list is narrowed to, in words that can be pressed: all, waiting, did not arrive; a webhook, a type, a span of time; and a
/// field that searches ids, names and addresses.
class FilterBar final : public QWidget {
  Q_OBJECT
 public:
  explicit FilterBar(std::function<base::WallTime()> now, QWidget* parent = nullptr);

  client::DeliveryFilter filter() const;
  /// Shows a filter that came from elsewhere; tells nobody.
  void setFilter(const client::DeliveryFilter& filter);
  void setCounts(const client::Facets& facets);
  void setWebhooks(std::vector<std::pair<model::WebhookId, QString>> webhooks);
  void setTypes(const QStringList& types);
  void focusSearch();

 signals:
  void changed();

 private:
  enum class States { kAll, kWaiting, kDead };
  QPushButton* chip(const QString& objectName);
  QPushButton* menuChip(const QString& objectName, QMenu*& menu);
  void choose(States states);
  void label();
  void fillMenus();

  const std::function<base::WallTime()> now_;
  client::DeliveryFilter filter_;
  client::Facets facets_;
  bool counted_ = false;
  base::Millis span_{};  ///< back from now; 0: all time
  std::vector<std::pair<model::WebhookId, QString>> webhooks_;
  QStringList types_;
  QTimer typing_;

  QLineEdit* search_;
  QPushButton* all_;
  QPushButton* waiting_;
  QPushButton* dead_;
  QPushButton* webhook_;
  QPushButton* type_;
  QPushButton* since_;
  QMenu* webhookMenu_ = nullptr;
  QMenu* typeMenu_ = nullptr;
  QMenu* sinceMenu_ = nullptr;
};

}  // namespace hookline::deliveries_page
