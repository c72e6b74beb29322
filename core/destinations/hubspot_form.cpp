// HubSpot's form, apart from its plan.
#include "destinations/hubspot.h"

namespace hookline::destinations {
namespace {

using model::SettingKind;

std::vector<model::SettingField> fields() {
  return {
      {.name = "accessToken",
       .kind = SettingKind::kSecret,
       .label = "Service key",
       .help =
           "In HubSpot: Development, Keys, Service keys, Create (a super admin can). It needs crm.objects.contacts.read and .write, and "
           "crm.objects.deals.read and .write if deals are made. The token of an existing private app (pat-…) works as well.",
       .required = true,
       .pattern = R"([!-~]{8,})",
       .mustBe = "must be a key as HubSpot shows it, without spaces"},
      {.name = "createDeal",
       .kind = SettingKind::kFlag,
       .label = "Create a deal for each lead",
       .help = "Beside the contact and its note. Possible sales make a deal in any case.",
       .preset = "false"},
      {.name = "pipeline",
       .label = "Pipeline",
       .help = "The id of the pipeline that deals go into (Settings, Objects, Deals, Pipelines: the id is in the address).",
       .advanced = true,
       .preset = "default",
       .maxBytes = 200,
       .find = {.label = "Find pipeline\u2026",
                .whenNone = "HubSpot has no pipeline for deals: make one there (Settings, Objects, Deals)."}},
      {.name = "dealStage",
       .label = "Deal stage",
       .help = "The id of the stage that new deals have. Accounts that changed their pipeline have other ids than the preset.",
       .advanced = true,
       .preset = "appointmentscheduled",
       .maxBytes = 200,
       .find = {.label = "Find stage\u2026",
                .whenNone = "HubSpot has no pipeline with the id that stands in Pipeline, or it has no stages: find the pipeline first."}},
      {.name = "lifecycleStage",
       .label = "Lifecycle stage of new contacts",
       .help = "Set only when the contact is new: a customer is never turned back into a lead.",
       .advanced = true,
       .preset = "lead",
       .maxBytes = 200},
      {.name = "leadStatus",
       .label = "Lead status of new contacts",
       .help = "Set only when the contact is new.",
       .advanced = true,
       .preset = "NEW",
       .maxBytes = 200},
      {.name = "ownerId",
       .label = "Owner of new contacts and deals",
       .help = "The number of a HubSpot user. Without it they belong to nobody.",
       .advanced = true,
       .pattern = "[0-9]{1,20}",
       .mustBe = "must be a number"},
      {.name = "properties",
       .kind = SettingKind::kMap,
       .label = "More contact properties",
       .help = "The property's internal name in HubSpot, and a template for its value, such as {{data.source}}. Empty values are left out.",
       .advanced = true},
      {.name = "apiVersion",
       .label = "API version",
       .help = "Of HubSpot's dated APIs. Leave it as it is unless HubSpot announces that this one ends.",
       .advanced = true,
       .pattern = "20[0-9]{2}-[0-9]{2}",
       .mustBe = "must be a year and a month, as 2026-09",
       .preset = "2026-09"}};
}

}  // namespace

const model::Integration& HubSpot::integration() const {
  static const model::Integration kIntegration{
      .kind = model::WebhookKind::kHubspot,
      .title = "HubSpot",
      .summary = "Keeps the visitor as a contact, with notes about the conversation and deals.",
      .fields = fields(),
      .events = {{"lead.captured", "Creates or updates the contact and adds a note with the summary"},
                 {"handoff.requested", "Adds a note to the visitor's contact, if the e-mail is known"},
                 {"conversation.ended", "Adds a note to the visitor's contact, if there is one"},
                 {"feedback.received", "Adds a note to the visitor's contact, if there is one"},
                 {"purchase.intent", "Creates a deal for the visitor's contact, if the e-mail is known"},
                 {"sentiment.negative", "Adds a note to the visitor's contact, if there is one", false}},
      .limits = {{"Requests", "100 in 10 seconds (190 with Professional), shared with all that use the account"},
                 {"Note", "65,536 characters"}},
      .messages = false};
  return kIntegration;
}

}  // namespace hookline::destinations
