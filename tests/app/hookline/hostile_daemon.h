#pragma once
#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "model/ids.h"
#include "support/raw_receiver.h"
#include "support/webhook_json.h"

namespace hookline::desktop_test {

/// What claims to be a daemon and answers as a test says, over plain loopback HTTP: well where nothing was said. It is served by threads
/// of its own, so that the window's event loop has only the window's work to do. Thread: any.
class HostileDaemon {
 public:
  using Json = nlohmann::json;
  /// Writes an answer, well or badly; false: this connection is done with.
  using Answering = std::function<bool(testing::RawPeer& peer, const std::string& request)>;

  HostileDaemon() {
    const auto list = [](Json items) { return Json{{"items", std::move(items)}, {"next", nullptr}}; };
    say("/api/me", me());
    say("/api/status", {{"waiting", 0}, {"inFlight", 0}, {"dead", 0}, {"online", true}});
    say("/api/deliveries", list(Json::array({delivery(1)})));
    say("/api/dead-letters", list(Json::array()));
    say("/api/dead-letters/groups", list(Json::array()));
    say("/api/deliveries/facets", {{"total", 1}, {"exact", true}});
    say("/api/webhooks", Json::array({webhook()}));
    say("/api/event-types", Json::array());
    say("/api/health", {{"overall", "healthy"}, {"items", Json::array()}});
    say("/api/stats", Json::array());
    answer("/api/stream", [](testing::RawPeer& peer, const std::string&) {
      peer.write(kStreamHead);
      peer.waitForClose();
      return false;
    });
  }

  static constexpr const char* kStreamHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n: hello\n\n";
  static Json me() {
    return {{"role", "admin"},    {"name", "ops"}, {"can", {"post_events", "read", "operate", "administer"}},
            {"version", "0.1.0"}, {"epoch", 1},    {"features", Json::array()}};
  }
  static Json delivery(std::int64_t id) {
    return {{"id", model::DeliveryId{id}.text()},
            {"eventId", "evt_1"},
            {"webhookId", model::WebhookId{7}.text()},
            {"webhookName", "Salesforce"},
            {"kind", "custom"},
            {"eventType", "lead.captured"},
            {"chatbotId", "bot_1"},
            {"conversationId", "conv_1"},
            {"person", {{"name", "Ana Ruiz"}, {"email", "ana@example.com"}}},
            {"state", "dead"},
            {"attempts", 6},
            {"counted", 6},
            {"status", 503},
            {"errorClass", "server_error"},
            {"reason", ""},
            {"cause", "It is overloaded"},
            {"help", "Wait"},
            {"latencyMs", 12.0},
            {"simulated", false},
            {"createdAt", "2026-11-23T20:00:00.000Z"},
            {"updatedAt", "2026-11-23T20:01:00.000Z"}};
  }
  static Json webhook() { return support::webhookJson(7, "Salesforce"); }

  /// `path` without its query; a last "*" stands for any rest, and the longest path that fits is meant.
  void answer(const std::string& path, Answering answering) {
    const std::scoped_lock lock(mutex_);
    answers_[path] = std::move(answering);
  }
  void say(const std::string& path, const Json& body) { sayText(path, body.dump()); }
  void sayText(const std::string& path, const std::string& body, int status = 200, const std::string& headers = {}) {
    answer(path, [whole = testing::httpAnswer(status, body, "Content-Type: application/json\r\n" + headers)](
                     testing::RawPeer& peer, const std::string&) { return peer.write(whole); });
  }
  /// These bytes, whatever is asked.
  void sayToAll(const std::string& bytes) {
    const std::scoped_lock lock(mutex_);
    toAll_ = bytes;
  }
  /// Without an end, until the window has had enough. What one connection took at most is counted.
  Answering endless(const std::string& head, const std::string& piece) {
    return [this, head, piece](testing::RawPeer& peer, const std::string&) {
      std::uint64_t sent = 0;
      for (bool more = peer.write(head); more; more = peer.write(piece)) {
        sent += piece.size();
        for (auto most = mostSent_.load(); sent > most && !mostSent_.compare_exchange_weak(most, sent);) {
        }
      }
      return false;
    };
  }
  std::uint64_t mostSent() const { return mostSent_; }

  std::string url() const { return receiver_.url(""); }
  int connections() const { return receiver_.connections(); }
  /// The first lines of all requests that hold `what`.
  std::vector<std::string> asked(const std::string& what) const {
    std::vector<std::string> found;
    for (const auto& request : receiver_.requests())
      if (const auto line = request.substr(0, request.find('\r')); line.find(what) != std::string::npos) found.push_back(line);
    return found;
  }

 private:
  void serve(testing::RawPeer& peer) {
    while (true) {
      const auto request = peer.readRequest();
      if (request.empty()) return;
      const auto answering = answeringOf(request);
      if (!answering(peer, request)) return;
    }
  }
  Answering answeringOf(const std::string& request) const {
    const auto from = request.find(' ') + 1;
    const auto path = request.substr(from, request.find_first_of(" ?", from) - from);
    const std::scoped_lock lock(mutex_);
    if (!toAll_.empty())
      return [bytes = toAll_](testing::RawPeer& peer, const std::string&) {
        peer.write(bytes);
        return false;
      };
    if (const auto exact = answers_.find(path); exact != answers_.end()) return exact->second;
    for (auto one = answers_.rbegin(); one != answers_.rend(); ++one)
      if (one->first.ends_with('*') && path.starts_with(one->first.substr(0, one->first.size() - 1))) return one->second;
    return [](testing::RawPeer& other, const std::string&) { return other.write(testing::httpAnswer(404, R"({"error":"Not here."})")); };
  }

  mutable std::mutex mutex_;
  std::map<std::string, Answering> answers_;  // guarded by mutex_
  std::string toAll_;                         // guarded by mutex_
  std::atomic<std::uint64_t> mostSent_ = 0;
  testing::RawReceiver receiver_{[this](testing::RawPeer& peer) { serve(peer); }};  // last: its threads use the rest
};

}  // namespace hookline::desktop_test
