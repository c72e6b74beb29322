#include "destinations/salesforce.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "destinations/crm.h"
#include "destinations/event_values.h"
#include "destinations/known_answers.h"
#include "destinations/salesforce_answers.h"
#include "destinations/salesforce_requests.h"
#include "destinations/settings.h"
#include "model/event_view.h"
#include "model/header_names.h"
#include "model/json_member.h"

namespace hookline::destinations {
namespace {

using internal::SalesforceAnswer;
using internal::SalesforceRequests;
using nlohmann::json;

// Steps and looks by their names in attempts.
constexpr std::string_view kReadLeads = "read the leads";
constexpr std::string_view kReadTasks = "read the tasks";
constexpr std::string_view kFindContact = "find the contact";
constexpr std::string_view kFindLead = "find the lead";
constexpr std::string_view kFindOpenLead = "find an open lead";
constexpr std::string_view kSaveLead = "save the lead";
constexpr std::string_view kSaveLeadAndTask = "save the lead and the task";
constexpr std::string_view kSaveTask = "save the task";
constexpr std::string_view kCreateLead = "create the lead";
constexpr std::string_view kLookForLead = "look for the lead";
constexpr std::string_view kLookForContact = "look for the contact";
constexpr std::string_view kCreateTask = "create the task";
constexpr std::string_view kLookForTask = "look for the task";

// What is known of a delivery, besides "who" and "task" (the ids of whom the task is for, empty for nobody, and of the task itself):
// that something was looked for and is not there, that the lead was there before, or that several contacts have the e-mail address.
constexpr const char* kNoContact = "noContact";
constexpr const char* kNoLead = "noLead";
constexpr const char* kNoTask = "noTask";
constexpr const char* kKnown = "known";
constexpr const char* kSeveral = "several";

/// Without a sign of an address there is nobody to look for: an empty one would find all those who have none.
bool hasAddress(const model::Event& event) { return event.person.email.find('@') != std::string::npos; }

bool isCapture(const model::Event& event) { return event.type == "lead.captured"; }

/// What an event becomes beside a captured lead: a task.
bool makesTask(std::string_view type) {
  constexpr auto kTypes =
      std::to_array<std::string_view>({"handoff.requested", "conversation.ended", "purchase.intent", "sentiment.negative"});
  return std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
}

bool wantsTask(const Occasion& occasion) {
  if (!isCapture(occasion.event)) return true;
  const auto given = occasion.webhook.settings.find("createTask");
  return given == occasion.webhook.settings.end() || !given->is_boolean() || given->get<bool>();
}

Judgement salesforceWithoutId() {
  return judgementOf(model::Verdict::kRetry, model::ErrorClass::kBrokenAnswer, "Salesforce's answer does not say which record it is about.",
                     "It goes again by itself. If that does not help, check that My Domain URL is that of the org.");
}

Judgement salesforceRecordGone() {
  return judgementOf(model::Verdict::kPermanent, model::ErrorClass::kRejected,
                     "The lead or contact was deleted or converted in Salesforce while this delivery was under way, twice.",
                     "Look in Salesforce what changes it, then retry.");
}

}  // namespace

bool Salesforce::acts(const model::Webhook& webhook, model::EventView& event) const {
  const auto& given = event.event();
  if (!isWanted(webhook, given.type)) return false;
  // These say how urgent something is for the team, whoever the visitor is.
  if (given.type == "purchase.intent" || given.type == "sentiment.negative") return true;
  return (isCapture(given) || makesTask(given.type)) && hasAddress(given);
}

std::string Salesforce::address(const model::Webhook& webhook) const { return serviceBase(webhook, textSetting(webhook, "myDomainUrl")); }

std::optional<base::Millis> Salesforce::quiet(const model::HttpResult& result) const {
  return internal::salesforceQuiet(model::headerValue(result.headers, "Sforce-Limit-Info"));
}

std::optional<PlanDestination::StepName> Salesforce::nextStep(const Progress& progress) const {
  const auto& out = progress.outputs;
  const auto& event = progress.occasion.event;
  const bool hasKeys = SalesforceRequests::hasKeys(progress.occasion.webhook);
  const bool capture = isCapture(event);
  if (!capture && !makesTask(event.type)) {
    if (!out.contains("leadsRead")) return kReadLeads;
    return out.contains("tasksRead") ? std::nullopt : std::optional(kReadTasks);
  }
  const bool task = wantsTask(progress.occasion);
  if (!out.contains("who") && hasAddress(event)) {
    if (!out.contains(kNoContact)) return kFindContact;
    if (!out.contains(kNoLead) && !out.contains(kKnown)) return capture && hasKeys ? kFindLead : kFindOpenLead;
    if (capture && !hasKeys) return kCreateLead;
    if (capture) return task ? kSaveLeadAndTask : kSaveLead;
    // Nobody that it could be linked to.
    if (event.type == "conversation.ended") return std::nullopt;
  }
  if (!task || out.contains("task")) return std::nullopt;
  return hasKeys ? kSaveTask : kCreateTask;
}

std::optional<PlanDestination::StepName> Salesforce::lookFor(StepName step, const Progress& progress) const {
  const auto& found = progress.found;
  if (step == kCreateLead) {
    // It may have been converted by now, and then there is a contact.
    if (!found.contains(kNoLead)) return kLookForLead;
    return found.contains(kNoContact) ? std::nullopt : std::optional(kLookForContact);
  }
  if (step == kCreateTask && !found.contains(kNoTask)) return kLookForTask;
  return std::nullopt;
}

base::Result<model::HttpRequest> Salesforce::requestOf(StepName step, const Progress& progress) const {
  const SalesforceRequests requests(progress.occasion);
  const SalesforceRequests::TaskFor who{textAt(progress.outputs, "who"), progress.outputs.contains(kSeveral)};
  const bool isKnown = progress.outputs.contains(kKnown);
  if (step == kReadLeads) return requests.testLeads();
  if (step == kReadTasks) return requests.testTasks();
  if (step == kFindContact || step == kLookForContact) return requests.findContact();
  if (step == kFindOpenLead || step == kLookForLead) return requests.findOpenLead();
  if (step == kFindLead) return requests.findLead();
  if (step == kSaveLead) return requests.saveLead(isKnown);
  if (step == kSaveLeadAndTask) return requests.saveLeadAndTask(isKnown);
  if (step == kSaveTask) return requests.saveTask(who);
  if (step == kCreateLead) return requests.createLead();
  return step == kCreateTask ? requests.createTask(who) : requests.lookForTask(who.id);
}

/// Who is captured as a lead was nobody's contact before.
json Salesforce::usually(StepName step, const Progress& progress) const {
  const bool isNew = isCapture(progress.occasion.event);
  if (step == kReadLeads) return {{"leadsRead", true}};
  if (step == kReadTasks) return {{"tasksRead", true}};
  if (step == kFindContact && isNew) return {{kNoContact, true}};
  if ((step == kFindLead || step == kFindOpenLead) && isNew) return {{kNoLead, true}};
  if (step == kSaveTask || step == kCreateTask) return {{"task", "1"}};
  if (step == kSaveLeadAndTask) return {{"who", "1"}, {"task", "1"}};
  return {{"who", "1"}};
}

PlanDestination::Answer Salesforce::answered(StepName step, const Progress& progress, const model::HttpResult& result) const {
  SalesforceAnswer answer{*result.status, answerOf(result)};
  if (step == kFindLead && answer.status == 404) return Done{{{kNoLead, true}}};
  if (!answer.isGood()) return refused(step, progress, answer);
  if (step == kSaveLeadAndTask) {
    if (const auto failure = internal::failureIn(answer.body)) return refused(step, progress, *failure);
    const auto lead = internal::partOf(answer.body, "lead");
    const auto task = internal::partOf(answer.body, "task");
    if (!lead || !task || textAt(lead->body, "id").empty()) return salesforceWithoutId();
    return Done{{{"who", textAt(lead->body, "id")}, {"task", textAt(task->body, "id")}}};
  }
  if (step == kFindLead) return foundByKey(answer.body);
  const bool ofLead = step == kSaveLead || step == kCreateLead;
  if (ofLead || step == kSaveTask || step == kCreateTask) {
    const auto id = textAt(answer.body, "id");
    if (id.empty()) return salesforceWithoutId();
    return Done{{{ofLead ? "who" : "task", id}}};
  }
  return queried(step, answer.body);
}

/// By its external id: a converted lead takes nothing any more, what it became does.
PlanDestination::Answer Salesforce::foundByKey(const json& lead) {
  if (textAt(lead, "Id").empty()) return salesforceWithoutId();
  if (textAt(lead, "IsConverted") == "true") return Done{{{"who", textAt(lead, "ConvertedContactId")}}};
  return Done{{{kKnown, true}}};
}

PlanDestination::Answer Salesforce::queried(StepName step, const json& body) {
  const auto& records = model::memberOf(body, "records");
  if (!records.is_array()) return salesforceWithoutId();
  const auto id = records.empty() ? std::string() : textAt(records[0], "Id");
  if (step == kReadLeads) return Done{{{"leadsRead", true}}};
  if (step == kReadTasks) return Done{{{"tasksRead", true}}};
  if (step == kLookForTask) {
    if (id.empty()) return Found{{{kNoTask, true}}};
    return Done{{{"task", id}}};
  }
  if (!id.empty()) {
    json outputs{{"who", id}};
    if (records.size() > 1) outputs[kSeveral] = true;
    return Done{std::move(outputs)};
  }
  if (step == kFindContact) return Done{{{kNoContact, true}}};
  if (step == kFindOpenLead) return Done{{{kNoLead, true}}};
  return Found{{{step == kLookForLead ? kNoLead : kNoContact, true}}};
}

/// `answer`: of the request, or of the part of a composite call that failed.
PlanDestination::Answer Salesforce::refused(StepName step, const Progress& progress, const SalesforceAnswer& answer) {
  if (internal::wantsNewToken(answer)) return SignInAgain{internal::refusedToken()};
  const bool writesLead = step == kSaveLead || step == kSaveLeadAndTask || step == kCreateLead;
  const bool isWrite = writesLead || step == kSaveTask || step == kCreateTask;
  if (writesLead && textSetting(progress.occasion.webhook, "duplicates", "use_existing") == "use_existing")
    if (const auto existing = internal::duplicateId(answer); !existing.empty()) return Done{{{"who", existing}}};
  const bool lostLead = progress.outputs.contains(kKnown) && answer.code() == "REQUIRED_FIELD_MISSING";
  if (isWrite && (internal::isRecordGone(answer) || lostLead)) return Restart{json::object(), salesforceRecordGone()};
  if (auto judged = internal::judgeSalesforce(answer)) return std::move(*judged);
  // The status of a composite call says nothing of its parts.
  if (step == kSaveLeadAndTask && answer.status < 500) return internal::undoneSalesforce();
  return ByTable{};
}

}  // namespace hookline::destinations
