#include "destinations/hubspot.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <string>
#include <utility>

#include "base/encoding.h"
#include "destinations/crm.h"
#include "destinations/event_values.h"
#include "destinations/hubspot_answers.h"
#include "destinations/hubspot_pipelines.h"
#include "destinations/known_answers.h"
#include "destinations/rich_text.h"
#include "destinations/settings.h"
#include "destinations/xml_text.h"
#include "model/event_view.h"
#include "model/header_names.h"
#include "model/json_member.h"

namespace hookline::destinations {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::string_view kOwnPipeline = "default";
constexpr std::string_view kOwnHost = "https://api.hubapi.com";
constexpr std::size_t kMaxProperty = 65'536;
constexpr std::size_t kMaxNote = kMaxProperty;
constexpr std::size_t kMaxDealName = 200;
// HubSpot's own numbers for its kinds of associations.
constexpr int kNoteToContact = 202;
constexpr int kDealToContact = 3;

// Steps and looks by their names in attempts.
constexpr std::string_view kTest = "read a contact";
constexpr std::string_view kFind = "find the contact";
constexpr std::string_view kUpdate = "update the contact";
constexpr std::string_view kCreate = "create the contact";
constexpr std::string_view kUpdateExisting = "update the existing contact";
constexpr std::string_view kNote = "add the note";
constexpr std::string_view kListNotes = "list the contact's notes";
constexpr std::string_view kReadNotes = "look for the note";
constexpr std::string_view kDeal = "create the deal";
constexpr std::string_view kListDeals = "list the contact's deals";
constexpr std::string_view kPipelines = "list the pipelines";
constexpr std::string_view kReadDeals = "look for the deal";

/// What an event becomes.
struct Work {
  std::string_view type;
  bool makesContact;  ///< else it must be there already
  bool note;
  bool deal;
};
constexpr auto kWorks = std::to_array<Work>({{"lead.captured", true, true, false},
                                             {"handoff.requested", true, true, false},
                                             {"conversation.ended", false, true, false},
                                             {"feedback.received", false, true, false},
                                             {"purchase.intent", true, false, true},
                                             {"sentiment.negative", false, true, false}});

const Work* workFor(std::string_view type) {
  const auto found = std::find_if(kWorks.begin(), kWorks.end(), [type](const Work& work) { return work.type == type; });
  return found == kWorks.end() ? nullptr : &*found;
}

/// A line break is a tag there.
std::string htmlText(std::string_view text) {
  auto out = htmlEscaped(text);
  constexpr std::string_view kTag = "<br>";
  for (auto at = out.find('\n'); at != std::string::npos; at = out.find('\n', at + kTag.size())) out.replace(at, 1, kTag);
  return out;
}

std::string noteBody(const model::Event& event, const json& values) {
  const auto marker = htmlText("\n" + eventMarker(event));
  const auto text = noteText(event, values);
  for (std::size_t keep = kMaxNote;; keep = keep * 3 / 4) {
    auto body = htmlText(shortened(text, keep)) + marker;
    if (lengthOf(body) <= kMaxNote) return body;
  }
}

/// A request of one delivery.
class Requests {
 public:
  explicit Requests(const Occasion& occasion)
      : occasion_(occasion), webhook_(occasion.webhook), values_(eventValues(occasion.event, occasion.webhook)) {}

