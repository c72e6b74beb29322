#pragma once
#include <QObject>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <unordered_map>

#include "client/channel.h"

class QTimer;

namespace hookline::client::internal {

/// Whether a call of this method may change something, so that a lost answer leaves the outcome unknown.
bool changes(const std::string& method);

/// The calls of a channel that wait for an answer. Each is answered once: by answer(), by its deadline or by closeAll().
/// Thread: the GUI thread.
class OpenCalls final : public QObject {
 public:
  /// Called before a call is answered by its deadline or by closeAll(): ends what is under way for it. May be empty.
  using Abort = std::function<void(std::uint64_t)>;

  explicit OpenCalls(Abort abort = {}, base::Millis deadline = Channel::kDeadline);
  ~OpenCalls() override;

  /// The call's number, or 0: it is answered later, from the event loop, because too many wait or all is closed. `changing`: the outcome
  /// of the call is unknown when its answer does not come.
  std::uint64_t add(Channel::Answer answer, bool changing);
  /// False: it was answered before.
  bool answer(std::uint64_t call, base::Result<api::Response> response);
  /// Answers everything before it returns, also when an answer sends, closes or ends this object.
  void closeAll();
  bool closed() const { return closed_; }
  std::size_t size() const { return waiting_.size(); }

 private:
  struct Waiting {
    Channel::Answer answer;
    bool changing = false;
    std::unique_ptr<QTimer> deadline;
  };
  struct Refused {
    Channel::Answer answer;
    base::Error error;
  };
  void overdue(std::uint64_t call);
  void refuseLater(Channel::Answer answer, base::Error error);
  void answerRefused();

  const Abort abort_;            // constant after construction
  const base::Millis deadline_;  // constant after construction
  std::unordered_map<std::uint64_t, Waiting> waiting_;
  std::deque<Refused> refused_;         // in the order in which they were sent
  std::size_t refusedBeforeClose_ = 0;  // of those, the first: they are answered before closeAll returns
  std::uint64_t next_ = 1;
  bool closed_ = false;
};

}  // namespace hookline::client::internal
