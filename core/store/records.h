#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "model/alert.h"
#include "model/alert_rule.h"
#include "model/delivery.h"
#include "model/due_delivery.h"
#include "model/event.h"
#include "model/ids.h"
#include "model/job.h"
#include "model/principal.h"
#include "model/stats.h"
#include "model/webhook.h"

namespace hookline::store {

using model::AttemptRecord;
using model::Claim;
using model::DueDelivery;

/// One delivery to be made with its event.
struct NewDelivery {
  model::DeliveryId id;
  model::WebhookId webhookId;
  base::WallTime due{};
  bool once = false;
};

struct UnmatchedWebhook {
  model::WebhookId webhookId;
  model::NoMatch reason = model::NoMatch::kNone;
};

struct NewEvent {
  model::EventSeq seq;
  model::Event event;
  std::string fingerprint;  ///< SHA-256 of ParsedEvent::comparable, raw
  base::WallTime acceptedAt{};
  std::vector<NewDelivery> deliveries;
  std::vector<UnmatchedWebhook> unmatched;
};

struct AcceptedDelivery {
  model::DeliveryId id;
  model::WebhookId webhookId;
};

/// What became of one event: stored now, or found already there (`duplicate`: the first seq, id and deliveries).
struct AcceptedEvent {
  model::EventSeq seq;
  std::string id;
  bool duplicate = false;
  std::vector<AcceptedDelivery> deliveries;
};

/// The earliest waiting deliveries of a webhook. `complete`: no others wait.
struct DuePage {
  std::vector<DueDelivery> items;
  bool complete = true;
};

struct Recorded {
  bool applied = true;  ///< false: the claim had ended (cancelled, another epoch); the attempt is kept, the state is not changed
};

/// Filters of a list of deliveries; empty fields do not filter.
struct DeliveryQuery {
  /// Stored states. Held-by-the-webhook is not a stored state: callers translate it to waiting states of stopped webhooks.
  std::vector<model::DeliveryState> states;
  std::vector<model::WebhookId> webhooks;
  std::vector<std::string> eventTypes;
  std::string chatbotId;
  std::string conversationId;
  std::string email;
  std::optional<base::WallTime> since;  ///< made at or after
  std::optional<base::WallTime> until;  ///< made before
  std::optional<int> status;            ///< HTTP status of the last attempt
  std::optional<model::ErrorClass> errorClass;
  std::optional<bool> simulated;
  std::string text;  ///< part of an id, type, conversation, e-mail, name or visitor, any case (ASCII)
};

/// Keyset paging, newest first: rows with an id below `before` (0: from the newest).
struct PageRequest {
  model::DeliveryId before;
  std::size_t limit = 50;  ///< 1 … 500
};

/// `next` is set when more may follow, also when the search stopped at its budget with few rows.
struct DeliveryPage {
  std::vector<model::DeliveryRow> rows;
  std::optional<model::DeliveryId> next;
};

struct Facets {
  struct StateCount {
    model::DeliveryState state;
    model::WebhookId webhookId;
    std::uint64_t count;
  };
  struct TypeCount {
    std::string type;
    std::uint64_t count;
  };
  std::uint64_t total = 0;
  std::vector<StateCount> byStateAndWebhook;
  std::vector<TypeCount> byType;
  bool exact = true;  ///< false: counting stopped at its budget
};

struct DeliveryDetail {
  model::DeliveryRow row;
  std::string eventBody;
  std::vector<model::Attempt> attempts;  ///< oldest first
};

struct EventDetail {
  model::EventSeq seq;
  model::Event event;
  base::WallTime acceptedAt{};
  std::vector<model::DeliveryRow> deliveries;
  std::vector<UnmatchedWebhook> unmatched;
};

/// Events with their bodies, newest first. `next` is set when more may follow, also when the search stopped early with few or none.
struct EventPage {
  std::vector<model::Event> events;
  std::optional<model::EventSeq> next;
};

/// Dead letters of one webhook with one cause.
struct DeadGroup {
  model::WebhookId webhookId;
  model::ErrorClass errorClass = model::ErrorClass::kNone;
  std::optional<int> status;
  std::uint64_t count = 0;
  std::uint64_t conversations = 0;
  base::WallTime oldest{};
};

/// What happened to each id of a call that names several.
struct RequeueOutcome {
  std::vector<model::DeliveryId> requeued;
  std::vector<model::DeliveryId> refused;  ///< unknown, or in no state for it
};

/// One step of letting old things go (architecture.md §6), small enough not to hold up the writes of others. Nothing that waits ever
/// goes, whatever its age.
struct RetentionStep {
  model::EventSeq after;                     ///< where the last step stopped; 0: from the oldest
  base::WallTime eventsBefore{};             ///< finished events accepted before go, with their deliveries and attempts; 1970: none
  base::WallTime payloadsBefore{};           ///< bodies of delivered events accepted before go, and what was sent and answered
  std::optional<base::WallTime> deadBefore;  ///< dead letters that died before count as finished; none: they stay

