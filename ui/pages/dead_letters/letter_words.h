#pragma once
#include <QString>

#include "client/types.h"

namespace hookline::dead_letters_page {

/// "14:02:11" on the day itself, "21 Nov 14:02" in the same year, with the year before that.
QString timeWord(base::WallTime time);
/// With seconds and the zone, for tool tips.
QString exactTime(base::WallTime time);
/// What a person does about a group: that it looks mended comes first, because then it needs nothing but the retry.
QString groupHelp(const client::DeadGroup& group, bool webhookExists);
/// One sentence for a reader of screens.
QString letterSentence(const client::DeadLetter& letter);
QString webhookWord(const client::Delivery& delivery);
/// Why it did not arrive; the core's own words.
QString causeWord(const client::DeadLetter& letter);

}  // namespace hookline::dead_letters_page
