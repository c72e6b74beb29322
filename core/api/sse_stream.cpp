#include "api/sse_stream.h"

namespace hookline::api::internal {
namespace {

constexpr int kBeatsToHeartbeat = SseStream::kHeartbeatSeconds * 1000 / StreamHub::kBeatMs;

}  // namespace

SseStream::SseStream(StreamHub& hub, std::shared_ptr<net::ResponseStream> stream, std::function<bool()> valid, std::function<void()> ended)
    : hub_(hub), valid_(std::move(valid)), ended_(std::move(ended)), stream_(std::move(stream)) {}

std::string SseStream::preamble() { return ": Hookline\nretry: " + std::to_string(kRetryMs) + "\n\n"; }

void SseStream::start(std::string_view lastId) {
  const std::weak_ptr<SseStream> weak = weak_from_this();
  auto subscription = hub_.listen(
      lastId,
      [weak](const Notice& notice) {
        if (const auto self = weak.lock()) self->take(notice);
      },
      [weak] {
        if (const auto self = weak.lock()) self->beat();
      });
  std::scoped_lock lock(mutex_);
  // The reader may have gone before the subscription was here.
  if (!closed_) subscription_ = std::move(subscription);
}

void SseStream::close() {
  {
    Subscription ending;
    std::scoped_lock lock(mutex_);
    closed_ = true;
    ending = std::move(subscription_);
  }
  stream_.reset();
}

std::string SseStream::eventText(const Notice& notice) const {
  return "id: " + hub_.noticeId(notice.seq) + "\nevent: " + notice.kind + "\ndata: " + notice.json + "\n\n";
}

void SseStream::take(const Notice& notice) {
  if (over_ || !stream_) return;
  lastSeq_ = notice.seq;
  if (behind_ && !sendGap()) return;
  // What a gap has just told the reader to read again includes this notice.
  if (behind_) {
    behind_ = false;
    return;
  }
  if (stream_->write(eventText(notice)))
    beatsQuiet_ = 0;
  else if (stream_->closed())
    end();
  else
    behind_ = true;
}

/// Whether the reader was told. Its id is the newest notice's, so that a reader who resumes goes on from there.
bool SseStream::sendGap() {
  if (!stream_->ready()) {
    if (stream_->closed()) end();
    return false;
  }
  const Notice gap{
      lastSeq_, "gap",
      "{\"seq\":" + std::to_string(lastSeq_) + ",\"kind\":\"gap\",\"id\":null,\"summary\":\"You read too slowly; read the lists again.\"}"};
  if (!stream_->write(eventText(gap))) return false;
  beatsQuiet_ = 0;
  return true;
}

void SseStream::beat() {
  if (over_ || !stream_) return;
  if (stream_->closed() || !valid_()) return end();
  if (behind_) {
    if (sendGap()) behind_ = false;
    return;
  }
  if (++beatsQuiet_ < kBeatsToHeartbeat) return;
  beatsQuiet_ = 0;
  if (!stream_->write(": heartbeat\n\n") && stream_->closed()) end();
}

void SseStream::end() {
  if (std::exchange(over_, true)) return;
  ended_();
}

}  // namespace hookline::api::internal
