#pragma once
#include <QString>
#include <optional>
#include <string>

namespace hookline::schema_form {

/// Where a text stops being JSON, for a person.
struct TextProblem {
  int line = 1;      ///< from 1
  int column = 1;    ///< characters, from 1
  int position = 0;  ///< characters from the start of the text
  QString sentence;  ///< "Line 3, column 12: a comma is missing before this."
};

/// Nothing: it is one JSON object.
std::optional<TextProblem> problemOf(const QString& text);

/// What a page needs to know of an event's text.
struct EventFacts {
  QString id;  ///< empty: the core makes one
  QString type;
  QString chatbotId;
  QString conversationId;
};
/// Empty facts when it cannot be read.
EventFacts factsOf(const QString& text);

/// The event in one line with another conversation and, when it has one, another id, so that the same text can be sent many times.
/// Nothing when it cannot be read.
std::optional<std::string> variantOf(const QString& text, const QString& conversationId, const QString& id);

}  // namespace hookline::schema_form
