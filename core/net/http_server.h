#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/completion.h"
#include "base/log.h"
#include "base/time.h"
#include "model/http_exchange.h"
#include "net/address_range.h"

namespace hookline::net {

/// A request as it came in, already within all limits and free of smuggling (delivery.md §5).
struct ServerRequest {
  std::string method;
  std::string target;  ///< path and query, still percent-encoded, at most 8 KiB
  std::vector<model::HttpHeader> headers;
  std::string body;
  std::string peer;  ///< the other end's address without port
  bool secure = false;
};

/// Where a long answer (server-sent events) is written. Thread: any. Dropping it ends the answer.
class ResponseStream {
 public:
  ResponseStream() = default;
  ResponseStream(const ResponseStream&) = delete;
  ResponseStream& operator=(const ResponseStream&) = delete;
  virtual ~ResponseStream() = default;
  /// Queues bytes. False: the reader is gone, or more than kMaxQueuedBytes wait for it; the bytes are then dropped and the
  /// writer decides (a slow reader gets `gap`). Never blocks.
  virtual bool write(std::string bytes) = 0;
  /// Whether write would be taken now.
  virtual bool ready() const = 0;
  virtual bool closed() const = 0;

  static constexpr std::size_t kMaxQueuedBytes = 256 * 1024;
};

struct ServerResponse {
  int status = 200;
  std::vector<model::HttpHeader> headers;  ///< Content-Length, Connection and Date are the server's own
  std::string body;
  /// Given: the head is sent without a length and this is called with the stream once; `body` is its beginning.
  base::UniqueFunction<void(std::shared_ptr<ResponseStream>)> stream;
  /// The connection is closed without any answer: for the misbehaving receiver and tests.
  bool drop = false;
};

struct HttpServerOptions {
  std::string host = "127.0.0.1";  ///< a literal address; empty: nothing is listened on, and the thread does what is posted
  std::uint16_t port = 0;          ///< 0: a free one is chosen
  std::string tlsCertFile;         ///< PEM chain; empty: plain http
  std::string tlsKeyFile;
  /// Not empty: who is served beside those who call from the very address that they call. Others hear 403 before anything is read.
  std::vector<AddressRange> onlyFrom;
  std::size_t bodyLimitBytes = 1024 * 1024;
  /// A larger limit for single targets (the batch call); called with method and target before the body is read.
  std::function<std::size_t(std::string_view, std::string_view)> bodyLimitFor;
  std::size_t headerLimitBytes = 64 * 1024;
  std::size_t maxHeaders = 100;
  std::size_t requestLineLimitBytes = 8 * 1024;
  std::size_t maxConnections = 256;
  base::Millis headerTimeout{10000};
  base::Millis idleTimeout{60000};         ///< between requests of a kept connection
  std::size_t leastBytesPerSecond = 1024;  ///< a body that comes slower is cut off
  std::string serverName = "Hookline";
};

/// An HTTP/1.1 server on Boost.Beast with one thread of its own (the API thread). It answers what breaks a limit by itself,
/// as `{"error": "…"}`: 400 malformed or ambiguous (two lengths, CL+TE, obs-fold, bare LF), 408, 413, 414, 431, 503 (connections), 403
/// (`onlyFrom`).
class HttpServer {
 public:
  /// Called on the API thread, must not block; the completion may be given from any thread.
  using Handler = std::function<void(ServerRequest, base::Completion<ServerResponse>)>;

  /// Binds and listens. Errors: kInUse (port taken: the message names it), kForbidden (no right), kInvalid (address, certificate).
  static base::Result<std::unique_ptr<HttpServer>> start(HttpServerOptions options, Handler handler, base::Log log);

  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;
  /// Stops as stop() does.
  virtual ~HttpServer() = default;

  virtual std::uint16_t port() const = 0;
  /// "http://127.0.0.1:8787" or "https://…"; empty: it does not listen.
  virtual std::string url() const = 0;
  /// Reads tlsCertFile and tlsKeyFile again: connections from now on get what they hold, those that are open go on as they are.
  /// Thread: one at a time, not the API thread; blocks on the disk. Errors: kInvalid (the message names the file and the remedy; all
  /// stays as it was), also without TLS.
  virtual base::Status reloadTls() = 0;
  /// The certificate chain that new connections get, PEM; empty: plain http. Thread: any.
  virtual std::string certificatePem() const = 0;
  /// Runs a job on the API thread, after those posted before. Thread: any.
  virtual void post(base::UniqueFunction<void()> job) = 0;
  /// Takes no new connections; answers under way get `grace` to end. Thread: not the API thread. Returns when the thread ended.
  virtual void stop(base::Millis grace) = 0;

 protected:
  HttpServer() = default;
};

}  // namespace hookline::net
