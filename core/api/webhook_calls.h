#pragma once
#include "api/answers.h"
#include "api/route_table.h"
#include "api/router_state.h"
#include "model/webhook.h"

namespace hookline::api::internal {

// What the files of the webhook calls share.

/// The webhook that the first parameter names, or null.
std::shared_ptr<const model::Webhook> findWebhook(const Context& context, const Call& call);
base::Error webhookNotFound();
/// 200 or 201 with the webhook, without its secret, and its updatedAt as ETag.
Response webhookAnswer(int status, const model::Webhook& webhook);
/// kPrecondition when the call carries If-Match and the webhook's updatedAt differs.
base::Status checkIfMatch(std::string_view ifMatch, const model::Webhook& webhook);
/// What a call says of a webhook that is not saved that way.
struct Unsaved {
  std::shared_ptr<const model::Webhook> saved;  ///< the one it would change; null: it would be a new one
  model::Webhook webhook;
};
/// As it would be created; with the `id` of a saved one, as that would be after the change, with its stored secrets. Errors: kNotFound,
/// kInvalid with every field that is wrong, `lookedUp` aside (destinations::settle).
base::Result<Unsaved> readUnsaved(const Context& context, nlohmann::json body, std::string_view lookedUp = {});
/// Why a test or a look-up failed, in one sentence, and what helps, in another.
std::string causeOf(const delivery_runner::Trial& trial);
std::string helpOf(const delivery_runner::Trial& trial);
/// Runs an edit of the webhook that the call names, tells the stream, and answers with the webhook.
void editWebhook(const Context& context, Call call, std::string what, delivery_runner::Configuration::Edit edit);

}  // namespace hookline::api::internal
