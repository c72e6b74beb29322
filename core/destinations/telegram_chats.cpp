#include "destinations/telegram_chats.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "destinations/crm.h"
#include "model/json_member.h"

namespace hookline::destinations {
namespace {

using nlohmann::json;

std::string kindOf(const json& chat) {
  const auto type = textAt(chat, "type");
  if (type == "private") return "private chat";
  return type == "supergroup" ? "group" : type;
}

std::string labelOf(const json& chat) {
  auto name = textAt(chat, "title");
  if (name.empty()) {
    name = textAt(chat, "first_name");
    if (const auto last = textAt(chat, "last_name"); !last.empty()) name += (name.empty() ? "" : " ") + last;
  }
  if (name.empty()) name = textAt(chat, "username");
  const auto kind = kindOf(chat);
  return kind.empty() ? name : name + " (" + kind + ")";
}

/// Whether nobody can write to the chat by this id any more.
bool endsChat(const std::string& what, const json& content) {
  if (!model::memberOf(content, "migrate_to_chat_id").is_null()) return true;
  const auto status = textAt(model::memberOf(content, "new_chat_member"), "status");
  return what == "my_chat_member" && (status == "left" || status == "kicked");
}

}  // namespace

std::optional<std::vector<model::FoundValue>> chatsInUpdates(const model::HttpResult& result) {
  const auto body = answerOf(result);
  const auto& updates = model::memberOf(body, "result");
  if (model::memberOf(body, "ok") != true || !updates.is_array()) return std::nullopt;
  std::vector<model::FoundValue> chats;
  std::set<std::string> seen;
  for (auto update = updates.rbegin(); update != updates.rend(); ++update) {
    if (!update->is_object()) continue;
    // Beside its number an update has one member: "message", "my_chat_member", "channel_post" …
    for (const auto& [what, content] : update->items()) {
      const auto& chat = model::memberOf(content, "chat");
      auto id = textAt(chat, "id");
      if (id.empty() || !seen.insert(id).second || endsChat(what, content)) continue;
      chats.push_back({std::move(id), labelOf(chat)});
    }
  }
  return chats;
}

}  // namespace hookline::destinations
