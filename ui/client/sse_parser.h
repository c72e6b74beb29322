#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hookline::client::internal {

/// One server-sent event.
struct SseEvent {
  std::string id;         ///< the newest id so far, this event's or an earlier one's
  std::string event;      ///< "message" when the stream names none
  std::string data;       ///< lines joined by LF
  bool tooLarge = false;  ///< it was longer than kMaxEventBytes; `data` is empty
};

/// Reads a stream of server-sent events (WHATWG HTML §9.2.6) in pieces of any size. Memory is bounded whatever comes.
class SseParser {
 public:
  /// The events that these bytes complete, in order.
  [[nodiscard]] std::vector<SseEvent> feed(std::string_view bytes);

  /// What the stream asked for between two connections; none so far: nullopt.
  std::optional<std::chrono::milliseconds> retry() const { return retry_; }

  static constexpr std::size_t kMaxEventBytes = 1024UL * 1024;

 private:
  void take(std::string_view piece);
  void endLine(std::vector<SseEvent>& out);
  void field(std::string_view name, std::string_view value);
  void dispatch(std::vector<SseEvent>& out);

  std::string line_;         // of the line that is not yet ended
  bool comment_ = false;     // that line is a comment: nothing of it is kept
  bool lineCut_ = false;     // that line was too long: nothing of it is kept
  bool firstLine_ = true;    // a byte order mark may stand before it
  bool afterCr_ = false;     // an LF that comes next belongs to the CR
  bool tooLarge_ = false;    // the event under way
  bool hasData_ = false;     // the event under way
  std::string data_, type_;  // the event under way
  std::string id_;
  std::optional<std::chrono::milliseconds> retry_;
};

}  // namespace hookline::client::internal
