#pragma once
#include <QDateTime>
#include <QString>

#include "client/types.h"

namespace hookline::models {

/// What a state is shown as: shape and colour follow from it (theme), the word stands beside them.
enum class ShownState { kWaiting, kSending, kRetrying, kDelivered, kDead, kHeld, kCancelled };

ShownState shownState(model::DeliveryState state);
/// "Delivered", "Retry in 14 s", "Did not arrive", "Held" …; `now` decides about the rest of a wait.
QString stateWord(const client::Delivery& delivery, base::WallTime now);
/// "Step 2 of 3: Add the note"; empty: its plan is complete, or it has none.
QString stepWord(const client::Delivery& delivery);
/// The step and what is said of it, as sentences: "Step 2 of 3: Add the note. HubSpot refuses the service key."
QString withStep(const client::Delivery& delivery, const QString& said);
/// "Ana Ruiz", else the e-mail, else "visitor 4f1c", else empty.
QString personWord(const model::Person& person);
/// "84 ms", "2.1 s", "3 min".
QString tookWord(base::Micros latency);
/// "14 s", "5 min", "3 h", "2 d": the two largest units at most.
QString spanWord(base::Millis span);
/// One sentence for a reader of screens: "Did not arrive, lead.captured for Ana Ruiz to HubSpot, HTTP 400, attempt 1."
QString rowSentence(const client::Delivery& delivery, base::WallTime now);

QDateTime localTime(base::WallTime time);
/// Text of a core: UTF-8, plain.
inline QString plain(const std::string& text) { return QString::fromStdString(text); }

}  // namespace hookline::models
