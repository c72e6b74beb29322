#pragma once
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/random.h"

namespace hookline::simulate {

/// Makes realistic events. All events of one conversation are about the same made-up visitor and the same matter, and its messages
/// follow each other. The same seed and the same calls give the same text on every platform. Thread: one.
class EventMaker {
 public:
  explicit EventMaker(std::uint64_t seed);
  ~EventMaker();
  EventMaker(const EventMaker&) = delete;
  EventMaker& operator=(const EventMaker&) = delete;

  /// The JSON text of one event, valid for every built-in type; a type of one's own gets plain `data` with a visitor and a note.
  /// Without a conversation the event gets one of its own; without an id it carries none, and whoever accepts it gives one. There is
  /// no timestamp: an event happens when it is accepted.
  std::string make(std::string_view type, std::string_view chatbotId, std::string_view conversationId = {}, std::string_view id = {});

  /// A fresh conversation id, "conv_" and 12 characters.
  std::string newConversation();

  /// How many conversations are remembered; the one begun longest ago is forgotten first and would start over.
  static constexpr std::size_t kMaxConversations = 16384;

 private:
  struct Conversation;

  Conversation& conversation(const std::string& id);
  nlohmann::ordered_json dataOf(std::string_view type, Conversation& about);
  nlohmann::ordered_json started(Conversation& about);
  nlohmann::ordered_json ended(Conversation& about);
  nlohmann::ordered_json message(Conversation& about, bool fromVisitor);
  nlohmann::ordered_json lead(Conversation& about);
  nlohmann::ordered_json handoff(Conversation& about);
  nlohmann::ordered_json feedback(Conversation& about);
  nlohmann::ordered_json purchase(Conversation& about);
  bool chance(unsigned percent) { return random_.below(100) < percent; }

  const std::uint64_t seed_;
  base::SeededRandom random_;
  std::map<std::string, std::unique_ptr<Conversation>> conversations_;
  std::deque<std::string> begun_;  ///< their ids, oldest first
};

}  // namespace hookline::simulate
