#include "hookline/demo_script.h"

#include <array>

namespace hookline::desktop {
namespace {

using System = DemoReceivers::System;

constexpr std::uint64_t kSeed = 20;
constexpr const char* kChatbot = "shop-assistant";
constexpr std::chrono::milliseconds kBeat{60};

// A round, in beats. In the outage three of five requests to the help desk fail: few enough that its breaker stays closed, and for so
// long that some deliveries give up.
constexpr int kOutageBegins = 80;
constexpr int kOutageEnds = 190;
constexpr int kRetryTheDead = 230;
constexpr int kRoundEnds = 320;

/// What a conversation tells, one after the other; every type that there is.
constexpr std::array kTypes = {"conversation.started", "message.received",   "message.sent",      "lead.captured",
                               "message.received",     "sentiment.negative", "handoff.requested", "message.sent",
                               "purchase.intent",      "feedback.received",  "webhook.test",      "conversation.ended"};
constexpr std::size_t kConversationsAtOnce = 3;

struct Customer {
  System system;
  const char* name;
  std::vector<std::string> events;
};

const std::vector<Customer>& customers() {
  static const std::vector<Customer> all = {
      {System::kCrm, "Sales CRM", {"lead.captured", "purchase.intent", "conversation.started"}},
      {System::kHelpdesk, "Help desk", {"handoff.requested", "sentiment.negative", "message.received", "feedback.received"}},
      {System::kAnalytics, "Analytics", {"*"}},
      {System::kArchive, "Old archive", {"conversation.ended"}}};
  return all;
}

/// More answers than an outage has requests.
std::vector<int> overload() {
  constexpr std::array kInTurn = {503, 503, 200, 503, 200};
  std::vector<int> statuses;
  for (int n = 0; n < 60; ++n) statuses.insert(statuses.end(), kInTurn.begin(), kInTurn.end());
  return statuses;
}

model::Webhook webhookOf(const Customer& customer, const std::string& url) {
  model::Webhook webhook;
  webhook.name = customer.name;
  webhook.url = url;
  webhook.events = customer.events;
  webhook.test = true;
  if (customer.system == System::kHelpdesk) {
    // Gives up within the outage, so that there is something to put right.
    webhook.retryPolicy.preset = model::RetryPolicy::Preset::kCustom;
    webhook.retryPolicy.maxRetries = 2;
    webhook.retryPolicy.backoff = base::Millis{400};
  }
  return webhook;
}

}  // namespace

DemoScript::DemoScript(std::unique_ptr<client::Channel> channel, DemoReceivers& receivers, QObject* parent)
    : QObject(parent), client_(std::move(channel)), receivers_(receivers), maker_(kSeed), conversations_(kConversationsAtOnce) {
  beat_.setInterval(kBeat);
  connect(&beat_, &QTimer::timeout, this, &DemoScript::onBeat);
}

void DemoScript::start() {
  client_.open();
  makeWebhook(0);
}

void DemoScript::makeWebhook(std::size_t index) {
  if (index == customers().size()) return beat_.start();
  const auto& customer = customers()[index];
  client_.createWebhook(this, webhookOf(customer, receivers_.url(customer.system)),
                        [this, index, system = customer.system](base::Result<client::CreatedWebhook> made) {
                          if (!made) return emit failed(QString::fromStdString(made.error().message));
                          receivers_.setSecret(system, made->secret);
                          if (system == System::kHelpdesk) helpdesk_ = made->view.webhook.id;
                          makeWebhook(index + 1);
                        });
}

void DemoScript::onBeat() {
  const int now = beats_ % kRoundEnds;
  if (now == 0) receivers_.answer(System::kArchive, {410});
  if (now == kOutageBegins) receivers_.answer(System::kHelpdesk, overload());
  if (now == kOutageEnds) receivers_.answer(System::kHelpdesk, {200});
  if (now == kRetryTheDead) retryTheDead();
  post();
  if (++beats_ % kRoundEnds == 0) roundEnds_ = true;
}

/// Each beat the next word of one of the conversations that go on side by side.
void DemoScript::post() {
  const auto turn = static_cast<std::size_t>(beats_);
  auto& conversation = conversations_[turn % kConversationsAtOnce];
  const auto* type = kTypes[turn / kConversationsAtOnce % kTypes.size()];
  if (conversation.empty() || type == kTypes.front()) conversation = maker_.newConversation();
  ++unanswered_;
  client_.postEvent(this, maker_.make(type, kChatbot, conversation), false, [this](base::Result<client::AcceptedEvent> accepted) {
    if (!accepted) return emit failed(QString::fromStdString(accepted.error().message));
    ++posted_;
    --unanswered_;
    endRound();
  });
}

void DemoScript::endRound() {
  if (roundEnds_ && unanswered_ == 0) {
    roundEnds_ = false;
    emit roundOver();
  }
}

void DemoScript::retryTheDead() {
  client::DeliveryFilter filter;
  filter.webhook = helpdesk_;
  client_.deadLetters(this, filter, {}, 500, [this](base::Result<client::Page<client::DeadLetter>> dead) {
    if (!dead) return emit failed(QString::fromStdString(dead.error().message));
    std::vector<model::DeliveryId> ids;
    // Half of them: the others are for whoever looks.
    for (std::size_t i = 0; i < dead->items.size(); i += 2) ids.push_back(dead->items[i].delivery.row.id);
    if (ids.empty()) return;
    client_.retryDeadLetters(this, ids, [this, ids](base::Result<std::uint64_t> queued) {
      if (!queued) return emit failed(QString::fromStdString(queued.error().message));
      retried_.insert(ids.begin(), ids.end());
    });
  });
}

}  // namespace hookline::desktop
