#include "destinations/pagerduty_form.h"

#include <string>

namespace hookline::destinations {
namespace {

using model::SettingField;
using model::SettingKind;

SettingField score(std::string_view name, std::string_view label, std::string_view help, std::string_view preset) {
  return {
      .name = name, .kind = SettingKind::kNumber, .label = label, .help = help, .advanced = true, .preset = preset, .least = 0, .most = 1};
}

std::vector<SettingField> fields() {
  return {{.name = "routingKey",
           .kind = SettingKind::kSecret,
           .label = "Integration key",
           .help = "In PagerDuty: Services, your service, Integrations, Add an integration, Events API v2; then copy its integration key. "
                   "It is not a key of the REST API, which is shorter.",
           .required = true,
           .pattern = "[0-9A-Za-z]{32}",
           .mustBe = "must be the integration key of an Events API v2 integration: 32 letters and digits"},
          {.name = "region",
           .kind = SettingKind::kChoice,
           .label = "Region",
           .help = "Where your PagerDuty account is: the address in your browser ends in .eu.pagerduty.com for Europe.",
           .choices = {{"us", "United States"}, {"eu", "Europe"}},
           .preset = "us"},
          score("sentimentFrom", "Alert from a negative sentiment of",
                "A score from 0 to 1, 1 the most negative. Milder ones alert nobody; 0 alerts for all of them.", "0.75"),
          score("warningFrom", "Severity warning from", "Scores below it have the severity info.", "0.75"),
          score("errorFrom", "Severity error from", "Scores below it have the severity warning.", "0.9"),
          {.name = "resolveOnEnd",
           .kind = SettingKind::kFlag,
           .label = "Resolve when the conversation ends",
           .help = "The end of a conversation resolves its alert.",
           .preset = "true"},
          {.name = "resolveOnGoodFeedback",
           .kind = SettingKind::kFlag,
           .label = "Resolve on good feedback",
           .help = "Feedback rated 4 or 5 resolves the conversation's alert.",
           .preset = "false"}};
}

}  // namespace

const model::Integration& pagerDutyForm() {
  static const model::Integration kIntegration{
      .kind = model::WebhookKind::kPagerduty,
      .title = "PagerDuty",
      .summary = "Alerts whoever is on call, with one alert for each conversation.",
      .fields = fields(),
      .events = {{"sentiment.negative", "Triggers the conversation's alert when the score is high enough"},
                 {"conversation.ended", "Resolves the conversation's alert"},
                 {"handoff.requested", "Triggers the conversation's alert when the urgency is high", false},
                 {"feedback.received", "Resolves the conversation's alert when the rating is 4 or 5", false}},
      .limits = {{"Events", "About 120 a minute for each integration key"},
                 {"Event", "512 KB; longer texts of the data are cut"},
                 {"Alerts", "An event that is sent again, and the same conversation's next one, update its open alert"}},
      .messages = false};
  return kIntegration;
}

}  // namespace hookline::destinations
