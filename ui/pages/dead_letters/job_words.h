#pragma once
#include <QString>
#include <functional>

#include "client/types.h"

namespace hookline::dead_letters_page {

/// A webhook's name by its id; empty when it is not known.
using WebhookNames = std::function<QString(model::WebhookId)>;

/// "Retry dead letters of Sales CRM, HTTP 503".
QString jobTitle(const client::Job& job, const WebhookNames& names);
/// "Running", "Paused" …
QString jobStateWord(const client::Job& job);
/// "340 of 1,204: 330 arrived, 8 failed again, 2 skipped, 12 on their way, 3 taken back." Of a purge: "340 of 1,204 purged."
QString jobFigures(const client::Job& job);
/// Whether something of it waits for its first try, so that it can be taken back.
bool canBeUndone(const client::Job& job);
/// "What has not been tried yet (40) goes back to the dead letters. …"
QString undoSentence(const client::Job& job);
/// "1,204 dead letters would be sent again, in about 2 min at 10 a second."
QString previewSentence(const client::Job& job);

}  // namespace hookline::dead_letters_page
