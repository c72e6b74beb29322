#pragma once
#include "client/integration.h"
#include "client/sandbox.h"
#include "webhooks_page/webhook_form.h"

namespace hookline::webhooks_page {

/// The form, with what makes it send to the stand-in in place of what it said there; the rest stays.
WebhookForm withStandIn(const WebhookForm& form, const client::StandIn& standIn, const client::Integration& integration);
/// Whether all that the form sends goes to the stand-ins as they run now.
bool goesToStandIn(const WebhookForm& form, const client::Sandbox& sandbox, const client::Integration& integration);

}  // namespace hookline::webhooks_page
