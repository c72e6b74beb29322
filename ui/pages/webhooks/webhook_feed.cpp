#include "webhooks_page/webhook_feed.h"

#include <utility>

namespace hookline::webhooks_page {

WebhookFeed::WebhookFeed(client::Client& client, QObject* parent) : QObject(parent), client_(client) {
  healthTimer_.setSingleShot(true);
  healthTimer_.setInterval(kHealthPauseMs);
  connect(&healthTimer_, &QTimer::timeout, this, &WebhookFeed::readHealth);
  connect(&client_, &client::Client::webhookChanged, this, [this] {
    if (awake_) read();
  });
  connect(&client_, &client::Client::missed, this, [this] {
    if (awake_) read();
  });
  connect(&client_, &client::Client::deliveryChanged, this, [this] {
    if (awake_ && !healthTimer_.isActive()) healthTimer_.start();
  });
}

void WebhookFeed::setAwake(bool awake) {
  awake_ = awake;
  if (awake_)
    read();
  else
    healthTimer_.stop();
}

void WebhookFeed::read() {
  if (reading_) {
    again_ = true;
    return;
  }
  reading_ = true;
  client_.webhooks(this, [this](base::Result<std::vector<client::WebhookView>> webhooks) {
    reading_ = false;
    if (webhooks) {
      everRead_ = true;
      model_.setWebhooks(std::move(*webhooks));
      emit listRead();
    } else {
      emit failed(QString::fromStdString(webhooks.error().message));
    }
    if (std::exchange(again_, false)) read();
  });
  readHealth();
}

void WebhookFeed::readHealth() {
  if (!awake_ || std::exchange(readingHealth_, true)) return;
  client_.health(this, kWindow, [this](const base::Result<client::HealthList>& health) {
    readingHealth_ = false;
    if (!health) return;  // the list itself says what is wrong
    model_.setHealth(health->items);
    emit healthRead();
  });
}

}  // namespace hookline::webhooks_page
