#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace hookline::testing {

/// What a TLS receiver shows: PEM.
struct TlsIdentity {
  std::string certPem;
  std::string keyPem;
};

/// One accepted connection, driven by a script with blocking calls. Every call ends when the receiver is destroyed.
class RawPeer {
 public:
  RawPeer() = default;
  RawPeer(const RawPeer&) = delete;
  RawPeer& operator=(const RawPeer&) = delete;
  virtual ~RawPeer() = default;

  /// Reads one request with its body (Content-Length only); empty: the sender went away. It is counted by the receiver.
  virtual std::string readRequest() = 0;
  /// At least a byte of what came and no readRequest took; empty: the sender went away. It is not counted.
  virtual std::string readSome() = 0;
  /// False: the other end is gone.
  virtual bool write(const std::string& bytes) = 0;
  /// Until the sender closes; what comes meanwhile is dropped.
  virtual void waitForClose() = 0;
  /// Lets time pass. False: the receiver is being destroyed.
  virtual bool pause(std::chrono::milliseconds time) = 0;
  /// Ends our half with FIN; the sender may go on.
  virtual void halfClose() = 0;
  /// Ends the connection with RST instead of FIN.
  virtual void reset() = 0;
  virtual void close() = 0;
  /// Which connection this is, counted from 1.
  virtual int number() const = 0;
};

/// An HTTP receiver without an HTTP library, so that it can misbehave in every way: what it answers is what the script writes.
/// A thread for accepting and one for each connection; the script runs on the latter and the connection closes when it returns.
class RawReceiver {
 public:
  using Script = std::function<void(RawPeer&)>;

  struct Options {
    std::string host = "127.0.0.1";
    TlsIdentity tls = {};    ///< empty: plain
    std::uint16_t port = 0;  ///< 0: a free one
    bool oldTls = false;     ///< TLS 1.0 and nothing newer
  };

  explicit RawReceiver(Script script) : RawReceiver(Options{}, std::move(script)) {}
  RawReceiver(Options options, Script script);
  ~RawReceiver();
  RawReceiver(const RawReceiver&) = delete;
  RawReceiver& operator=(const RawReceiver&) = delete;

  std::uint16_t port() const;
  /// "http://127.0.0.1:4711" + path.
  std::string url(const std::string& path = "/hook") const;
  int connections() const;
  /// Every complete request seen so far, in order of arrival.
  std::vector<std::string> requests() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// A complete answer with a Content-Length.
std::string httpAnswer(int status, const std::string& body = {}, const std::string& extraHeaders = {});
/// Answers every request on a kept connection with 200.
void answerOk(RawPeer& peer);

}  // namespace hookline::testing