  static constexpr std::size_t kMaxLooked = 256;  ///< events looked at
  static constexpr std::size_t kMaxGone = 64;     ///< deliveries deleted, or payloads
};

struct Retained {
  model::EventSeq upTo;  ///< where the next step goes on
  bool atEnd = true;     ///< no older event is left to look at
  std::uint64_t events = 0;
  std::uint64_t deliveries = 0;
  std::uint64_t payloads = 0;   ///< of events that stay
  std::uint64_t bytesUsed = 0;  ///< as StoreFigures has it, after the step
};

/// What a job works through: dead letters, or events for a replay, that pass the filter, lie below the job's id and, for dead letters,
/// had died when the job was made.
struct JobScope {
  model::JobKind kind = model::JobKind::kRetry;
  DeliveryQuery filter;  ///< states are the kind's own; a replay looks at the event's fields alone
  model::JobId below;
  base::WallTime diedBy{};
};

struct JobCount {
  std::uint64_t total = 0;
  bool exact = true;               ///< false: counting stopped at its budget
  std::vector<std::string> first;  ///< ids of the first kShown in the order of the work

  static constexpr std::size_t kShown = 5;
};

/// A delivery that is dead, or an event with its body.
struct JobItem {
  std::int64_t id = 0;
  std::shared_ptr<const model::Event> event;  ///< of a replay
};

/// The next of a job, oldest first. `reached`: the highest id that was looked at, to go on after it. `complete`: nothing follows.
struct JobItems {
  std::vector<JobItem> items;
  std::int64_t reached = 0;
  bool complete = true;
};

/// New deliveries of an event that is stored already.
struct Replay {
  model::EventSeq seq;
  std::vector<NewDelivery> deliveries;  ///< none: nobody takes it, it counts as skipped
};

/// One step of a job: what it does to these items and how far the job has come, all in one transaction.
struct JobStep {
  model::JobId job;
  std::int64_t from = 0;  ///< the job's cursor as the asker knows it; a job that stands elsewhere is left alone
  std::int64_t to = 0;
  bool last = false;                   ///< nothing is left after it
  std::vector<model::DeliveryId> ids;  ///< of a retry or a purge
  std::vector<Replay> replays;         ///< of a replay
  base::WallTime now{};
};

/// `applied` false: the job is not running, or its cursor is another; nothing was done.
struct JobStepped {
  bool applied = false;
  model::Job job;
};

struct AuditEntry {
  base::WallTime at{};
  std::string who;
  std::string what;    ///< "webhook.create", "token.revoke" …
  std::string target;  ///< an id or a name
};

/// One step of the undoing of a job.
struct JobUndo {
  model::JobId job;
  std::size_t limit = 0;  ///< deliveries that are looked at, 1 … Store::kMaxStepItems
  AuditEntry audit;       ///< of the first step; the later ones write none
};

/// `rows`: what the step took back, as it is now. More steps follow until the job's undo is kDone.
struct JobUndone {
  model::Job job;
  std::vector<model::DeliveryRow> rows;
};

/// Filters of the audit log; what is empty does not filter, a text must be the same.
struct AuditQuery {
  std::string who;
  std::string what;
  std::string target;
  std::optional<base::WallTime> since;  ///< at or after
  std::optional<base::WallTime> until;  ///< before
};

/// Newest first. `next` is set when more may follow, also when the search stopped at its budget with few lines.
struct AuditPage {
  std::vector<AuditEntry> entries;
  std::optional<std::int64_t> next;
};

/// A list as people saved it, shared by all who use this store.
struct View {
  std::string name;
  std::string body;  ///< JSON
  base::WallTime updatedAt{};
};

/// The events of one conversation, of one chatbot alone when it is named.
struct ConversationQuery {
  std::string id;
  std::string chatbotId;
  model::EventSeq before;  ///< events below it; 0: from the newest
  std::size_t limit = 50;  ///< 1 … 500
};

/// Newest first, each with its body as far as it is kept. `next` is set when more may follow, also when the search stopped at its budget
/// with few events or none.
struct Conversation {
  std::vector<EventDetail> events;  ///< without the webhooks that did not match
  /// What the newest events of the conversation say, each part from the newest that has it; looked for in kMaxPersonLook of them.
  model::Person person;
  std::optional<model::EventSeq> next;

