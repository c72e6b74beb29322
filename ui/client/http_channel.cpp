#include "client/http_channel.h"

#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QObject>
#include <optional>
#include <unordered_map>
#include <utility>

#include "client/http_fault.h"
#include "client/http_probe.h"
#include "client/http_stream.h"
#include "client/http_target.h"
#include "client/http_trust.h"
#include "client/misguided_channel.h"
#include "client/open_calls.h"

namespace hookline::client {
namespace {

using namespace internal;

constexpr qint64 kReadBufferBytes = 1024LL * 1024;

/// What this machine says to itself goes through no proxy; for the rest the system decides.
class OwnProxyFactory final : public QNetworkProxyFactory {
 public:
  explicit OwnProxyFactory(bool loopback) : loopback_(loopback) {}
  QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery& query) override {
    if (loopback_) return {QNetworkProxy::NoProxy};
    return systemProxyForQuery(query);
  }

 private:
  const bool loopback_;
};

api::Response responseOf(const QNetworkReply& reply, std::string body) {
  api::Response out;
  out.status = statusOf(reply);
  out.contentType = reply.rawHeader("Content-Type").toStdString();
  for (const auto& [name, value] : reply.rawHeaderPairs()) out.headers.push_back({name.toStdString(), value.toStdString()});
  out.body = std::move(body);
  return out;
}

/// A core whose address, token and fingerprint make sense.
class HttpChannel final : public Channel {
 public:
  HttpChannel(HttpTarget target, HttpTrust trust, HttpOptions options)
      : target_(std::move(target)),
        trust_(std::move(trust)),
        options_(std::move(options)),
        calls_([this](std::uint64_t call) { drop(call); }),
        probe_(target_),
        stream_(manager_, target_, trust_, probe_, options_, listener()) {
    // Owned by the manager from here on.
    manager_.setProxyFactory(std::make_unique<OwnProxyFactory>(target_.loopback()).release());
  }
  ~HttpChannel() override { close(); }

  void listen(Notices notices, States states) override {
    notices_ = std::move(notices);
    states_ = std::move(states);
  }

  void open() override {
    if (!closed_) stream_.start();
  }

  void tryNow() override { stream_.tryNow(); }

  void send(api::Request request, Answer answer) override {
    const bool changing = changes(request.method);
    const auto call = calls_.add(std::move(answer), changing);
    if (call == 0) return;
    auto* reply = begin(request);
    open_.emplace(call, Open{reply, changing, {}, std::nullopt});
    QObject::connect(reply, &QNetworkReply::sslErrors, &context_, [this, call, reply](const QList<QSslError>& errors) {
      // The handshake fails by itself when these errors are not ignored.
      open_.at(call).refusal = trust_.judge(target_.name(), *reply, errors);
    });
    QObject::connect(reply, &QNetworkReply::encrypted, &context_, [this, call, reply] {
      if (auto refusal = trust_.judgeAgain(target_.name(), *reply)) refuse(call, std::move(*refusal));
    });
    QObject::connect(reply, &QNetworkReply::readyRead, &context_, [this, call] { onBytes(call); });
    QObject::connect(reply, &QNetworkReply::finished, &context_, [this, call] { onEnd(call); });
  }

  void close() override {
    if (std::exchange(closed_, true)) return calls_.closeAll();
    stream_.stop();
    probe_.stop();
    if (states_) states_({ChannelState::Kind::kClosed, {}, base::SystemClock().now().wall, {}});
    calls_.closeAll();
  }

 private:
  struct Open {
    QNetworkReply* reply = nullptr;  // of the manager
    bool changing = false;
    std::string body;
    std::optional<SeenCertificate> refusal;
  };

  HttpStream::Listener listener() {
    return {[this](const api::Notice& notice) {
              if (!closed_ && notices_) notices_(notice);
            },
            [this](const ChannelState& state) {
              if (!closed_ && states_) states_(state);
            }};
  }

  QNetworkReply* begin(const api::Request& request) {
    auto out = target_.call(request);
    out.setSslConfiguration(trust_.configuration());
    auto* reply = request.method == "GET"
                      ? manager_.get(out)
                      : manager_.sendCustomRequest(out, QByteArray::fromStdString(request.method), QByteArray::fromStdString(request.body));
    // What is not read stays in the socket: memory holds no more of an answer than kMaxAnswerBytes.
    reply->setReadBufferSize(kReadBufferBytes);
    return reply;
  }

