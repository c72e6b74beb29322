#include "simulate/event_maker.h"

#include <algorithm>

#include "simulate/people.h"
#include "simulate/stories.h"

namespace hookline::simulate {
namespace {

using nlohmann::ordered_json;

/// FNV-1a: a conversation's visitor depends on its id and the seed alone, whatever was made before.
std::uint64_t mixed(std::uint64_t seed, std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325ULL ^ seed;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return hash;
}

}  // namespace

struct EventMaker::Conversation {
  explicit Conversation(std::uint64_t seed) : random(seed) {
    visitor = internal::makeVisitor(random);
    const auto all = internal::stories();
    story = &all[static_cast<std::size_t>(random.below(all.size()))];
    unhappy = random.below(100) < 25;
  }

  base::SeededRandom random;
  internal::Visitor visitor;
  const internal::Story* story = nullptr;
  bool unhappy = false;
  std::size_t heard = 0;   ///< messages of the visitor so far
  std::size_t spoken = 0;  ///< messages of the assistant so far
};

EventMaker::EventMaker(std::uint64_t seed) : seed_(seed), random_(seed) {}
EventMaker::~EventMaker() = default;

std::string EventMaker::newConversation() { return "conv_" + internal::makeTail(random_, 12); }

EventMaker::Conversation& EventMaker::conversation(const std::string& id) {
  if (const auto at = conversations_.find(id); at != conversations_.end()) return *at->second;
  if (begun_.size() == kMaxConversations) {
    conversations_.erase(begun_.front());
    begun_.pop_front();
  }
  begun_.push_back(id);
  return *conversations_.emplace(id, std::make_unique<Conversation>(mixed(seed_, id))).first->second;
}

std::string EventMaker::make(std::string_view type, std::string_view chatbotId, std::string_view conversationId, std::string_view id) {
  const std::string name = conversationId.empty() ? newConversation() : std::string(conversationId);
  ordered_json event;
  if (!id.empty()) event["id"] = std::string(id);
  event["type"] = std::string(type);
  event["chatbotId"] = std::string(chatbotId);
  if (type != "webhook.test") event["conversationId"] = name;
  event["data"] = dataOf(type, conversation(name));
  return event.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

ordered_json EventMaker::dataOf(std::string_view type, Conversation& about) {
  if (type == "conversation.started") return started(about);
  if (type == "conversation.ended") return ended(about);
  if (type == "message.received") return message(about, true);
  if (type == "message.sent") return message(about, false);
  if (type == "lead.captured") return lead(about);
  if (type == "handoff.requested") return handoff(about);
  if (type == "feedback.received") return feedback(about);
  if (type == "purchase.intent") return purchase(about);
  if (type == "webhook.test") return {{"message", "This is a test webhook delivery"}};
  if (type == "sentiment.negative")
    return {{"message", about.story->complaint}, {"sentimentScore", static_cast<double>(60 + random_.below(39)) / 100.0}};
  return {{"visitorId", about.visitor.id}, {"note", about.story->summary}};
}

ordered_json EventMaker::started(Conversation& about) {
  ordered_json data{{"visitorId", about.visitor.id}, {"pageUrl", "https://www.example.com" + std::string(about.story->pagePath)}};
  if (!about.story->referrer.empty()) data["referrer"] = about.story->referrer;
  data["userAgent"] = about.visitor.userAgent;
  if (chance(40)) data["metadata"] = {{"language", "en"}, {"returning", chance(30)}};
  return data;
}

ordered_json EventMaker::ended(Conversation& about) {
  const std::size_t said = about.heard + about.spoken;
  const std::uint64_t messages = said > 0 ? said : 2 + 2 * random_.below(4);
  return {{"durationSeconds", 20 + messages * (15 + random_.below(30))},
          {"messageCount", messages},
          {"resolution", about.unhappy ? std::string("left without an answer") : std::string(about.story->resolution)}};
}

ordered_json EventMaker::message(Conversation& about, bool fromVisitor) {
  const auto& lines = fromVisitor ? about.story->visitorLines : about.story->assistantLines;
  std::size_t& count = fromVisitor ? about.heard : about.spoken;
  const bool complains = fromVisitor && about.unhappy && count >= 2;
  const std::string_view line = complains && count % lines.size() == 2 ? about.story->complaint : lines[count % lines.size()];
  ++count;
  ordered_json data{{"role", fromVisitor ? "user" : "assistant"}, {"content", line}};
  if (fromVisitor && chance(60)) data["sentiment"] = complains ? "negative" : chance(30) ? "positive" : "neutral";
  return data;
}

ordered_json EventMaker::lead(Conversation& about) {
  ordered_json data{{"email", about.visitor.email}, {"name", about.visitor.name}};
  if (chance(60)) data["phone"] = about.visitor.phone;
  if (chance(80)) data["company"] = about.visitor.company;
  data["source"] = about.story->source;
  data["conversationSummary"] = about.story->summary;
  return data;
}

ordered_json EventMaker::handoff(Conversation& about) {
  const auto& story = *about.story;
  auto history = ordered_json::array();
  const std::size_t turns = std::clamp<std::size_t>(std::max(about.heard, about.spoken), 1, story.visitorLines.size());
  for (std::size_t i = 0; i < turns; ++i) {
    const bool complains = about.unhappy && i == 2;
    history.push_back({{"role", "user"}, {"content", complains ? story.complaint : story.visitorLines[i]}});
    if (i < about.spoken || about.heard == 0) history.push_back({{"role", "assistant"}, {"content", story.assistantLines[i]}});
  }
  ordered_json data{{"reason", story.handoffReason}};
  if (chance(80)) data["urgency"] = about.unhappy ? "high" : chance(50) ? "medium" : "low";
  data["visitorName"] = about.visitor.name;
  if (chance(75)) data["visitorEmail"] = about.visitor.email;
  data["conversationHistory"] = std::move(history);
  return data;
}

ordered_json EventMaker::feedback(Conversation& about) {
  ordered_json data{{"rating", about.unhappy ? 1 + random_.below(2) : 4 + random_.below(2)}};
  if (chance(70)) data["comment"] = about.unhappy ? about.story->complaint : about.story->praise;
  return data;
}

ordered_json EventMaker::purchase(Conversation& about) {
  const auto& story = *about.story;
  const auto span = static_cast<std::uint64_t>(story.mostValue - story.leastValue) / 10;
  const int value = story.leastValue + 10 * static_cast<int>(random_.below(span + 1));
  ordered_json data{{"visitorId", about.visitor.id}, {"intent", story.intent}};
  if (chance(85)) data["estimatedValue"] = value;
  if (chance(60)) data["currency"] = chance(60) ? "EUR" : "USD";
  return data;
}

}  // namespace hookline::simulate