  model::HttpRequest updateByEmail() const { return updated("/contacts/" + base::percentEncoded(email()) + "?idProperty=email"); }
  model::HttpRequest update(const std::string& id) const { return updated("/contacts/" + base::percentEncoded(id)); }
  model::HttpRequest findByEmail() const {
    return call("GET", objects("/contacts/" + base::percentEncoded(email()) + "?idProperty=email"));
  }
  model::HttpRequest create() const {
    auto properties = known();
    properties["email"] = email();
    put(properties, "lifecyclestage", textSetting(webhook_, "lifecycleStage", "lead"));
    put(properties, "hs_lead_status", textSetting(webhook_, "leadStatus", "NEW"));
    put(properties, "hubspot_owner_id", textSetting(webhook_, "ownerId"));
    return call("POST", objects("/contacts"), {{"properties", std::move(properties)}});
  }
  model::HttpRequest note(const std::string& contact) const {
    const ordered_json properties{{"hs_timestamp", base::formatIso(occasion_.event.timestamp)},
                                  {"hs_note_body", noteBody(occasion_.event, values_)}};
    return call("POST", objects("/notes"), {{"properties", properties}, {"associations", associations(contact, kNoteToContact)}});
  }
  model::HttpRequest deal(const std::string& contact) const {
    ordered_json properties{{"dealname", dealName()},
                            {"pipeline", textSetting(webhook_, "pipeline", kOwnPipeline)},
                            {"dealstage", textSetting(webhook_, "dealStage", "appointmentscheduled")}};
    const auto data = dataOf(values_);
    put(properties, "amount", textAt(data, "estimatedValue"));
    put(properties, "hubspot_owner_id", textSetting(webhook_, "ownerId"));
    const auto formatted = values_.value("formatted", json::object());
    properties["description"] = labelled("Estimate: ", textAt(formatted, "estimatedValue")) +
                                labelled("Conversation: ", textAt(values_, "conversationUrl")) + eventMarker(occasion_.event);
    return call("POST", objects("/deals"),
                {{"properties", std::move(properties)}, {"associations", associations(contact, kDealToContact)}});
  }
  model::HttpRequest list(const std::string& contact, std::string_view kind) const {
    return call("POST", base() + "/crm/associations/" + version() + "/contacts/" + std::string(kind) + "/batch/read",
                {{"inputs", ordered_json::array({{{"id", contact}}})}});
  }
  model::HttpRequest read(const json& ids, std::string_view kind, std::string_view property) const {
    auto inputs = ordered_json::array();
    for (const auto& id : ids) inputs.push_back({{"id", id}});
    return call("POST", objects("/" + std::string(kind) + "/batch/read"),
                {{"properties", ordered_json::array({property})}, {"inputs", std::move(inputs)}});
  }
  model::HttpRequest pipelines() const { return call("GET", base() + "/crm/pipelines/" + version() + "/deals"); }
  model::HttpRequest test() const { return call("GET", objects("/contacts?limit=1")); }

 private:
  std::string base() const { return serviceBase(webhook_, kOwnHost); }
  std::string version() const { return textSetting(webhook_, "apiVersion", "2026-09"); }
  std::string objects(const std::string& path) const { return base() + "/crm/objects/" + version() + path; }
  std::string email() const { return textAt(values_.value("person", json::object()), "email"); }

  model::HttpRequest call(std::string_view method, std::string url, const ordered_json& body = nullptr) const {
    return bearerRequest(occasion_, method, std::move(url), secretSetting(webhook_, "accessToken"), body);
  }

  /// With nothing to change, its answer still tells whether the contact is there.
  model::HttpRequest updated(const std::string& path) const {
    auto properties = known();
    return properties.empty() ? call("GET", objects(path)) : call("PATCH", objects(path), {{"properties", std::move(properties)}});
  }

  static void put(ordered_json& properties, const char* name, std::string value) {
    if (!value.empty()) properties[name] = std::move(value);
  }

  /// What the event says of the visitor. What it does not say is left out: an empty value would clear what HubSpot knows.
  ordered_json known() const {
    auto properties = ownProperties(webhook_, values_);
    const auto data = dataOf(values_);
    const auto name = nameParts(textAt(values_.value("person", json::object()), "name"));
    put(properties, "firstname", name.first);
    put(properties, "lastname", name.last);
    put(properties, "phone", textAt(data, "phone"));
    put(properties, "company", textAt(data, "company"));
    for (auto& [property, value] : properties.items()) value = shortened(value.get_ref<const std::string&>(), kMaxProperty);
    return properties;
  }

  static ordered_json associations(const std::string& contact, int type) {
    const ordered_json kind{{"associationCategory", "HUBSPOT_DEFINED"}, {"associationTypeId", type}};
    return ordered_json::array({{{"to", {{"id", contact}}}, {"types", ordered_json::array({kind})}}});
  }

  std::string dealName() const {
    const auto person = values_.value("person", json::object());
    const auto who = textAt(person, "name").empty() ? textAt(person, "email") : textAt(person, "name");
    const auto intent = textAt(dataOf(values_), "intent");
    return shortened(who + (intent.empty() ? " (chatbot)" : ": " + intent), kMaxDealName);
  }