  /// The connection waits in another thread until this returns; what is told is told later.
  void refuse(std::uint64_t call, SeenCertificate certificate) {
    auto& open = open_.at(call);
    open.refusal = std::move(certificate);
    QObject::disconnect(open.reply, nullptr, &context_, nullptr);
    open.reply->abort();
    QMetaObject::invokeMethod(
        &context_, [this, call] { onEnd(call); }, Qt::QueuedConnection);
  }

  void onBytes(std::uint64_t call) {
    const auto found = open_.find(call);
    if (found == open_.end()) return;
    auto& open = found->second;
    bool known = false;
    const auto promised = open.reply->rawHeader("Content-Length").toULongLong(&known);
    const auto coming = static_cast<std::uint64_t>(open.reply->bytesAvailable());
    if ((known && promised > kMaxAnswerBytes) || open.body.size() + coming > kMaxAnswerBytes) {
      const bool changing = open.changing;
      drop(call);
      calls_.answer(call, base::fail({base::Errc::kTooLarge,
                                      "The answer of " + target_.name() + " is longer than " +
                                          std::to_string(kMaxAnswerBytes / 1024 / 1024) + " MiB and was cut off. Ask for less at once.",
                                      changing,
                                      {}}));
      return;
    }
    const auto bytes = open.reply->readAll();
    open.body.append(bytes.constData(), static_cast<std::size_t>(bytes.size()));
  }

  void onEnd(std::uint64_t call) {
    auto found = open_.find(call);
    if (found == open_.end()) return;
    if (!found->second.refusal) onBytes(call);
    found = open_.find(call);
    if (found == open_.end()) return;
    auto open = std::move(found->second);
    open_.erase(found);
    QObject::disconnect(open.reply, nullptr, &context_, nullptr);
    open.reply->deleteLater();
    const auto& reply = *open.reply;
    if (!open.refusal && reply.error() == QNetworkReply::SslHandshakeFailedError) open.refusal = trust_.lastRefused();
    if (open.refusal) {
      calls_.answer(call, base::fail(errorOf(*open.refusal)));
    } else if (brokeOff(reply, open.body)) {
      answerFault(call, reply, open.changing);
    } else if (isRedirect(statusOf(reply))) {
      calls_.answer(call, base::fail(redirectError(target_.name(), reply, open.changing)));
    } else {
      calls_.answer(call, responseOf(reply, std::move(open.body)));
    }
  }

  void answerFault(std::uint64_t call, const QNetworkReply& reply, bool changing) {
    auto fault = faultOf(target_.name(), reply, changing);
    if (!maybeNoHttp(reply)) {
      calls_.answer(call, base::fail(std::move(fault)));
      return;
    }
    probe_.look([this, call, changing, fault = std::move(fault)](const std::string& firstBytes) {
      calls_.answer(call, base::fail(firstBytes.empty() ? fault : noHttpError(target_.name(), firstBytes, changing)));
    });
  }

  void drop(std::uint64_t call) {
    const auto found = open_.find(call);
    if (found == open_.end()) return;
    auto* reply = found->second.reply;
    open_.erase(found);
    QObject::disconnect(reply, nullptr, &context_, nullptr);
    reply->abort();
    reply->deleteLater();
  }

  const HttpTarget target_;  // constant after construction
  HttpTrust trust_;
  const HttpOptions options_;  // constant after construction
  Notices notices_;
  States states_;
  bool closed_ = false;
  std::unordered_map<std::uint64_t, Open> open_;
  QObject context_;
  QNetworkAccessManager manager_;
  OpenCalls calls_;
  HttpProbe probe_;
  HttpStream stream_;
};

}  // namespace

std::unique_ptr<Channel> openHttp(HttpOptions options) {
  auto target = options.withoutToken ? HttpTarget::readOpen(options.url) : HttpTarget::read(options.url, options.token);
  if (!target) return openMisguided(target.error());
  auto trust = HttpTrust::read(options.pinnedSha256);
  if (!trust) return openMisguided(trust.error());
  return std::make_unique<HttpChannel>(std::move(*target), std::move(*trust), std::move(options));
}

}  // namespace hookline::client
