#pragma once
#include "base/result.h"
#include "store/records.h"
#include "store_sqlite/reader_pool.h"

// What is found by ConversationIndex and, for the newest events, without it. Each on one snapshot.

namespace hookline::store_sqlite::internal {

base::Result<store::Conversation> readConversation(ReadContext& context, const store::ConversationQuery& query);
base::Result<std::vector<store::SeenChatbot>> readChatbots(ReadContext& context);

}  // namespace hookline::store_sqlite::internal