  const Occasion& occasion_;
  const model::Webhook& webhook_;
  const json values_;
};

/// The ids of one contact's notes or deals.
json idsOf(const json& answer) {
  json ids = json::array();
  for (const auto& result : model::memberOf(answer, "results"))
    for (const auto& to : model::memberOf(result, "to"))
      ids.push_back(textAt(to, "toObjectId").empty() ? textAt(to, "id") : textAt(to, "toObjectId"));
  // The newest have the highest ids; one page of a batch read takes a hundred.
  constexpr std::size_t kPage = 100;
  std::sort(ids.begin(), ids.end(), [](const json& a, const json& b) {
    const auto& left = a.get_ref<const std::string&>();
    const auto& right = b.get_ref<const std::string&>();
    return left.size() != right.size() ? left.size() > right.size() : left > right;
  });
  if (ids.size() > kPage) ids.erase(ids.begin() + kPage, ids.end());
  return ids;
}

/// The record of a batch read that carries the event's marker, or empty.
std::string idWithMarker(const json& answer, const char* property, const std::string& marker) {
  for (const auto& result : model::memberOf(answer, "results"))
    if (textAt(model::memberOf(result, "properties"), property).find(marker) != std::string::npos) return textAt(result, "id");
  return {};
}

/// The contact that is in the way of a new one.
std::string existingId(const json& answer) {
  static const RE2 kExisting(R"(Existing ID:\s*(\d+))");
  std::string id;
  RE2::PartialMatch(textAt(answer, "message"), kExisting, &id);
  return id;
}

Judgement contactGone() {
  return judgementOf(model::Verdict::kPermanent, model::ErrorClass::kRejected,
                     "The contact was deleted in HubSpot while this delivery was under way, twice.",
                     "Look in HubSpot what deletes it, then retry.");
}

Judgement withoutId() {
  return judgementOf(model::Verdict::kRetry, model::ErrorClass::kBrokenAnswer, "HubSpot's answer does not say which record it is about.",
                     "It goes again by itself. If that does not help, check that the address is HubSpot's.");
}

}  // namespace

bool HubSpot::acts(const model::Webhook& webhook, model::EventView& event) const {
  return workFor(event.event().type) && isWanted(webhook, event.event().type) && !event.event().person.email.empty();
}

std::string HubSpot::address(const model::Webhook& webhook) const { return serviceBase(webhook, kOwnHost); }

/// Its answers say how much of the limit is left.
std::optional<base::Millis> HubSpot::quiet(const model::HttpResult& result) const {
  if (model::headerValue(result.headers, "X-HubSpot-RateLimit-Remaining") != "0") return std::nullopt;
  const auto interval = model::headerValue(result.headers, "X-HubSpot-RateLimit-Interval-Milliseconds");
  long long wait = 0;
  const auto read = std::from_chars(interval.data(), interval.data() + interval.size(), wait);
  return read.ec == std::errc() && wait > 0 ? std::optional(base::Millis{wait}) : std::nullopt;
}

std::optional<base::Result<LookUp>> HubSpot::lookUp(const Occasion& occasion, std::string_view field) const {
  const bool stages = field == "dealStage";
  if (!stages && field != "pipeline") return std::nullopt;
  auto request = Requests(occasion).pipelines();
  request.step = kPipelines;
  if (!stages) return LookUp{std::move(request), internal::pipelinesIn};
  return LookUp{std::move(request), [pipeline = textSetting(occasion.webhook, "pipeline", kOwnPipeline)](const model::HttpResult& result) {
                  return internal::stagesIn(result, pipeline);
                }};
}

