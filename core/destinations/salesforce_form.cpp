// Salesforce's form, apart from its plan.
#include "destinations/salesforce.h"

namespace hookline::destinations {
namespace {

using model::SettingField;
using model::SettingKind;

constexpr std::string_view kFieldName = "[A-Za-z][A-Za-z0-9_]{0,76}__c";
constexpr std::string_view kMustBeFieldName = "must be a field's API name, which ends with __c";

std::vector<SettingField> signInFields() {
  return {
      {.name = "myDomainUrl",
       .kind = SettingKind::kUrl,
       .label = "My Domain URL",
       .help = "In Salesforce: Setup, Company Settings, My Domain. Not login.salesforce.com.",
       .placeholder = "https://your-company.my.salesforce.com",
       .required = true,
       .pattern = R"(https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.my\.(salesforce\.com|salesforce\.mil|sfcrmproducts\.cn)/?)",
       .mustBe = "must be the org's own address: https://your-company.my.salesforce.com"},
      {.name = "auth",
       .kind = SettingKind::kChoice,
       .label = "Sign in with",
       .help = "Client credentials are the simplest. A certificate needs no secret at Salesforce, but a private key here. Salesforce ends "
               "signing in with a password in summer 2027.",
       .choices = {{"client_credentials", "Client credentials"},
                   {"jwt", "A certificate (JWT)"},
                   {"password", "User name, password and security token (ends in summer 2027)"}},
       .preset = "client_credentials"},
      {.name = "clientId",
       .label = "Consumer key",
       .help =
           "Setup, External Client App Manager, New: enable OAuth with the scope \"Manage user data via APIs (api)\" and enable the Client "
           "Credentials Flow; then in its policies choose the user to run as. The key is in its settings."},
      {.name = "clientSecret",
       .kind = SettingKind::kSecret,
       .label = "Consumer secret",
       .help = "Beside the consumer key. Only for client credentials."},
      {.name = "username",
       .label = "User name",
       .help = "The Salesforce user to work as. For signing in with a certificate or a password.",
       .advanced = true},
      {.name = "privateKeyPem",
       .kind = SettingKind::kSecret,
       .label = "Private key",
       .help =
           "The key of the certificate that was uploaded to the app, an RSA key in PEM without a passphrase. Only for signing in with a "
           "certificate.",
       .placeholder = "-----BEGIN PRIVATE KEY-----",
       .advanced = true,
       .maxBytes = 16'000},
      {.name = "password",
       .kind = SettingKind::kSecret,
       .label = "Password",
       .help = "The user's. Only for signing in with a password.",
       .advanced = true},
      {.name = "securityToken",
       .kind = SettingKind::kSecret,
       .label = "Security token",
       .help = "In Salesforce: the user's Settings, Reset My Security Token; it comes by e-mail. Not needed from addresses that the org "
               "trusts.",
       .advanced = true}};
}

std::vector<SettingField> recordFields() {
  return {
      {.name = "leadKeyField",
       .label = "External-ID field of leads",
       .help =
           "Makes it certain that no lead is written twice: Setup, Object Manager, Lead, a new text field of 64 characters or more that is "
           "External ID and Unique. Leave it empty to work without (compatibility mode).",
       .placeholder = "Hookline_Lead_Key__c",
       .pattern = kFieldName,
       .mustBe = kMustBeFieldName},
      {.name = "taskKeyField",
       .label = "External-ID field of tasks",
       .help = "The same for tasks: Setup, Object Manager, Activity, a new text field of 128 characters that is External ID and Unique.",
       .placeholder = "Hookline_Event_Id__c",
       .pattern = kFieldName,
       .mustBe = kMustBeFieldName},
      {.name = "duplicates",
       .kind = SettingKind::kChoice,
       .label = "When a duplicate rule finds the visitor",
       .help = "What happens to a new lead that a duplicate rule of the org warns of or blocks.",
       .choices = {{"use_existing", "Use the existing record"},
                   {"allow", "Make the lead all the same, where the rule only warns"},
                   {"fail", "Make nothing, and show it as failed"}},
       .preset = "use_existing"},
      {.name = "createTask",
       .kind = SettingKind::kFlag,
       .label = "Add a task for each lead",
       .help = "With the summary of the conversation. Other events make a task in any case.",
       .preset = "true"},
      {.name = "properties",
       .kind = SettingKind::kMap,
       .label = "More lead fields",
       .help = "The field's API name, and a template for its value, such as {{data.source}}. Empty values are left out.",
       .advanced = true},
      {.name = "apiVersion",
       .label = "API version",
       .help = "Leave it as it is unless the org does not have this version yet.",
       .advanced = true,
       .pattern = R"([1-9][0-9]{1,2}\.0)",
       .mustBe = "must be a version as 67.0",
       .preset = "67.0"}};
}

std::vector<SettingField> salesforceFields() {
  auto fields = signInFields();
  for (auto& field : recordFields()) fields.push_back(std::move(field));
  return fields;
}

}  // namespace

const model::Integration& Salesforce::integration() const {
  static const model::Integration kIntegration{
      .kind = model::WebhookKind::kSalesforce,
      .title = "Salesforce",
      .summary = "Keeps the visitor as a lead and adds tasks to leads and contacts.",
      .fields = salesforceFields(),
      .events = {{"lead.captured", "Creates or updates the lead, unless there is a contact, and adds a task with the summary"},
                 {"handoff.requested", "Adds a task of high priority, if the e-mail is known"},
                 {"conversation.ended", "Adds a task to the visitor's contact or lead, if there is one"},
                 {"purchase.intent", "Adds a task of high priority with the estimated value"},
                 {"sentiment.negative", "Adds a task of high priority that quotes the message", false}},
      .limits = {{"Requests", "the org's limit for 24 hours, shared with all its apps"},
                 {"Subject", "255 characters"},
                 {"Description", "32,000 characters"}},
      .messages = false};
  return kIntegration;
}

}  // namespace hookline::destinations
