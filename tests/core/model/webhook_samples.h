#pragma once
#include "model/webhook.h"

namespace hookline::model {

/// A webhook with every field off its default.
inline Webhook fullWebhook() {
  Webhook webhook;
  webhook.id = WebhookId{123456789};
  webhook.name = "Sales";
  webhook.chatbotId = "bot_1";
  webhook.url = "https://receiver.example.com/hooks?x=1";
  webhook.secret = "s3cr3t";
  webhook.previousSecret = "s3cr3t-before";
  webhook.previousSecretUntil = base::fromMs(1795464000000);
  webhook.events = {"lead.captured", "message.*"};
  webhook.enabled = true;
  webhook.test = true;
  webhook.headers = {{"X-Team", "sales"}, {"Authorization", "Bearer hunter2"}};
  webhook.retryPolicy.preset = RetryPolicy::Preset::kCustom;
  webhook.retryPolicy.maxRetries = 3;
  webhook.retryPolicy.backoff = base::Millis{250};
  webhook.retryPolicy.maxBackoff = base::Millis{9000};
  webhook.retryPolicy.multiplier = 1.5;
  webhook.retryPolicy.jitter = RetryPolicy::Jitter::kNone;
  webhook.timeout = base::Millis{2500};
  webhook.maxHold = base::Millis{60000};
  webhook.retryEveryFailure = true;
  webhook.filter = EventFilter::fromJson({{"all",
                                           {{{"path", "data.source"}, {"op", "in"}, {"value", {"website", "partner"}}},
                                            {{"path", "data.score"}, {"op", "gt"}, {"value", 1.5}},
                                            {{"path", "data.note"}, {"op", "matches"}, {"value", "^(a|b)+$"}},
                                            {{"path", "data.phone"}, {"op", "exists"}}}}})
                       .value();
  webhook.rateLimit = {2.5, 4};
  webhook.maxInFlight = 3;
  webhook.signing = Signing::kStandard;
  webhook.allowHttp = true;
  webhook.caPem = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
  webhook.stop = {WebhookStop::Kind::kPaused, "Maintenance", base::fromMs(1795463000000), base::fromMs(1795469000000)};
  webhook.secretCreatedAt = base::fromMs(1795460000001);
  webhook.createdAt = base::fromMs(1795460000002);
  webhook.updatedAt = base::fromMs(1795460000003);
  return webhook;
}

}  // namespace hookline::model
