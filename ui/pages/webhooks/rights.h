#pragma once
#include <QString>

#include "client/client.h"

namespace hookline::webhooks_page {

/// Why something cannot be done now, for its tooltip; empty: it can. By what the core says we may, and whether it is there.
QString whyNotEdit(const client::Client& client);
QString whyNotOperate(const client::Client& client);

}  // namespace hookline::webhooks_page
