#include "net/server_session.h"

#include <utility>

namespace hookline::net::internal {
namespace {

constexpr std::size_t kHeadReadBytes = 4 * 1024;
constexpr std::size_t kBodyReadBytes = 64 * 1024;
// A client has nothing to say while it is sent a stream or a refusal.
constexpr std::size_t kMaxUnwantedBytes = 256 * 1024;

}  // namespace

ServerSession::ServerSession(SessionHost& host, ServerSocket socket, std::shared_ptr<asio::ssl::context> tls, std::string peer,
                             Admission admission)
    : host_(host),
      tls_(std::move(tls)),
      wire_(std::move(socket), tls_.get()),
      peer_(std::move(peer)),
      admission_(admission),
      reader_(host.options, wire_.secure()) {}

void ServerSession::start() {
  if (!wire_.secure()) return begin();
  enter(Phase::kHandshake, host_.options.headerTimeout);
  wire_.handshake([self = shared_from_this()](const Errored& error) {
    if (self->phase_ != Phase::kHandshake) return;
    if (!error) return self->begin();
    self->host_.log.debug("A TLS handshake failed.", {{"peer", self->peer_}, {"reason", error.message()}});
    self->close(false);
  });
}

void ServerSession::begin() {
  if (admission_ == Admission::kTooMany) return refuse(503, "This Hookline serves as many connections as it may. Try again soon.");
  if (admission_ == Admission::kForbidden)
    return refuse(403, "Plain http is taken from this Hookline's own proxy alone (--trusted-proxy). Call the proxy's address.");
  enter(Phase::kHead, host_.options.headerTimeout);
  readMore();
}

void ServerSession::enter(Phase phase, base::Millis patience) {
  phase_ = phase;
  deadline_ = Clock::now() + patience;
}

void ServerSession::readMore() {
  reading_ = true;
  const auto room = buffer_.prepare(phase_ == Phase::kBody ? kBodyReadBytes : kHeadReadBytes);
  wire_.readSome(asio::buffer(room.data(), room.size()),
                 [self = shared_from_this()](const Errored& error, std::size_t bytes) { self->onRead(error, bytes); });
}

void ServerSession::onRead(const Errored& error, std::size_t bytes) {
  reading_ = false;
  if (phase_ == Phase::kClosed) return;
  if (phase_ != Phase::kIdle && phase_ != Phase::kHead && phase_ != Phase::kBody) return onUnwantedRead(error, bytes);
  if (error) return close(false);
  buffer_.commit(bytes);
  paceBytes_ += bytes;
  advance();
}

/// A read that was under way when a request was refused, or the watch of a stream.
void ServerSession::onUnwantedRead(const Errored& error, std::size_t bytes) {
  if (error && phase_ == Phase::kWriting) return;  // the answer may still be heard by a client that has ended its own half
  if (error) return close(phase_ == Phase::kStreaming);
  buffer_.clear();
  unwantedBytes_ += bytes;
  if (unwantedBytes_ > kMaxUnwantedBytes) return close(true);
  if (phase_ == Phase::kLingering) return drain();
  readMore();
}

/// Works off what has been read, up to the end of one request.
void ServerSession::advance() {
  std::size_t used = 0;
  const auto state = reader_.read(buffer_.view(), used);
  buffer_.consume(used);
  switch (state) {
    case RequestReader::State::kHead:
      if (phase_ == Phase::kIdle && !buffer_.empty()) enter(Phase::kHead, host_.options.headerTimeout);
      return readMore();
    case RequestReader::State::kBody:
      return enterBody();
    case RequestReader::State::kDone:
      return dispatch();
    case RequestReader::State::kRefused:
      return refuse(reader_.refusal().status, reader_.refusal().sentence);
  }
}

void ServerSession::enterBody() {
  if (phase_ != Phase::kBody) {
    enter(Phase::kBody, host_.options.idleTimeout);
    paceStart_ = Clock::now();
    paceBytes_ = 0;
  }
  if (!reader_.takeExpectation() || !buffer_.empty()) return readMore();
  head_ = "HTTP/1.1 100 Continue\r\n\r\n";
  out_ = {asio::buffer(head_), {}, {}};
  write(After::kReadBody);
}

void ServerSession::dispatch() {
  phase_ = Phase::kHandling;
  auto request = reader_.take();
  request.peer = peer_;
  // Holds the queue, never the server or the connection, so that an answer may come when both are gone.
  auto take = [queue = host_.queue, weak = weak_from_this()](base::Result<ServerResponse> result) {
    if (queue->onApiThread()) {
      if (const auto self = weak.lock()) self->answer(std::move(result));
      return;
    }
    queue->push([weak, result = std::move(result)]() mutable {
      if (const auto self = weak.lock()) self->answer(std::move(result));
    });
  };
  host_.handler(std::move(request), base::Completion<ServerResponse>(std::move(take)));
}

void ServerSession::tick(Clock::time_point now) {
  if (phase_ == Phase::kBody && !writing_) return checkBodyPace(now);
  if (phase_ == Phase::kHandling || phase_ == Phase::kClosed || now < deadline_) return;
  switch (phase_) {
    case Phase::kHead:
      // A connection that never said a word is not told that it is slow: browsers open some ahead of need.
      if (buffer_.empty()) return close(false);
      return refuse(408, "The request's headers came too slowly.");
    case Phase::kStreaming:
      if (!writing_) return;
      [[fallthrough]];
    default:
      return close(phase_ != Phase::kIdle && phase_ != Phase::kLingering);
  }
}

/// A body has to bring the least pace in every window of the header's patience, so a burst buys no later pause.
void ServerSession::checkBodyPace(Clock::time_point now) {
  const auto window = now - paceStart_;
  if (window < host_.options.headerTimeout) return;
  const auto millis = std::chrono::duration_cast<base::Millis>(window).count();
  if (paceBytes_ * 1000 < host_.options.leastBytesPerSecond * static_cast<std::size_t>(millis)) {
    return refuse(408, "The request's body came too slowly.");
  }
  paceStart_ = now;
  paceBytes_ = 0;
}

void ServerSession::finishSoon() {
  switch (phase_) {
    case Phase::kHead:
      if (!buffer_.empty()) return;
      [[fallthrough]];
    case Phase::kHandshake:
    case Phase::kIdle:
      return close(false);
    case Phase::kStreaming:
      pipe_->end();
      pipe_->close();
      return pumpStream();
    default:
      return;
  }
}

void ServerSession::abort() { close(true); }

void ServerSession::close(bool reset) {
  if (phase_ == Phase::kClosed) return;
  phase_ = Phase::kClosed;
  if (pipe_) pipe_->close();
  Errored ignored;
  if (reset) wire_.socket().set_option(asio::socket_base::linger(true, 0), ignored);
  wire_.socket().close(ignored);
  host_.ended(*this);
}

}  // namespace hookline::net::internal
