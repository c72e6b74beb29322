#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "base/log.h"
#include "net/http_server.h"
#include "net/server_job_queue.h"
#include "net/server_read_buffer.h"
#include "net/server_request_reader.h"
#include "net/server_response_head.h"
#include "net/server_stream.h"
#include "net/server_wire.h"

namespace hookline::net::internal {

class ServerSession;

/// What a connection needs of its server. Outlives all its connections. Thread: the API thread, but for `queue`.
class SessionHost {
 public:
  SessionHost(HttpServerOptions o, HttpServer::Handler h, base::Log l) : options(std::move(o)), handler(std::move(h)), log(std::move(l)) {}
  SessionHost(const SessionHost&) = delete;
  SessionHost& operator=(const SessionHost&) = delete;
  virtual ~SessionHost() = default;
  /// The connection is over; the host lets go of it.
  virtual void ended(ServerSession& session) = 0;

  // constant after construction
  const HttpServerOptions options;
  HttpServer::Handler handler;
  const base::Log log;
  std::shared_ptr<JobQueue> queue;

  DateValue date;
  bool stopping = false;  ///< every answer from now on is a connection's last
};

/// One connection: reads a request, hands it over, sends the answer, reads the next. One request at a time, so that pipelined
/// ones are answered in order. Kept alive by its host until it has ended; whoever owes an answer holds it weakly.
/// Thread: the API thread alone; even a weak reference is locked only there.
class ServerSession final : public std::enable_shared_from_this<ServerSession> {
 public:
  using Clock = std::chrono::steady_clock;
  enum class Admission { kServe, kTooMany, kForbidden };  ///< kTooMany hears 503, kForbidden 403, before anything is read

  ServerSession(SessionHost& host, ServerSocket socket, std::shared_ptr<asio::ssl::context> tls, std::string peer, Admission admission);
  ServerSession(const ServerSession&) = delete;
  ServerSession& operator=(const ServerSession&) = delete;

  void start();
  /// Looks at the deadlines; called about once a second.
  void tick(Clock::time_point now);
  /// The server stops: ends at once when nothing is under way, else after the answer; a stream is ended.
  void finishSoon();
  /// Ends at once; the other end sees a reset.
  void abort();

  bool refused() const { return admission_ != Admission::kServe; }

  std::size_t slot = 0;  ///< the host's own

 private:
  enum class Phase { kHandshake, kIdle, kHead, kBody, kHandling, kWriting, kStreaming, kLingering, kClosed };
  enum class After { kReadBody, kNext, kLinger, kStream };
  using Errored = boost::system::error_code;

  void enter(Phase phase, base::Millis patience);
  void begin();
  void readMore();
  void onRead(const Errored& error, std::size_t bytes);
  void onUnwantedRead(const Errored& error, std::size_t bytes);
  void advance();
  void enterBody();
  void dispatch();
  void checkBodyPace(Clock::time_point now);

  void answer(base::Result<ServerResponse> result);
  void refuse(int status, std::string_view sentence);
  void send(ServerResponse response, bool keepAlive);
  void sendStream(ServerResponse response);
  void pumpStream();
  void queueChunk(std::string bytes, bool last);
  void write(After after);
  void onWritten(const Errored& error, std::size_t bytes);
  void afterWrite();
  void nextRequest();
  void linger();
  void halfClose();
  void drain();
  void close(bool reset);

  SessionHost& host_;
  const std::shared_ptr<asio::ssl::context> tls_;  // the server may have another by now
  ServerWire wire_;
  const std::string peer_;
  const Admission admission_;

  Phase phase_ = Phase::kHandshake;
  Clock::time_point deadline_{};
  bool reading_ = false;
  bool farewellSent_ = false;

  RequestReader reader_;
  ReadBuffer buffer_;
  Clock::time_point paceStart_{};
  std::size_t paceBytes_ = 0;
  std::size_t unwantedBytes_ = 0;  // read and dropped while streaming or lingering

  std::string head_;
  std::string body_;
  std::string tail_;
  std::array<asio::const_buffer, 3> out_;
  std::size_t bodyQueued_ = 0;  // of body_, to tell the pipe what left
  After after_ = After::kNext;
  bool writing_ = false;

  std::shared_ptr<StreamPipe> pipe_;
  bool chunked_ = false;
  bool lastChunk_ = false;
};

}  // namespace hookline::net::internal
