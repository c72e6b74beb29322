#pragma once

namespace hookline::store_sqlite::internal {

/// view     saved lists. The table of the first schema was never written, so it is made anew
/// chatbot  the chatbots whose events were accepted, filled behind the writer with conversation_event of the first schema
///          (ConversationIndex); how far both have come is meta.conversations_to
inline constexpr const char* kListsOfSchemaV5 = R"sql(
DROP TABLE view;
CREATE TABLE view(name TEXT PRIMARY KEY, body TEXT NOT NULL, updated_ms INT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE chatbot(id TEXT PRIMARY KEY, seen_ms INT NOT NULL) STRICT, WITHOUT ROWID;
)sql";

}  // namespace hookline::store_sqlite::internal
