#include <algorithm>
#include <cstdio>
#include <utility>

#include "net/server_session.h"

namespace hookline::net::internal {
namespace {

// What a client may send on after its last answer before it is cut off.
constexpr std::size_t kLingerBytes = 16 * 1024 * 1024;
constexpr base::Millis kLingerTime{2000};
// Up to here copying the body behind its head is cheaper than a second buffer (and over TLS saves a record).
constexpr std::size_t kJoinBytes = 4 * 1024;
constexpr std::size_t kDrainReadBytes = 16 * 1024;
constexpr std::size_t kKeptCapacityBytes = 16 * 1024;

int statusOf(const base::Error& error) {
  switch (error.code) {
    case base::Errc::kCancelled:
    case base::Errc::kUnavailable:
    case base::Errc::kBusy:
      return 503;
    default:
      return 500;
  }
}

}  // namespace

void ServerSession::answer(base::Result<ServerResponse> result) {
  if (phase_ != Phase::kHandling) return;
  auto response = result ? std::move(*result) : errorResponse(statusOf(result.error()), result.error().message);
  if (response.drop) return close(true);
  if (response.status < 200 || response.status > 999) {
    host_.log.error("An answer has a status that cannot end a request; 500 is sent.", {{"status", std::to_string(response.status)}});
    response = errorResponse(500, "The answer had an impossible status. This is a bug in Hookline.");
  }
  if (response.stream) return sendStream(std::move(response));
  send(std::move(response), reader_.keepAlive() && !host_.stopping);
}

void ServerSession::refuse(int status, std::string_view sentence) { send(errorResponse(status, sentence), false); }

void ServerSession::send(ServerResponse response, bool keepAlive) {
  ResponseHeadParts parts;
  parts.serverName = host_.options.serverName;
  parts.date = host_.date.at(std::chrono::system_clock::now());
  parts.keepAlive = keepAlive;
  parts.http11 = reader_.http11();
  head_.clear();
  const auto leftOut = appendResponseHead(head_, response, parts);
  if (leftOut > 0) host_.log.error("Headers of an answer had control characters and were left out.", {{"peer", peer_}});
  const bool bodiless = reader_.isHead() || isBodiless(response.status);
  if (bodiless) response.body.clear();
  if (response.body.size() <= kJoinBytes) {
    head_ += response.body;
    response.body.clear();
  }
  body_ = std::move(response.body);
  out_ = {asio::buffer(head_), asio::buffer(body_), {}};
  enter(Phase::kWriting, host_.options.idleTimeout);
  write(keepAlive ? After::kNext : After::kLinger);
}

void ServerSession::sendStream(ServerResponse response) {
  if (reader_.isHead() || isBodiless(response.status)) {
    ResponseHeadParts parts{host_.options.serverName, host_.date.at(std::chrono::system_clock::now()), BodyFraming::kUntilClose};
    head_.clear();
    appendResponseHead(head_, response, parts);
    out_ = {asio::buffer(head_), {}, {}};
    enter(Phase::kWriting, host_.options.idleTimeout);
    return write(After::kLinger);
  }
  chunked_ = reader_.http11();
  ResponseHeadParts parts;
  parts.serverName = host_.options.serverName;
  parts.date = host_.date.at(std::chrono::system_clock::now());
  parts.framing = chunked_ ? BodyFraming::kChunked : BodyFraming::kUntilClose;
  head_.clear();
  if (appendResponseHead(head_, response, parts) > 0) {
    host_.log.error("Headers of an answer had control characters and were left out.", {{"peer", peer_}});
  }
  out_ = {asio::buffer(head_), {}, {}};
  auto wake = [queue = host_.queue, weak = weak_from_this()] {
    queue->push([weak] {
      if (const auto self = weak.lock()) self->pumpStream();
    });
  };
  pipe_ = std::make_shared<StreamPipe>(std::move(wake));
  pipe_->write(std::move(response.body));
  enter(Phase::kStreaming, host_.options.idleTimeout);
  unwantedBytes_ = 0;
  write(After::kStream);
  buffer_.clear();
  readMore();  // nothing is expected: this sees the client go
  response.stream(std::make_shared<StreamWriter>(pipe_));
  if (host_.stopping) finishSoon();
}

void ServerSession::pumpStream() {
  if (phase_ != Phase::kStreaming || writing_) return;
  auto taken = pipe_->take();
  if (taken.bytes.empty() && !taken.last) return;
  queueChunk(std::move(taken.bytes), taken.last);
  deadline_ = Clock::now() + host_.options.idleTimeout;
  write(taken.last ? After::kLinger : After::kStream);
}

/// Frames bytes as one chunk (RFC 9112 §7.1), with the last one behind it when nothing more will come.
void ServerSession::queueChunk(std::string bytes, bool last) {
  head_.clear();
  tail_.clear();
  body_ = std::move(bytes);
  bodyQueued_ = body_.size();
  if (chunked_ && !body_.empty()) {
    char size[32];
    head_.append(size, static_cast<std::size_t>(std::snprintf(size, sizeof size, "%zx\r\n", body_.size())));
    tail_ = "\r\n";
  }
  if (chunked_ && last) tail_ += "0\r\n\r\n";
  if (body_.size() <= kJoinBytes) {
    head_.append(body_).append(tail_);
    body_.clear();
    tail_.clear();
  }
  out_ = {asio::buffer(head_), asio::buffer(body_), asio::buffer(tail_)};
}

void ServerSession::write(After after) {
  after_ = after;
  const bool nothing = std::all_of(out_.begin(), out_.end(), [](const auto& buffer) { return buffer.size() == 0; });
  if (nothing) return afterWrite();
  writing_ = true;
  wire_.writeSome(out_, [self = shared_from_this()](const Errored& error, std::size_t bytes) { self->onWritten(error, bytes); });
}

void ServerSession::onWritten(const Errored& error, std::size_t bytes) {
  writing_ = false;
  if (phase_ == Phase::kClosed) return;
  if (error) return close(true);
  for (auto& buffer : out_) {
    const auto step = std::min(bytes, buffer.size());
    buffer += step;
    bytes -= step;
  }
  const bool rest = std::any_of(out_.begin(), out_.end(), [](const auto& buffer) { return buffer.size() > 0; });
  if (!rest) return afterWrite();
  deadline_ = Clock::now() + host_.options.idleTimeout;  // it moves: the patience begins anew
  write(after_);
}

void ServerSession::afterWrite() {
  if (bodyQueued_ > 0) pipe_->sent(std::exchange(bodyQueued_, 0));
  switch (after_) {
    case After::kReadBody:
      paceStart_ = Clock::now();
      return readMore();
    case After::kNext:
      return nextRequest();
    case After::kLinger:
      return linger();
    case After::kStream:
      return pumpStream();
  }
}

void ServerSession::nextRequest() {
  if (body_.capacity() > kKeptCapacityBytes) body_ = {};
  if (head_.capacity() > kKeptCapacityBytes) head_ = {};
  reader_.next();
  if (host_.stopping && buffer_.empty()) return linger();
  enter(Phase::kIdle, host_.options.idleTimeout);
  if (buffer_.empty()) return readMore();
  advance();
}

/// Lets the client read the last answer before the connection goes: closing with unread bytes sends a reset, and a reset can
/// destroy the answer on its way. So what the client still sends is taken and dropped, within bounds.
void ServerSession::linger() {
  if (pipe_) pipe_->close();
  enter(Phase::kLingering, kLingerTime);
  unwantedBytes_ = 0;
  buffer_.clear();
  if (!wire_.secure() || farewellSent_) return halfClose();
  farewellSent_ = true;
  wire_.farewell([self = shared_from_this()](const Errored&) {
    if (self->phase_ == Phase::kLingering) self->halfClose();
  });
}

void ServerSession::halfClose() {
  Errored ignored;
  wire_.socket().shutdown(asio::socket_base::shutdown_send, ignored);
  if (!reading_) drain();  // else a read is under way and sees the end
}

/// Drops what still comes, below TLS: it is not worth deciphering.
void ServerSession::drain() {
  reading_ = true;
  buffer_.clear();
  const auto room = buffer_.prepare(kDrainReadBytes);
  wire_.socket().async_read_some(asio::buffer(room.data(), room.size()),
                                 [self = shared_from_this()](const Errored& error, std::size_t bytes) {
                                   self->reading_ = false;
                                   if (self->phase_ == Phase::kClosed) return;
                                   if (error) return self->close(false);
                                   self->unwantedBytes_ += bytes;
                                   if (self->unwantedBytes_ > kLingerBytes) return self->close(true);
                                   self->drain();
                                 });
}

}  // namespace hookline::net::internal
