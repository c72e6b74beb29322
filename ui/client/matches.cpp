#include "client/matches.h"

#include <QString>
#include <algorithm>

namespace hookline::client {
namespace {

bool stands(const QString& wanted, const std::string& text) { return QString::fromStdString(text).contains(wanted, Qt::CaseInsensitive); }

bool textMatches(const std::string& text, const Delivery& delivery) {
  const auto wanted = QString::fromStdString(text);
  const auto& row = delivery.row;
  for (const auto* one : {&row.eventId, &row.eventType, &row.chatbotId, &row.conversationId, &row.person.email, &row.person.name,
                          &row.person.visitorId, &delivery.webhookName})
    if (stands(wanted, *one)) return true;
  return stands(wanted, row.id.text());
}

bool same(const std::string& wanted, const std::string& value) { return wanted.empty() || wanted == value; }

}  // namespace

bool matches(const DeliveryFilter& filter, const Delivery& delivery) {
  const auto& row = delivery.row;
  if (!filter.states.empty() && std::find(filter.states.begin(), filter.states.end(), row.state) == filter.states.end()) return false;
  if (filter.webhook && *filter.webhook != row.webhookId) return false;
  if (!same(filter.eventType, row.eventType) || !same(filter.chatbotId, row.chatbotId) ||
      !same(filter.conversationId, row.conversationId) || !same(filter.email, row.person.email))
    return false;
  if (filter.since && row.createdAt < *filter.since) return false;
  if (filter.until && row.createdAt >= *filter.until) return false;
  if (filter.status && filter.status != row.status) return false;
  if (filter.simulated && *filter.simulated != row.simulated) return false;
  if (filter.errorClass && *filter.errorClass != row.errorClass) return false;
  return filter.text.empty() || textMatches(filter.text, delivery);
}

}  // namespace hookline::client
