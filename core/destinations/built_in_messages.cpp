#include <map>
#include <stdexcept>

#include "destinations/message_renderer.h"
#include "embedded_messages.h"

namespace hookline::destinations {
namespace {

/// The file "slack/lead.captured.json" is Slack's message for that type; a file in chat/ is every chat kind's without one of its own.
constexpr std::string_view kShared = "chat";

using Book = std::map<std::string, model::Messages, std::less<>>;

Book readBook() {
  Book book;
  for (const auto& file : messages::files()) {
    const auto slash = file.name.find('/');
    const auto end = file.name.rfind(".json");
    if (slash == std::string_view::npos || end == std::string_view::npos)
      throw std::logic_error("not a message: " + std::string(file.name));
    std::vector<base::FieldError> faults;
    auto message = model::messageFromJson(nlohmann::json::parse(file.bytes), file.name, faults);
    if (!faults.empty()) throw std::logic_error(faults.front().path + " " + faults.front().message);
    book[std::string(file.name.substr(0, slash))].emplace(file.name.substr(slash + 1, end - slash - 1), std::move(message));
  }
  const auto shared = book[std::string(kShared)];
  for (const auto kind :
       {model::WebhookKind::kSlack, model::WebhookKind::kDiscord, model::WebhookKind::kTeams, model::WebhookKind::kTelegram})
    book[std::string(model::toText(kind))].insert(shared.begin(), shared.end());
  return book;
}

const Book& book() {
  static const Book kBook = readBook();
  return kBook;
}

}  // namespace

const model::Messages& builtInMessages(model::WebhookKind kind) {
  static const model::Messages kNone;
  const auto found = book().find(model::toText(kind));
  return found == book().end() ? kNone : found->second;
}

const model::Message* builtInMessage(model::WebhookKind kind, std::string_view type) {
  const auto& all = builtInMessages(kind);
  const auto found = all.find(type);
  return found == all.end() ? nullptr : &found->second;
}

}  // namespace hookline::destinations
