#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "model/delivery.h"
#include "model/ids.h"
#include "model/job.h"
#include "model/principal.h"
#include "model/storage_rules.h"
#include "model/webhook.h"

namespace hookline::client {

// What a core answers (interfaces.md §5, §6), as values. Texts are a core's own, UTF-8, and nothing but text: whoever shows them shows
// them plain.

/// Who we are to the core and what it can.
struct Me {
  model::Role role = model::Role::kViewer;
  std::string name;
  std::vector<std::string> can;
  std::string version;
  std::int64_t epoch = 0;
  std::vector<std::string> features;

  bool may(std::string_view permission) const;
  bool has(std::string_view feature) const;
};

struct Status {
  double attemptsPerSecond = 0;
  double deliveredPerSecond = 0;
  std::uint64_t waiting = 0;
  std::uint64_t inFlight = 0;
  std::uint64_t dead = 0;
  std::uint64_t diskBytes = 0;
  std::uint64_t diskUsed = 0;   ///< of it, what the limit is compared with
  std::uint64_t diskLimit = 0;  ///< 0: an older core does not say
  bool online = true;
  bool allPaused = false;
  std::optional<base::WallTime> allPausedSince;
  std::optional<base::WallTime> allPausedUntil;
  std::string stoppedBecause;  ///< why the store takes nothing; empty: it does
};

/// A list row: what is stored, and what the core says of it.
struct Delivery {
  model::DeliveryRow row;   ///< `state` as shown: held also while a stop of its webhook or of the core holds it
  std::string webhookName;  ///< empty: the webhook was deleted
  std::optional<model::WebhookKind> kind;
  std::string reason;  ///< why it is held
  std::string cause;   ///< why the last attempt failed
  std::string help;    ///< what helps
  std::optional<base::WallTime> nextAttemptAt;
};

struct Attempt {
  model::Attempt sent;      ///< requestBody always present
  std::string requestBody;  ///< the very bytes
  std::string cause;
};

struct DeliveryDetail {
  Delivery delivery;
  std::vector<Attempt> attempts;  ///< oldest first
  std::string event;              ///< the stored body; empty when it was purged
};

template <typename T>
struct Page {
  std::vector<T> items;
  std::string next;  ///< cursor of the page after; empty: that was the last
};

/// What a list is narrowed to. Empty fields do not narrow.
struct DeliveryFilter {
  std::vector<model::DeliveryState> states;
  std::optional<model::WebhookId> webhook;
  std::string eventType;
  std::string chatbotId;
  std::string conversationId;
  std::string email;
  std::string text;  ///< searched for in ids, names, types (q)
  std::optional<base::WallTime> since;
  std::optional<base::WallTime> until;
  std::optional<int> status;
  std::optional<bool> simulated;
  std::optional<model::ErrorClass> errorClass;
  bool operator==(const DeliveryFilter&) const = default;
  bool empty() const { return *this == DeliveryFilter{}; }
};

struct Facets {
  std::uint64_t total = 0;
  bool exact = true;
  std::map<model::DeliveryState, std::uint64_t> byState;
  std::map<model::WebhookId, std::uint64_t> byWebhook;
  std::map<std::string, std::uint64_t> byType;
};

/// A webhook as the core shows it, with what only the core knows.
struct WebhookView {
  model::Webhook webhook;  ///< without secrets
  std::string state;       ///< active, paused, on_hold, disabled
  base::Millis givesUpAfter{};
  std::vector<std::string> warnings;
};

struct CreatedWebhook {
  WebhookView view;
  std::string secret;  ///< shown once
};

struct TestOutcome {
  bool success = false;
  std::optional<int> status;
  std::string statusText;
  double latencyMs = 0;
  std::string error;
  std::optional<model::DeliveryId> delivery;
};

/// What a changed webhook would have taken of the latest events.
struct WhatIf {
  std::uint64_t events = 0;  ///< that were looked at
  std::uint64_t now = 0;     ///< of them, what the saved one takes
  std::uint64_t then = 0;    ///< what the changed one would take
  std::vector<std::string> gained;
  std::vector<std::string> lost;
};

struct Health {
  model::WebhookId webhookId;
  std::string url;
  std::string state;  ///< healthy, degraded, failing, paused, on_hold, disabled, idle
  std::optional<double> successRate;
  std::vector<std::optional<double>> rates;  ///< the same in equal parts of the window, oldest first; empty: an older core
  std::optional<double> avgLatencyMs, p50Ms, p95Ms, p99Ms;
  std::optional<base::WallTime> lastSuccess;
  std::optional<base::WallTime> lastFailure;
  std::uint64_t consecutiveFailures = 0;
  std::uint64_t waiting = 0;
  std::uint64_t dead = 0;
  std::optional<base::WallTime> oldestWaiting;
  std::string circuit;                             ///< closed, open, half_open; empty: an older core
  std::optional<base::WallTime> circuitOpenUntil;  ///< when the receiver is tried again
};

struct HealthList {
  std::string overall;
  std::vector<Health> items;
};

/// What came out in one step of time.
struct StatsItem {
  base::WallTime at{};
  std::uint64_t delivered = 0;
  std::uint64_t failed = 0;  ///< attempts
  std::uint64_t dead = 0;
  std::uint64_t retried = 0;
  std::optional<double> p50Ms, p95Ms, p99Ms;
};

struct DeadGroup {
  model::WebhookId webhookId;
  model::ErrorClass errorClass = model::ErrorClass::kNone;
  std::optional<int> status;
  std::string cause;
  std::string help;
  std::uint64_t count = 0;
  std::uint64_t conversations = 0;
  base::WallTime oldest{};
  bool recovered = false;
};

struct DeadLetter {
  Delivery delivery;
  std::string error;
  base::WallTime diedAt{};
  std::string event;
};

struct AcceptedEvent {
  std::string id;
  bool duplicate = false;
  std::vector<std::pair<model::DeliveryId, model::WebhookId>> deliveries;
};

/// What would become of an event, or became of one.
struct EventExplanation {
  std::string id;
  std::vector<std::pair<model::WebhookId, std::string>> deliveries;  ///< webhook and its name
  struct Unmatched {
    model::WebhookId webhookId;
    std::string webhookName;
    std::string reason;
  };
  std::vector<Unmatched> unmatched;
};

struct EventType {
  std::string type;
  std::string schema;               ///< JSON Schema text; empty: none
  std::vector<std::string> places;  ///< what a template can name of it: "data.email"
};

struct RetrySchedule {
  std::vector<base::Millis> delays;  ///< before retry 1, 2, …
  base::Millis givesUpAfter{};
};

/// The core's built-in receiver: a place on its own computer to send to (interfaces.md §5).
struct Receiver {
  bool running = false;
  std::string url;                 ///< where it listens; empty: it does not
  std::vector<int> statuses{200};  ///< what it answers, one a request; the last is repeated
  base::Millis delay{};            ///< before each answer
  std::uint64_t received = 0;      ///< requests since it was started
};

/// What is to be changed of it; what is not given stays as it is.
struct ReceiverChange {
  std::optional<bool> running;
  std::optional<std::string> secret;  ///< signatures are checked with it
  std::optional<std::vector<int>> statuses;
  std::optional<base::Millis> delay;
};

struct ReceivedRequest {
  base::WallTime at{};
  std::string method;
  std::string path;
  std::string deliveryId;
  std::string body;
  std::optional<int> status;  ///< answered; none: the connection was dropped
  std::string signature;      ///< verified, missing, not checked, or "invalid: why"
};

/// What holds for the whole core.
struct Settings {
  std::string address;     ///< base URL at which it takes events
  std::string dataFolder;  ///< on its own computer; empty: we may not know
  bool allowPrivate = false;
  std::optional<model::StorageRules> storage;  ///< none: an older core
  std::vector<std::string> fixedStorage;       ///< names of those rules that an option of the core fixes
};

struct Token {
  std::string name;
  model::Role role = model::Role::kProducer;
  base::WallTime createdAt{};
  std::optional<base::WallTime> lastUsedAt;
};

struct CreatedToken {
  Token token;
  std::string text;  ///< shown once
};

/// What a connect link was exchanged for.
struct LinkedToken {
  std::string name;
  model::Role role = model::Role::kViewer;
  std::string text;
};

/// A notice, read: what changed.
/// Bulk work as it is asked for.
struct JobOrder {
  model::JobKind kind = model::JobKind::kRetry;
  DeliveryFilter filter;
  bool all = false;                ///< with an empty filter: everything is meant, which a purge and a replay want to hear
  int perSecond = 0;               ///< 0: as fast as it may
  int stopAfterFirstFailures = 0;  ///< 0: never
  bool preview = false;            ///< only counted; resumeJob starts it
};

/// Bulk work as it stands.
struct Job {
  model::JobId id;
  model::JobKind kind = model::JobKind::kRetry;
  DeliveryFilter scope;  ///< what its filter narrows to, as far as a person has to know
  model::JobState state = model::JobState::kRunning;
  std::string reason;  ///< why it stands still, for a person; empty: it does not
  std::uint64_t total = 0;
  bool exact = true;  ///< false: there may be more than `total`
  std::uint64_t done = 0;
  std::uint64_t delivered = 0;
  std::uint64_t failedAgain = 0;
  std::uint64_t skipped = 0;
  std::uint64_t waiting = 0;  ///< made due and not ended yet
  std::uint64_t untried = 0;  ///< of those: the first try has not ended
  std::uint64_t undone = 0;   ///< taken back before their first try
  int perSecond = 0;
  int stopAfterFirstFailures = 0;
  base::WallTime createdAt{};
  base::WallTime updatedAt{};
  std::vector<std::string> first;  ///< of a preview, as it was started: ids of the first that it would handle
};

struct Matched {
  std::uint64_t count = 0;
  bool exact = true;  ///< false: there may be more
};

struct WebhookChange {
  model::WebhookId id;  ///< 0: all sending
  std::string what;
};

}  // namespace hookline::client
