#include "api/calls.h"
#include "api/json_body.h"
#include "api/webhook_calls.h"

namespace hookline::api::internal {
namespace {

/// The details name fields of the webhook, which stands in the body as a member.
base::Error underWebhook(base::Error error) {
  if (error.code == base::Errc::kInvalid) error.message = "Nothing can be looked up with the webhook as it is.";
  for (auto& detail : error.details) detail.path = "/webhook" + detail.path;
  return error;
}

Response choicesAnswer(const delivery_runner::Trial& trial) {
  // Whatever went wrong at the service or on the way there follows from the settings, or is mended beyond them.
  if (!trial.delivered) return errorAnswer({base::Errc::kInvalid, causeOf(trial) + " " + helpOf(trial), false, {}});
  auto choices = OrderedJson::array();
  for (const auto& one : trial.found) choices.push_back({{"value", one.value}, {"label", one.label}});
  return jsonAnswer(200, {{"choices", std::move(choices)}});
}

void findChoices(const Context& context, Call call) {
  FieldReader reader(call.body, {"webhook", "id", "field"});
  const auto field = reader.text("field");
  const auto* given = reader.find("webhook");
  if (!field) reader.refuse("/field", "must name the setting whose values are wanted");
  if (given && !given->is_object()) reader.refuse("/webhook", "must be a webhook, or what of one is changed");
  if (auto fine = reader.status(); !fine) return call.refuse(fine.error());
  auto fields = given ? *given : nlohmann::json::object();
  if (const auto* id = reader.find("id")) fields["id"] = *id;
  auto unsaved = readUnsaved(context, std::move(fields), *field);
  if (!unsaved) return call.refuse(underWebhook(unsaved.error()));
  auto& services = context->services;
  services.runner.tryOut(
      {std::move(unsaved->webhook), services.intake.testEvent(), *field}, model::DeliveryId{services.ids.next()},
      base::Completion<delivery_runner::Trial>([call = std::move(call)](base::Result<delivery_runner::Trial> trial) mutable {
        if (!trial) return call.refuse(trial.error());
        call.answer(choicesAnswer(*trial));
      }));
}

}  // namespace

void addWebhookChoicesCall(std::vector<RouteEntry>& routes) {
  // As for a test of what is not saved: a stored secret goes wherever the caller says.
  routes.push_back({"POST", "/api/webhooks/choices", model::Permission::kAdminister, BodyKind::kObject, findChoices, {}});
}

}  // namespace hookline::api::internal