  static constexpr std::size_t kMaxPersonLook = 500;
};

struct SeenChatbot {
  std::string id;
  base::WallTime lastSeen{};  ///< its newest event was accepted then
};

/// The kept answer of a call with an Idempotency-Key.
struct KeptAnswer {
  std::string key;          ///< with the principal's name before it
  std::string fingerprint;  ///< SHA-256 of method, path and body
  int status = 0;
  std::string body;
  base::WallTime at{};
};

/// Empty fields do not filter. Keyset paging, newest first: alerts with an id below `before` (0: from the newest).
struct AlertQuery {
  std::vector<model::AlertState> states;
  model::WebhookId webhookId;
  model::AlertId before;
  std::size_t limit = 50;  ///< 1 … 500
};

/// `next` is set when more follow.
struct AlertPage {
  std::vector<model::Alert> alerts;
  std::optional<model::AlertId> next;
};

/// Whose figures, and from which minute on.
struct FiguresQuery {
  base::WallTime since{};
  std::vector<model::WebhookId> webhooks;  ///< none: all
};

/// All that is read once at start.
struct StoredConfig {
  std::vector<model::Webhook> webhooks;
  std::vector<model::ApiToken> tokens;
  std::vector<std::pair<std::string, std::string>> settings;
  std::optional<std::vector<model::AlertRule>> alertRules;  ///< none: nobody ever put any
  std::vector<model::Alert> openAlerts;                     ///< oldest first
};

/// How far a copy of the store is.
struct BackupProgress {
  std::uint64_t pages = 0;
  std::uint64_t copied = 0;
};

struct StoreFigures {
  std::uint64_t bytesOnDisk = 0;
  std::uint64_t bytesUsed = 0;  ///< without what deleted rows left behind, which is used again
  std::uint64_t waiting = 0;
  std::uint64_t dead = 0;
  std::uint64_t queuedWrites = 0;
  std::uint64_t commits = 0;
  std::uint64_t operations = 0;
  std::uint64_t diskFreeBytes = 0;            ///< of the file system that holds it, as it was measured last; 0: not known
  std::optional<BackupProgress> backup;       ///< of one that is under way
  bool diskFull = false;                      ///< what is left is for results and for letting go: nothing new may come in
  std::optional<std::string> stoppedBecause;  ///< set while commits fail; it heals by itself
};

}  // namespace hookline::store
