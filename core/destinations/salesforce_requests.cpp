#include "destinations/salesforce_requests.h"

#include <utility>

#include "base/ascii.h"
#include "base/encoding.h"
#include "base/time.h"
#include "crypto/signature.h"
#include "destinations/crm.h"
#include "destinations/event_values.h"
#include "destinations/rich_text.h"
#include "destinations/settings.h"

namespace hookline::destinations::internal {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

// UTF-16 units.
constexpr std::size_t kMaxFirstName = 40;
constexpr std::size_t kMaxLastName = 80;
constexpr std::size_t kMaxCompany = 255;
constexpr std::size_t kMaxPhone = 40;
constexpr std::size_t kMaxTitle = 128;
constexpr std::size_t kMaxSubject = 255;
constexpr std::size_t kMaxDescription = 32'000;
constexpr std::size_t kMarkerDigits = 8;

constexpr std::string_view kUnknown = "Unknown";
/// Allows a record that a duplicate rule only warns of (integrations.md §6.4).
constexpr std::string_view kDuplicateHeader = "Sforce-Duplicate-Rule-Header";
constexpr std::string_view kAllowSave = "allowSave=true";

std::string soqlEscaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n')
      out += "\\n";
    else if (c == '\r')
      out += "\\r";
    else if (c == '\t')
      out += "\\t";
    else if (c == '\b')
      out += "\\b";
    else if (c == '\f')
      out += "\\f";
    else if (c == '\\' || c == '\'' || c == '"')
      out.append("\\").append(1, c);
    else if (static_cast<unsigned char>(c) >= 0x20U)
      out += c;
  }
  return out;
}

/// A text that a composite call does not take for a reference to another answer, "@{lead.id}": there is no escape for it.
std::string withoutReferences(std::string text) {
  for (auto at = text.find("@{"); at != std::string::npos; at = text.find("@{", at)) text.insert(at + 1, "\u200b");
  return text;
}

std::string cut(std::string text, std::size_t most) { return shortened(withoutReferences(std::move(text)), most, Count::kUtf16); }

/// Of a field that the webhook's `properties` name. Those of the org's own are left to Salesforce, which knows how long they may be.
std::size_t mostOf(std::string_view field) {
  if (field == "Title") return kMaxTitle;
  if (field == "Website" || field == "LeadSource") return kMaxCompany;
  return kMaxDescription;
}

std::string oneLine(std::string text) {
  for (char& c : text)
    if (c == '\n' || c == '\t') c = ' ';
  return text;
}

void putCut(ordered_json& fields, const char* name, std::string value, std::size_t most) {
  if (!value.empty()) fields[name] = cut(oneLine(std::move(value)), most);
}

std::string hexOf(std::string_view text) { return base::toHex(crypto::sha256(text)); }

ordered_json subrequest(std::string_view name, std::string url, ordered_json body) {
  return {{"method", "PATCH"}, {"url", std::move(url)}, {"referenceId", name}, {"body", std::move(body)}};
}

}  // namespace

std::string soqlLiteral(std::string_view text) { return "'" + soqlEscaped(text) + "'"; }

std::string soqlContaining(std::string_view text) {
  std::string plain;
  for (const char c : soqlEscaped(text)) {
    if (c == '%' || c == '_') plain += '\\';
    plain += c;
  }
  return "'%" + plain + "%'";
}

SalesforceRequests::SalesforceRequests(const Occasion& occasion)
    : occasion_(occasion),
      webhook_(occasion.webhook),
      values_(eventValues(occasion.event, occasion.webhook)),
      data_(dataOf(values_)),
      email_(textAt(values_.value("person", json::object()), "email")),
      name_(textAt(values_.value("person", json::object()), "name")) {}

bool SalesforceRequests::hasKeys(const model::Webhook& webhook) { return !textSetting(webhook, "leadKeyField").empty(); }

model::HttpRequest SalesforceRequests::call(std::string_view method, const std::string& path, const ordered_json& body) const {
  const auto* token = occasion_.token;
  const auto base = token && !token->baseUrl.empty() ? token->baseUrl : serviceBase(webhook_, textSetting(webhook_, "myDomainUrl"));
  return bearerRequest(occasion_, method, base + path, token ? token->value : std::string(), body);
}

std::string SalesforceRequests::setting(std::string_view name) const { return textSetting(webhook_, name); }

std::string SalesforceRequests::dataPath(const std::string& path) const {
  return "/services/data/v" + textSetting(webhook_, "apiVersion", "67.0") + path;
}

/// One key for each e-mail address, of letters that a path may hold.
std::string SalesforceRequests::leadPath() const {
  return dataPath("/sobjects/Lead/" + setting("leadKeyField") + "/" + hexOf(base::lowered(email_)));
}

std::string SalesforceRequests::taskPath() const {
  return dataPath("/sobjects/Task/" + setting("taskKeyField") + "/" + base::percentEncoded(occasion_.event.id));
}

model::HttpRequest SalesforceRequests::query(const std::string& soql) const {
  return call("GET", dataPath("/query?q=" + base::percentEncoded(soql)));
}

/// Both name the fields, so that a misspelt one shows.
model::HttpRequest SalesforceRequests::testLeads() const {
  return query("SELECT Id" + (hasKeys(webhook_) ? ", " + setting("leadKeyField") : "") + " FROM Lead LIMIT 1");
}

model::HttpRequest SalesforceRequests::testTasks() const {
  return query("SELECT Id" + (hasKeys(webhook_) ? ", " + setting("taskKeyField") : "") + " FROM Task LIMIT 1");
}

