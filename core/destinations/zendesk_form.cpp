// Zendesk's form, apart from its plan.
#include <algorithm>
#include <array>

#include "destinations/crm.h"
#include "destinations/event_values.h"
#include "destinations/zendesk.h"

namespace hookline::destinations {
namespace {

using model::SettingKind;

constexpr std::string_view kNumber = "[0-9]{1,18}";
constexpr std::string_view kMustBeNumber = "must be a number";

std::vector<model::SettingField> signInFields() {
  return {{.name = "subdomain",
           .label = "Subdomain",
           .help = "The first part of your Zendesk's address: acme of acme.zendesk.com.",
           .placeholder = "acme",
           .required = true,
           .pattern = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?",
           .mustBe = "must be the first part of your Zendesk's address alone: acme of acme.zendesk.com"},
          {.name = "auth",
           .kind = SettingKind::kChoice,
           .label = "Sign in with",
           .help = "Zendesk makes no new API tokens, and the existing ones end on 30 April 2027.",
           .choices = {{"oauth", "An OAuth client"}, {"token", "An API token (until 30 April 2027)"}},
           .preset = "oauth"},
          {.name = "clientId",
           .label = "OAuth client identifier",
           .help = "In Zendesk: Admin Center, Apps and integrations, APIs, OAuth clients, Add OAuth client, of the kind Confidential."},
          {.name = "clientSecret",
           .kind = SettingKind::kSecret,
           .label = "OAuth client secret",
           .help = "Zendesk shows it once, when the client is saved."},
          {.name = "email",
           .label = "E-mail of the API token's user",
           .help = "Of a user who may write tickets. Only with an API token.",
           .advanced = true,
           .pattern = R"([^\s:@]+@[^\s:@]+)",
           .mustBe = "must be an e-mail address"},
          {.name = "apiToken",
           .kind = SettingKind::kSecret,
           .label = "API token",
           .help = "An existing one: Admin Center, Apps and integrations, APIs, API tokens.",
           .advanced = true}};
}

std::vector<model::SettingField> ticketFields() {
  return {
      {.name = "requester",
       .kind = SettingKind::kChoice,
       .label = "Tickets belong to",
       .help = "The visitor counts only where the e-mail is known; without it the ticket belongs to who signs in here.",
       .choices = {{"visitor", "The visitor"}, {"integration", "Who signs in here"}},
       .preset = "visitor"},
      {.name = "firstComment",
       .kind = SettingKind::kChoice,
       .label = "The first comment is",
       .help = "A public one, with all that was said, is sent to the visitor by Zendesk's own e-mail.",
       .choices = {{"internal", "Internal"}, {"public", "Public"}},
       .preset = "internal"},
      {.name = "tags",
       .label = "Tags",
       .help = "Of new tickets, with commas between.",
       .pattern = R"( *[^\s,]+( *, *[^\s,]+)* *)",
       .mustBe = "must be words with commas between: a tag has no spaces",
       .preset = "chatbot, handoff"},
      {.name = "priorityMap",
       .kind = SettingKind::kMap,
       .label = "Priority by urgency",
       .help = "low, medium or high of the hand-off, and urgent, high, normal or low of Zendesk. What is not named is high.",
       .advanced = true},
      {.name = "ticketForBadFeedback",
       .kind = SettingKind::kFlag,
       .label = "Create a ticket for bad feedback",
       .help = "Rated 2 of 5 or less, when the conversation has no ticket. Feedback comes only when the webhook names feedback.received.",
       .advanced = true,
       .preset = "false"},
      {.name = "groupId",
       .label = "Group",
       .help = "The number of the group that new tickets go to.",
       .advanced = true,
       .pattern = kNumber,
       .mustBe = kMustBeNumber},
      {.name = "formId",
       .label = "Ticket form",
       .help = "The number of the form that new tickets have.",
       .advanced = true,
       .pattern = kNumber,
       .mustBe = kMustBeNumber},
      {.name = "brandId",
       .label = "Brand",
       .help = "The number of the brand that new tickets belong to.",
       .advanced = true,
       .pattern = kNumber,
       .mustBe = kMustBeNumber},
      {.name = "customFields",
       .kind = SettingKind::kMap,
       .label = "Ticket fields",
       .help = "The number of a field, and a template for its value, such as {{data.reason}}. Empty values are left out.",
       .advanced = true}};
}

std::vector<model::SettingField> zendeskFields() {
  auto fields = signInFields();
  for (auto& field : ticketFields()) fields.push_back(std::move(field));
  return fields;
}

bool isDigits(std::string_view text) {
  return !text.empty() && text.size() <= 18 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// An object's members by a rule of their names and values.
template <typename Rule>
void checkMembers(const model::Webhook& webhook, const char* setting, std::string_view mustBe, Rule isFine,
                  std::vector<base::FieldError>& faults) {
  const auto map = webhook.settings.value(setting, nlohmann::json::object());
  for (const auto& [name, value] : map.items())
    if (!isFine(name, textAt(map, name))) faults.push_back({"/settings/" + std::string(setting) + "/" + name, std::string(mustBe)});
}

}  // namespace

const model::Integration& Zendesk::integration() const {
  static const model::Integration kIntegration{
      .kind = model::WebhookKind::kZendesk,
      .title = "Zendesk",
      .summary = "Opens a ticket when a visitor wants a person, and adds to it what follows.",
      .fields = zendeskFields(),
      .events = {{"handoff.requested", "Opens a ticket with what was said, or adds a comment to the conversation's open one"},
                 {"conversation.ended", "Adds an internal comment to the conversation's ticket, if there is one"},
                 {"sentiment.negative", "Adds an internal comment to the conversation's ticket, if there is one"},
                 {"feedback.received", "Adds an internal comment to the conversation's ticket, if there is one", false}},
      .limits = {{"Requests", "200 to 2,500 a minute by plan, shared with all that use the account"},
                 {"Comments", "100 a minute; 65,535 bytes each; 5,000 a ticket"},
                 {"Order", "The events of one conversation go one after another"}},
      .messages = false};
  return kIntegration;
}

std::vector<base::FieldError> Zendesk::check(const model::Webhook& webhook) const {
  std::vector<base::FieldError> faults;
  const auto want = [&](const char* name, bool there, const char* wish) {
    if (!there) faults.push_back({"/settings/" + std::string(name), wish});
  };
  const auto isSet = [&webhook](std::string_view name) { return !textSetting(webhook, name).empty(); };
  if (textSetting(webhook, "auth", "oauth") == "token") {
    want("email", isSet("email"), "is required to sign in with an API token");
    want("apiToken", webhook.secretSettings.contains("apiToken"), "is required to sign in with an API token");
  } else {
    want("clientId", isSet("clientId"), "is required: in Zendesk's Admin Center, Apps and integrations, APIs, OAuth clients");
    want("clientSecret", webhook.secretSettings.contains("clientSecret"), "is required: Zendesk shows it when the OAuth client is saved");
  }
  checkMembers(
      webhook, "priorityMap", "must be low, medium or high, and urgent, high, normal or low for it",
      [](std::string_view urgency, std::string_view priority) {
        return (urgency == "low" || urgency == "medium" || urgency == "high") &&
               (priority == "urgent" || priority == "high" || priority == "normal" || priority == "low");
      },
      faults);
  checkMembers(
      webhook, "customFields", "must have the number of a ticket field as its name",
      [](std::string_view name, std::string_view) { return isDigits(name); }, faults);
  return faults;
}

}  // namespace hookline::destinations
