#include "client/ask.h"
#include "client/calls.h"
#include "client/client.h"
#include "client/read_answers.h"
#include "client/safe_json.h"
#include "client/webhook_fields.h"

// The client's calls on the kinds of webhooks.

namespace hookline::client {

using namespace internal;

void Client::integrations(Context context, Then<std::vector<Integration>> then) {
  ask<std::vector<Integration>>(context, call("GET", "/api/integrations"), readIntegrations, std::move(then));
}

void Client::preview(Context context, const model::Webhook& before, const model::Webhook& after, const PreviewEvent& event,
                     Then<Preview> then) {
  auto body = unsavedFields(before, after);
  if (!event.id.empty())
    body["eventId"] = event.id;
  else if (!event.json.empty())
    body["event"] = parseJson(event.json);
  ask<Preview>(context, call("POST", "/api/webhooks/preview", text(body)), readPreview, std::move(then));
}

}  // namespace hookline::client