/// The second tells that there are several.
model::HttpRequest SalesforceRequests::findContact() const {
  return query("SELECT Id FROM Contact WHERE Email = " + soqlLiteral(email_) + " ORDER BY CreatedDate LIMIT 2");
}

model::HttpRequest SalesforceRequests::findOpenLead() const {
  return query("SELECT Id FROM Lead WHERE Email = " + soqlLiteral(email_) + " AND IsConverted = false ORDER BY CreatedDate LIMIT 1");
}

model::HttpRequest SalesforceRequests::findLead() const { return call("GET", leadPath() + "?fields=Id,IsConverted,ConvertedContactId"); }

model::HttpRequest SalesforceRequests::saveLead(bool isKnown) const {
  auto request = call("PATCH", leadPath(), lead(isKnown));
  if (allowsDuplicates()) request.headers.push_back({std::string(kDuplicateHeader), std::string(kAllowSave)});
  return request;
}

model::HttpRequest SalesforceRequests::saveLeadAndTask(bool isKnown) const {
  auto leadCall = subrequest("lead", leadPath(), lead(isKnown));
  if (allowsDuplicates()) leadCall["httpHeaders"] = {{std::string(kDuplicateHeader), std::string(kAllowSave)}};
  auto calls = ordered_json::array({std::move(leadCall), subrequest("task", taskPath(), task({"@{lead.id}"}))});
  return call("POST", dataPath("/composite"), {{"allOrNone", true}, {"compositeRequest", std::move(calls)}});
}

model::HttpRequest SalesforceRequests::saveTask(const TaskFor& who) const { return call("PATCH", taskPath(), task(who)); }

model::HttpRequest SalesforceRequests::createLead() const {
  auto request = call("POST", dataPath("/sobjects/Lead"), lead(false));
  if (allowsDuplicates()) request.headers.push_back({std::string(kDuplicateHeader), std::string(kAllowSave)});
  return request;
}

model::HttpRequest SalesforceRequests::createTask(const TaskFor& who) const { return call("POST", dataPath("/sobjects/Task"), task(who)); }

model::HttpRequest SalesforceRequests::lookForTask(const std::string& who) const {
  const auto owner = who.empty() ? std::string("null") : soqlLiteral(who);
  return query("SELECT Id FROM Task WHERE WhoId = " + owner + " AND Subject LIKE " + soqlContaining(marker()) + " LIMIT 1");
}

bool SalesforceRequests::allowsDuplicates() const { return textSetting(webhook_, "duplicates", "use_existing") == "allow"; }

/// In the subject, because a description cannot be searched.
std::string SalesforceRequests::marker() const { return "[hl:" + hexOf(occasion_.event.id).substr(0, kMarkerDigits) + "]"; }

/// What the event does not say is left out: an empty value would clear what Salesforce knows.
ordered_json SalesforceRequests::lead(bool isKnown) const {
  auto fields = ownProperties(webhook_, values_);
  for (const auto& [field, value] : fields.items()) value = cut(value.get<std::string>(), mostOf(field));
  const auto name = nameParts(name_);
  putCut(fields, "FirstName", name.first, kMaxFirstName);
  putCut(fields, "LastName", name.last, kMaxLastName);
  putCut(fields, "Company", textAt(data_, "company"), kMaxCompany);
  putCut(fields, "Phone", textAt(data_, "phone"), kMaxPhone);
  if (isKnown) return fields;
  fields["Email"] = withoutReferences(email_);
  for (const auto& [required, value] : {std::pair{"LastName", kUnknown}, {"Company", kUnknown}, {"LeadSource", "Chatbot"}})
    if (!fields.contains(required)) fields[required] = value;
  if (const auto summary = textAt(data_, "conversationSummary"); !summary.empty() && !fields.contains("Description"))
    fields["Description"] = cut(summary, kMaxDescription);
  return fields;
}

std::string SalesforceRequests::subject() const {
  const auto& type = occasion_.event.type;
  const auto who = name_.empty() ? email_ : name_;
  if (type == "lead.captured") return "Chatbot lead: " + who;
  if (type == "handoff.requested") return "Chatbot handoff: " + textAt(data_, "reason");
  if (type == "purchase.intent") return "Possible sale: " + textAt(data_, "intent");
  if (type == "conversation.ended") return "Chatbot conversation ended";
  return "Unhappy visitor in the chatbot";
}

ordered_json SalesforceRequests::task(const TaskFor& who) const {
  const auto& type = occasion_.event.type;
  const bool isUrgent = type == "handoff.requested" || type == "purchase.intent" || type == "sentiment.negative";
  const auto ending = hasKeys(webhook_) ? std::string() : " " + marker();
  const auto last = "\n" + eventMarker(occasion_.event);
  const auto text = noteText(occasion_.event, values_) + labelled("Name: ", name_) + labelled("E-mail: ", email_) +
                    labelled("Phone: ", textAt(data_, "phone")) + labelled("Company: ", textAt(data_, "company")) +
                    (who.isOneOfSeveral ? "Several contacts have this e-mail address; the oldest has the task.\n" : "");
  ordered_json fields{{"Subject", cut(oneLine(subject()), kMaxSubject - ending.size()) + ending},
                      {"Description", cut(text, kMaxDescription - last.size()) + last},
                      {"Priority", isUrgent ? "High" : "Normal"},
                      {"Status", "Not Started"},
                      {"ActivityDate", base::formatIso(occasion_.event.timestamp).substr(0, std::string_view("2026-11-23").size())}};
  if (!who.id.empty()) fields["WhoId"] = who.id;
  return fields;
}

}  // namespace hookline::destinations::internal
