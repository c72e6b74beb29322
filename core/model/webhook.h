#pragma once
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "model/event_filter.h"
#include "model/event_view.h"
#include "model/http_exchange.h"
#include "model/ids.h"
#include "model/message.h"
#include "model/retry_policy.h"

namespace hookline::model {

enum class WebhookKind { kCustom, kSlack, kDiscord, kHubspot, kSalesforce, kZendesk, kPagerduty, kTeams, kTelegram };
enum class Signing { kHookline, kStandard, kBoth };

/// What stops a webhook (interfaces.md §3): paused by a person, on hold by Hookline. `disabled` is `enabled: false`, not a stop.
struct WebhookStop {
  enum class Kind { kNone, kPaused, kOnHold };
  Kind kind = Kind::kNone;
  std::string reason;
  base::WallTime since{};
  std::optional<base::WallTime> until;
  /// Whether its end has come: nothing is stopped by it any more.
  bool isOver(base::WallTime now) const { return until && *until <= now; }
  bool operator==(const WebhookStop&) const = default;
};

/// How often a webhook may be sent to: `burst` at once, `perSecond` on average. A token bucket.
struct RateLimit {
  double perSecond = 0;  ///< 0: no limit
  int burst = 1;         ///< 1 … kMaxBurst
  bool operator==(const RateLimit&) const = default;

  static constexpr double kMaxPerSecond = 10000;
  static constexpr int kMaxBurst = 10000;
};

/// Whether deliveries of one conversation go one after another (delivery.md §1.7): only the oldest that has not ended is sent. It holds for
/// what is accepted, replayed or retried while it is set; what stands in a line keeps its place when it is unset.
struct Ordering {
  enum class By { kNone, kConversation };
  /// When the oldest dies: the others wait until it is retried, purged or its limit is over, or the next one goes.
  enum class OnDead { kBlock, kSkip };
  By by = By::kNone;
  OnDead onDead = OnDead::kBlock;
  bool operator==(const Ordering&) const = default;
};

/// Where events go and how. Secrets are in clear only inside the process; the store seals `secret` and `headers`.
struct Webhook {
  WebhookId id;
  std::string name;
  std::string chatbotId = "*";  ///< "*": every chatbot
  WebhookKind kind = WebhookKind::kCustom;
  std::string url;
  std::string secret;
  std::string previousSecret;  ///< during a rotation's overlap, else empty
  std::optional<base::WallTime> previousSecretUntil;
  std::vector<std::string> events;  ///< a type, "*" or "lead.*"
  EventFilter filter;
  bool enabled = true;
  bool test = false;
  std::vector<HttpHeader> headers;
  RetryPolicy retryPolicy;
  base::Millis timeout{10000};
  base::Millis maxHold{259200000};
  bool retryEveryFailure = false;
  RateLimit rateLimit;
  int maxInFlight = 8;
  Ordering ordering;
  base::Millis digestWindow{0};  ///< at most one message in so long, which tells of all that came meanwhile; 0: one for each event
  Signing signing = Signing::kBoth;
  bool allowHttp = false;
  std::string caPem;
  /// What its destination is told (interfaces.md §7): an object without the secret ones, which stand in `secretSettings` by name. Which are
  /// secret is the destination's to say (destinations/settings.h).
  nlohmann::json settings = nlohmann::json::object();
  std::map<std::string, std::string, std::less<>> secretSettings;
  Messages messages;  ///< in place of the built-in ones
  WebhookStop stop;
  /// Which of its secrets cannot be read ("/secret", "/previousSecret", "/headers", "/settings", "/url"), each with a sentence that says
  /// why and what helps: the key is out of reach, or the stored value is damaged. They are empty here (a URL is as it is shown). While
  /// there is one, nothing is sent.
  std::vector<base::FieldError> unreadable;
  base::WallTime secretCreatedAt{};
  base::WallTime createdAt{};
  base::WallTime updatedAt{};

  static constexpr int kMaxInFlight = 256;
  static constexpr base::Millis kMinDigestWindow{1000};
  static constexpr base::Millis kMaxDigestWindow{24LL * 3600 * 1000};
  static constexpr std::size_t kMaxNameBytes = 200;
  static constexpr std::size_t kMaxEvents = 100;
  static constexpr std::size_t kMaxSecretBytes = 256;
};

std::string_view toText(WebhookKind kind);
std::optional<WebhookKind> parseWebhookKind(std::string_view text);
/// Whether a webhook of the kind is told its address; the others' follows from their settings (interfaces.md §7).
bool hasOwnUrl(WebhookKind kind);

/// Whether one of its secrets cannot be read, so that what waits for it is held.
inline bool isLocked(const Webhook& webhook) { return !webhook.unreadable.empty(); }
/// The sentence for a person why it is locked; empty when it is not.
std::string lockedReason(const Webhook& webhook);
/// `path` as in Webhook::unreadable.
bool isUnreadable(const Webhook& webhook, std::string_view path);
/// A new value was given for `path`: it is readable again.
void makeReadable(Webhook& webhook, std::string_view path);

/// Whether `type` is one of the webhook's `events`.
bool takesType(const Webhook& webhook, std::string_view type);

/// Why a webhook makes no delivery of an event, kept with the event and shown by explain. The numbers are stored.
enum class NoMatch : std::uint8_t { kNone = 0, kChatbot = 1, kType = 2, kDisabled = 3, kFilter = 4, kNoAction = 5 };
/// As far as the payload has no say: kFilter never comes of it.
NoMatch match(const Webhook& webhook, std::string_view chatbotId, std::string_view type);
/// With the filter, which is asked last: the event's body is parsed only when one has to be.
NoMatch match(const Webhook& webhook, EventView& event);
/// A sentence for a person: "takes lead.captured and lead.*, not message.sent". It is made of the webhook as it is now, which may be
/// another than the one that gave the reason.
std::string explainNoMatch(NoMatch reason, const Webhook& webhook, EventView& event);

/// Reads a webhook to be created. Omitted fields take their defaults (interfaces.md §3); a missing secret stays empty for the
/// caller to generate. Fields that only the answer carries (id, status, createdAt, givesUpAfterMs …) are refused when they
/// are set by the caller. URL and header rules are checked by the caller (room net), settings, messages and whether it can
/// gather them (digest) by their destination. Errors: kInvalid with one detail a field; every wrong field is named, not only the first.
base::Result<Webhook> webhookFromJson(const nlohmann::json& input);

/// RFC 7396 merge onto an existing webhook. `secret` or `id`: kInvalid naming POST …/rotate-secret.
base::Result<Webhook> mergeWebhook(const Webhook& current, const nlohmann::json& patch);

/// The answer's shape of interfaces.md §3, without secrets; header values of sensitive names are masked unless `clearHeaders`.
nlohmann::ordered_json toJson(const Webhook& webhook, bool clearHeaders);

/// What the store keeps beside its own columns, without secret and headers; storedWebhook reads it back. Errors: kCorrupt.
nlohmann::json storedJson(const Webhook& webhook);
base::Result<Webhook> webhookFromStored(const nlohmann::json& stored);

/// Whether a header's value must not be shown: authorization, cookie, and names with token, secret, key, password, auth or signature of
/// others.
bool isSensitiveHeader(std::string_view name);

}  // namespace hookline::model