std::optional<PlanDestination::StepName> HubSpot::nextStep(const Progress& progress) const {
  const auto& out = progress.outputs;
  const auto& type = progress.occasion.event.type;
  const auto* work = workFor(type);
  if (!work) return out.contains("read") ? std::nullopt : std::optional(kTest);
  const auto& webhook = progress.occasion.webhook;
  if (!out.contains("contact")) {
    if (out.contains("nobody")) return std::nullopt;
    if (!work->makesContact) return kFind;
    return out.contains("missing") ? kCreate : kUpdate;
  }
  if (out.contains("existed")) return kUpdateExisting;
  if (work->note && !out.contains("note")) return kNote;
  const bool leadDeal = type == "lead.captured" && webhook.settings.value("createDeal", false);
  if ((work->deal || leadDeal) && !out.contains("deal")) return kDeal;
  return std::nullopt;
}

std::optional<PlanDestination::StepName> HubSpot::lookFor(StepName step, const Progress& progress) const {
  if (step != kNote && step != kDeal) return std::nullopt;
  const auto ids = progress.found.find("ids");
  if (ids == progress.found.end()) return step == kNote ? kListNotes : kListDeals;
  if (ids->empty() || progress.found.contains("read")) return std::nullopt;
  return step == kNote ? kReadNotes : kReadDeals;
}

base::Result<model::HttpRequest> HubSpot::requestOf(StepName step, const Progress& progress) const {
  const Requests requests(progress.occasion);
  const auto contact = textAt(progress.outputs, "contact");
  const auto ids = progress.found.value("ids", json::array());
  if (step == kTest) return requests.test();
  if (step == kFind) return requests.findByEmail();
  if (step == kUpdate) return requests.updateByEmail();
  if (step == kCreate) return requests.create();
  if (step == kUpdateExisting) return requests.update(contact);
  if (step == kListNotes) return requests.list(contact, "notes");
  if (step == kReadNotes) return requests.read(ids, "notes", "hs_note_body");
  if (step == kListDeals) return requests.list(contact, "deals");
  if (step == kReadDeals) return requests.read(ids, "deals", "description");
  return step == kNote ? requests.note(contact) : requests.deal(contact);
}

json HubSpot::usually(StepName step, const Progress&) const {
  if (step == kTest) return {{"read", true}};
  if (step == kUpdateExisting) return {{"existed", nullptr}};
  if (step == kNote) return {{"note", "1"}};
  if (step == kDeal) return {{"deal", "1"}};
  return {{"missing", nullptr}, {"contact", "1"}};
}

PlanDestination::Answer HubSpot::answered(StepName step, const Progress& progress, const model::HttpResult& result) const {
  const int status = *result.status;
  const auto body = answerOf(result);
  const auto id = textAt(body, "id");
  if (step == kUpdate && status == 404) return Done{{{"missing", true}}};
  if (step == kFind && status == 404) return Done{{{"nobody", true}}};
  if (step == kCreate && status == 409) {
    const auto existing = existingId(body);
    // Without its id it is found by its e-mail, where it must be by now.
    if (existing.empty()) return Done{{{"missing", nullptr}}};
    return Done{{{"missing", nullptr}, {"contact", existing}, {"existed", true}}};
  }
  const bool needsContact = step == kUpdateExisting || step == kNote || step == kDeal;
  if (needsContact && status == 404) return Restart{json::object(), contactGone()};
  if (!isSuccess(status)) {
    if (auto judged = internal::judgeHubSpot(status, body)) return std::move(*judged);
    return ByTable{};
  }
  if (step == kTest) return Done{{{"read", true}}};
  if (step == kUpdate || step == kFind || step == kCreate) {
    if (id.empty()) return withoutId();
    return Done{{{"missing", nullptr}, {"contact", id}}};
  }
  if (step == kUpdateExisting) return Done{{{"existed", nullptr}}};
  if (step == kListNotes || step == kListDeals) return Found{{{"ids", idsOf(body)}}};
  const bool ofNote = step == kNote || step == kReadNotes;
  if (step == kReadNotes || step == kReadDeals) {
    const auto marker = ofNote ? htmlText(eventMarker(progress.occasion.event)) : eventMarker(progress.occasion.event);
    const auto adopted = idWithMarker(body, ofNote ? "hs_note_body" : "description", marker);
    if (adopted.empty()) return Found{{{"read", true}}};
    return Done{{{ofNote ? "note" : "deal", adopted}}};
  }
  if (id.empty()) return withoutId();
  return Done{{{ofNote ? "note" : "deal", id}}};
}

}  // namespace hookline::destinations
