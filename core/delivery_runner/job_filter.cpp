#include "delivery_runner/job_filter.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/encoding.h"
#include "model/event.h"
#include "model/verdict.h"

namespace hookline::delivery_runner {
namespace {

using Json = nlohmann::json;
using model::JobKind;

constexpr std::array<std::string_view, 13> kNames = {"all",   "state", "webhookId", "eventType", "chatbotId",  "conversationId",
                                                     "email", "since", "until",     "status",    "errorClass", "simulated",
                                                     "q"};
constexpr std::size_t kMaxTextBytes = 256;
constexpr std::size_t kMaxListed = 100;

class Reader {
 public:
  Reader(const Json& filter, JobKind kind) : filter_(filter), kind_(kind) {}

  base::Result<JobFilter> read() {
    if (!filter_.is_object()) {
      refuse("", R"(must be an object like {"webhookId": "wh_…"})");
      return base::fail(error());
    }
    checkNames();
    readState();
    readLists();
    readText("chatbotId", query_.chatbotId);
    readText("conversationId", query_.conversationId);
    readText("email", query_.email);
    readText("q", query_.text);
    readTimes();
    readResult();
    if (const auto* simulated = find("simulated")) {
      if (simulated->is_boolean())
        query_.simulated = simulated->get<bool>();
      else
        refuse("/simulated", "must be true or false");
    }
    readAll();
    if (!errors_.empty()) return base::fail(error());
    return JobFilter{std::move(query_), filter_.dump()};
  }

 private:
  const Json* find(std::string_view name) const {
    const auto found = filter_.find(std::string(name));
    return found == filter_.end() ? nullptr : &*found;
  }
  void refuse(const std::string& path, std::string message) { errors_.push_back({"/filter" + path, std::move(message)}); }

  base::Error error() const {
    auto sentence = errors_.size() == 1 ? errors_[0].path + " " + errors_[0].message + "."
                                        : "The filter has " + std::to_string(errors_.size()) + " wrong members.";
    return {base::Errc::kInvalid, std::move(sentence), false, errors_};
  }

  void checkNames() {
    for (const auto& [name, value] : filter_.items()) {
      if (std::find(kNames.begin(), kNames.end(), name) == kNames.end())
        refuse("/" + base::printable(name, 80), "is no filter of deliveries");
    }
  }

  void readAll() {
    const auto* all = find("all");
    if (all && (!all->is_boolean() || !all->get<bool>())) return refuse("/all", "must be true, or left out");
    if (all && filter_.size() > 1) return refuse("/all", "cannot stand beside other members: it means everything");
    if (filter_.empty() && kind_ != JobKind::kRetry)
      refuse("", std::string("is empty, which would ") + std::string(toText(kind_)) + R"( everything; say {"all": true} if that is meant)");
  }

  void readState() {
    const auto* state = find("state");
    if (!state) return;
    if (kind_ == JobKind::kReplay) return refuse("/state", "cannot be chosen: a replay takes events, which have no state");
    const bool dead = *state == "dead" || (state->is_array() && state->size() == 1 && state->front() == "dead");
    if (!dead) refuse("/state", "must be dead, or left out: only dead letters can be retried or purged");
  }

  /// Each word of a text or of a list of texts.
  template <typename Take>
  void eachWord(const std::string& name, Take take) {
    const auto* value = find(name);
    if (!value) return;
    const auto words = value->is_array() ? *value : Json::array({*value});
    if (words.empty() || words.size() > kMaxListed) return refuse("/" + name, "must hold 1 to 100 values");
    for (const auto& word : words) {
      if (!word.is_string() || !take(word.get_ref<const std::string&>())) {
        return refuse("/" + name, name == "webhookId" ? "must be the id of a webhook like wh_0123456789ABC, or a list of them"
                                                      : "must be an event type like lead.captured, or a list of them");
      }
    }
  }

  void readLists() {
    eachWord("webhookId", [this](const std::string& word) {
      const auto id = model::WebhookId::parse(word);
      if (id) query_.webhooks.push_back(*id);
      return id.has_value();
    });
    eachWord("eventType", [this](const std::string& word) {
      query_.eventTypes.push_back(word);
      return model::isEventType(word);
    });
    if (kind_ == JobKind::kReplay && std::count(query_.eventTypes.begin(), query_.eventTypes.end(), "webhook.test") > 0)
      refuse("/eventType", "cannot be webhook.test: a test is not replayed");
  }

  void readText(const std::string& name, std::string& out) {
    const auto* value = find(name);
    if (!value) return;
    if (!value->is_string() || value->get_ref<const std::string&>().empty() || value->get_ref<const std::string&>().size() > kMaxTextBytes)
      return refuse("/" + name, "must be a text of 1 to 256 bytes");
    out = value->get<std::string>();
  }

  std::optional<base::WallTime> readTime(const std::string& name) {
    const auto* value = find(name);
    if (!value) return std::nullopt;
    if (value->is_string()) {
      if (const auto time = base::parseIso(value->get_ref<const std::string&>())) return time;
    }
    refuse("/" + name, "must be a time like 2026-11-23T20:00:00Z");
    return std::nullopt;
  }

  void readTimes() {
    query_.since = readTime("since");
    query_.until = readTime("until");
    if (query_.since && query_.until && *query_.since >= *query_.until) refuse("/since", "must be earlier than until");
  }

  void readResult() {
    if (kind_ == JobKind::kReplay) {
      for (const std::string name : {"status", "errorClass"})
        if (find(name)) refuse("/" + name, "cannot be chosen: a replay takes events, whatever became of their deliveries");
      return;
    }
    if (const auto* status = find("status")) {
      if (status->is_number_integer() && *status >= 100 && *status <= 599)
        query_.status = status->get<int>();
      else
        refuse("/status", "must be a whole number from 100 to 599");
    }
    if (const auto* word = find("errorClass")) {
      if (word->is_string()) query_.errorClass = model::parseErrorClass(word->get_ref<const std::string&>());
      if (!query_.errorClass) refuse("/errorClass", "must be a cause like server_error");
    }
  }

  const Json& filter_;
  const JobKind kind_;
  store::DeliveryQuery query_;
  std::vector<base::FieldError> errors_;
};

}  // namespace

base::Result<JobFilter> readJobFilter(const Json& filter, JobKind kind) { return Reader(filter, kind).read(); }

}  // namespace hookline::delivery_runner
