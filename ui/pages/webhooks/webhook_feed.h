#pragma once
#include <QObject>
#include <QTimer>

#include "client/client.h"
#include "webhooks_page/webhook_list_model.h"

namespace hookline::webhooks_page {

/// Keeps the list as the core has it: reads it when asked and when the core says that something changed, never more than one call at a
/// time; how many wait follows the deliveries, at most every kHealthPause. Asks for nothing while it is not awake.
class WebhookFeed final : public QObject {
  Q_OBJECT
 public:
  explicit WebhookFeed(client::Client& client, QObject* parent = nullptr);

  WebhookListModel& model() { return model_; }
  /// Awake: reads at once.
  void setAwake(bool awake);
  void read();
  bool everRead() const { return everRead_; }

  static constexpr int kHealthPauseMs = 2000;
  static constexpr base::Millis kWindow{3600 * 1000};  ///< what health is judged by

 signals:
  /// The list is as the core has it.
  void listRead();
  void healthRead();
  void failed(const QString& why);

 private:
  void readHealth();

  client::Client& client_;
  WebhookListModel model_;
  QTimer healthTimer_;
  bool awake_ = false;
  bool everRead_ = false;
  bool reading_ = false;
  bool again_ = false;
  bool readingHealth_ = false;
};

}  // namespace hookline::webhooks_page
