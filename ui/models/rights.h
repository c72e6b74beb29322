#pragma once
#include <QString>

#include "client/client.h"

namespace hookline::models {

/// "producer", "admin".
QString roleWord(model::Role role);

/// Why a call that takes `permission` cannot be made now: the core is not there, or `refusal`, where it says that we may not. Empty: it
/// can.
QString whyNot(const client::Client& client, const char* permission, const QString& refusal);

}  // namespace hookline::models
