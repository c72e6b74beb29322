#pragma once
#include <QString>

namespace hookline::webhooks_page {

/// What is wrong with a receiver's address as far as anybody can tell from its text, and what helps; empty: nothing. The core has the
/// last word (which addresses may be reached).
QString checkUrl(const QString& text, bool allowHttp);

}  // namespace hookline::webhooks_page
