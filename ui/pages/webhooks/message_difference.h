#pragma once
#include <QString>
#include <vector>

#include "model/message.h"

namespace hookline::webhooks_page {

/// A part of a message that is another than in the built-in one, both as a person reads them.
struct MessageDifference {
  QString part;
  QString builtIn;
  QString own;
};

/// In the order of a message's parts; none: they say the same.
std::vector<MessageDifference> differencesOf(const model::Message& builtIn, const model::Message& own);

/// What a part of a message is called; `part` as in the model ("title").
QString partWord(const std::string& part);

}  // namespace hookline::webhooks_page
