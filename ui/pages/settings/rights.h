#pragma once
#include <QString>

#include "client/client.h"

namespace hookline::settings_page {

/// Why tokens cannot be seen, made and revoked now; empty: they can. By what the core says we may, and whether it is there.
QString whyNotTokens(const client::Client& client);

}  // namespace hookline::settings_page
