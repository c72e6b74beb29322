#include <QCoreApplication>
#include <array>
#include <optional>

#include "webhooks_page/form_checks.h"

namespace hookline::webhooks_page {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("WebhookRefusal", text); }

struct Place {
  const char* path;
  Field field;
};

/// Longer paths first where one is the beginning of another.
constexpr std::array kPlaces{Place{"/name", Field::kName},
                             Place{"/chatbotId", Field::kChatbot},
                             Place{"/url", Field::kUrl},
                             Place{"/allowHttp", Field::kUrl},
                             Place{"/events", Field::kEvents},
                             Place{"/filter", Field::kFilter},
                             Place{"/rateLimit/burst", Field::kBurst},
                             Place{"/rateLimit", Field::kPerSecond},
                             Place{"/ordering", Field::kOrdering},
                             Place{"/digest", Field::kGather},
                             Place{"/retryPolicy/maxRetries", Field::kRetries},
                             Place{"/retryPolicy/backoffMs", Field::kFirstDelay},
                             Place{"/retryPolicy/multiplier", Field::kGrowth},
                             Place{"/retryPolicy/maxBackoffMs", Field::kLongestDelay},
                             Place{"/retryPolicy/scheduleMs", Field::kDelays},
                             Place{"/retryPolicy", Field::kRetry},
                             Place{"/headers", Field::kHeaders},
                             Place{"/signing", Field::kSigning},
                             Place{"/timeoutMs", Field::kTimeout},
                             Place{"/maxInFlight", Field::kAtOnce},
                             Place{"/maxHoldMs", Field::kLongestHold},
                             Place{"/caPem", Field::kAuthorities}};

/// What follows `beginning`; nothing: the path is elsewhere.
std::optional<std::string> below(const std::string& path, std::string_view beginning) {
  return path.starts_with(beginning) ? std::optional(path.substr(beginning.size())) : std::nullopt;
}

std::optional<FieldId> fieldAt(const std::string& path) {
  if (const auto setting = below(path, "/settings/")) return FieldId{Field::kSetting, setting->substr(0, setting->find('/'))};
  for (const auto& place : kPlaces) {
    const std::string_view known(place.path);
    if (path == known || (path.starts_with(known) && path[known.size()] == '/')) return place.field;
  }
  return std::nullopt;
}

/// The core writes "must be https …" after a field's name, and whole sentences where it can.
QString asSentence(const std::string& message) {
  auto text = QString::fromStdString(message).trimmed();
  if (text.isEmpty()) return tr("The core refuses this. Give another value.");
  if (text.front().isLower()) text = tr("The core says that it %1").arg(text);
  if (!text.endsWith(QLatin1Char('.')) && !text.endsWith(QLatin1Char('?')) && !text.endsWith(QLatin1Char('!'))) text += QLatin1Char('.');
  return text;
}

void append(QString& text, const QString& more) { text += text.isEmpty() ? more : QLatin1Char(' ') + more; }

}  // namespace

Refusal refusalOf(const base::Error& error) {
  Refusal refusal;
  for (const auto& detail : error.details) {
    const auto field = fieldAt(detail.path);
    if (field)
      append(refusal.fields[*field], asSentence(detail.message));
    else if (const auto message = below(detail.path, "/messages/"))
      append(refusal.messages[*message], asSentence(detail.message));
    else
      append(refusal.rest, tr("%1: %2").arg(QString::fromStdString(detail.path), asSentence(detail.message)));
  }
  if (refusal.fields.empty() && refusal.messages.empty() && refusal.rest.isEmpty()) refusal.rest = asSentence(error.message);
  return refusal;
}

}  // namespace hookline::webhooks_page
