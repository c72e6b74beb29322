#pragma once
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QObject>
#include <QTimer>
#include <functional>
#include <optional>
#include <string>

#include "client/http_channel.h"
#include "client/http_probe.h"
#include "client/http_target.h"
#include "client/http_trust.h"
#include "client/sse_parser.h"

namespace hookline::client::internal {

/// Keeps a core's live stream: opens it, reads it, and opens it again where it broke off. What it tells of its connection is the
/// channel's state. Thread: the GUI thread; all is told from the event loop.
class HttpStream final : public QObject {
 public:
  struct Listener {
    std::function<void(const api::Notice&)> notice;
    std::function<void(ChannelState)> state;
  };

  /// All but the listener must outlive it.
  HttpStream(QNetworkAccessManager& manager, const HttpTarget& target, HttpTrust& trust, HttpProbe& probe, const HttpOptions& options,
             Listener listener);
  ~HttpStream() override;

  void start();
  /// Ends a wait for the next attempt; nothing when it does not wait.
  void tryNow();
  /// Nothing is told any more. May be called from inside the listener.
  void stop();

  static constexpr base::Millis kLongestRetry{30000};
  static constexpr std::size_t kMaxRefusalBytes = 64UL * 1024;  ///< kept of an answer that is no stream

 private:
  void connectNow();
  void refuse(SeenCertificate certificate);
  void onHead();
  void onBytes();
  /// Answers how many bytes it took; what they said may have ended the connection.
  qint64 read(qint64 atMost);
  void onEnd();
  void deliver(const SseEvent& event);
  void judgeStatus(const QNetworkReply& reply, int status);
  void judgeFault(const QNetworkReply& reply);
  void lost(std::string reason, base::Millis atLeast = base::Millis{0});
  void incompatible(std::string reason);
  void refused(std::string reason);
  void tell(ChannelState::Kind kind, std::string reason, base::MonoTime retryAt = {},
            std::shared_ptr<const SeenCertificate> certificate = nullptr);
  base::Millis nextDelay();
  void dropReply();

  QNetworkAccessManager& manager_;
  const HttpTarget& target_;
  HttpTrust& trust_;
  HttpProbe& probe_;
  const base::Millis silence_;     // constant after construction
  const base::Millis firstRetry_;  // constant after construction
  const Listener listener_;        // constant after construction

  bool running_ = false;
  QNetworkReply* reply_ = nullptr;  // of the manager
  std::optional<SeenCertificate> refusal_;
  bool open_ = false;        // this connection has had its head
  bool openBefore_ = false;  // some connection had
  std::string body_;         // of an answer that is no stream
  SseParser parser_;
  std::string lastId_;
  QTimer quiet_;
  QTimer retry_;
  QTimer breath_;
  qint64 leftOfBreath_ = 0;
  int failures_ = 0;  // since the last opening
  ChannelState told_;
  bool toldAny_ = false;
};

}  // namespace hookline::client::internal
