#pragma once
#include <QString>

#include "client/client.h"

namespace hookline::overview_page {

/// Why something cannot be done now, for its tooltip; empty: it can. By what the core says we may, and whether it is there.
QString whyNotAdminister(const client::Client& client, const QString& what);
QString whyNotOperate(const client::Client& client, const QString& what);

}  // namespace hookline::overview_page
