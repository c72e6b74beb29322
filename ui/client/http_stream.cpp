#include "client/http_stream.h"

#include <QRandomGenerator>
#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <utility>

#include "base/encoding.h"
#include "client/http_fault.h"
#include "client/read_answers.h"

namespace hookline::client::internal {
namespace {

constexpr qint64 kReadAtOnce = 64LL * 1024;
/// What is read of a stream in one breath at most: 25 MB/s, far above what any core has to tell. Read as fast as it comes, a stream
/// without end would leave nothing of this thread, nor of the network's, to the calls beside it.
constexpr qint64 kBytesABreath = 4 * kReadAtOnce;
constexpr std::chrono::milliseconds kBreath{10};
constexpr char kStreamType[] = "text/event-stream";
constexpr int kMaxDoublings = 10;
constexpr double kJitter = 0.2;
constexpr std::chrono::seconds kLongestWaitAsked{300};

/// `<epoch>-<sequence>`; nullopt: some other id.
std::optional<std::pair<std::string_view, std::uint64_t>> readId(std::string_view id) {
  const auto dash = id.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto number = id.substr(dash + 1);
  std::uint64_t seq = 0;
  const auto read = std::from_chars(number.data(), number.data() + number.size(), seq);
  if (read.ec != std::errc{} || read.ptr != number.data() + number.size()) return std::nullopt;
  return std::pair{id.substr(0, dash), seq};
}

api::Notice gap(std::uint64_t seq) {
  return {seq, "gap", R"({"kind":"gap","id":null,"summary":"Some notices were missed; read the lists again."})"};
}

base::Millis retryAfter(const QNetworkReply& reply) {
  bool number = false;
  const auto seconds = reply.rawHeader("Retry-After").toUInt(&number);
  return number ? std::min(std::chrono::seconds{seconds}, kLongestWaitAsked) : base::Millis{0};
}

}  // namespace

HttpStream::HttpStream(QNetworkAccessManager& manager, const HttpTarget& target, HttpTrust& trust, HttpProbe& probe,
                       const HttpOptions& options, Listener listener)
    : manager_(manager),
      target_(target),
      trust_(trust),
      probe_(probe),
      silence_(options.silence),
      firstRetry_(options.firstRetry),
      listener_(std::move(listener)) {
  quiet_.setSingleShot(true);
  retry_.setSingleShot(true);
  breath_.setSingleShot(true);
  connect(&breath_, &QTimer::timeout, this, [this] {
    if (reply_ != nullptr && reply_->bytesAvailable() > 0) onBytes();
  });
  connect(&retry_, &QTimer::timeout, this, &HttpStream::connectNow);
  connect(&quiet_, &QTimer::timeout, this, [this] {
    dropReply();
    lost("Nothing was heard from " + target_.name() + " for " + std::to_string(std::chrono::ceil<std::chrono::seconds>(silence_).count()) +
         " seconds. The network may be gone, or the core hangs.");
  });
}

HttpStream::~HttpStream() { stop(); }

void HttpStream::start() {
  if (std::exchange(running_, true)) return;
  retry_.start(0);
}

void HttpStream::tryNow() {
  if (running_ && retry_.isActive()) retry_.start(0);
}

void HttpStream::stop() {
  running_ = false;
  retry_.stop();
  quiet_.stop();
  breath_.stop();
  dropReply();
}

void HttpStream::dropReply() {
  auto* reply = std::exchange(reply_, nullptr);
  if (reply == nullptr) return;
  disconnect(reply, nullptr, this, nullptr);
  reply->abort();
  reply->deleteLater();
}

void HttpStream::connectNow() {
  if (!toldAny_) tell(ChannelState::Kind::kConnecting, {});
  if (!running_) return;
  open_ = false;
  refusal_.reset();
  body_.clear();
  parser_ = {};
  auto request = target_.stream(lastId_);
  request.setSslConfiguration(trust_.configuration());
  reply_ = manager_.get(request);
  reply_->setReadBufferSize(kBytesABreath);
  connect(reply_, &QNetworkReply::sslErrors, this, [this](const QList<QSslError>& errors) {
    // The handshake fails by itself when these errors are not ignored.
    refusal_ = trust_.judge(target_.name(), *reply_, errors);
  });
  connect(reply_, &QNetworkReply::encrypted, this, [this] {
    if (auto refusal = trust_.judgeAgain(target_.name(), *reply_)) refuse(std::move(*refusal));
  });
  connect(reply_, &QNetworkReply::metaDataChanged, this, &HttpStream::onHead);
  connect(reply_, &QNetworkReply::readyRead, this, &HttpStream::onBytes);
  connect(reply_, &QNetworkReply::finished, this, &HttpStream::onEnd);
  quiet_.start(silence_);
}

/// The connection waits in another thread until this returns; what is told is told later.
void HttpStream::refuse(SeenCertificate certificate) {
  refusal_ = std::move(certificate);
  disconnect(reply_, nullptr, this, nullptr);
  reply_->abort();
  QMetaObject::invokeMethod(this, &HttpStream::onEnd, Qt::QueuedConnection);
}

void HttpStream::onHead() {
  if (open_ || reply_ == nullptr || statusOf(*reply_) != 200) return;
  if (!reply_->rawHeader("Content-Type").startsWith(kStreamType)) return;
  open_ = true;
  failures_ = 0;
  const bool again = std::exchange(openBefore_, true);
  tell(ChannelState::Kind::kOpen, {});
  // Without an id to resume from, what happened between the two connections is not told.
  if (reply_ != nullptr && again && lastId_.empty() && listener_.notice) listener_.notice(gap(0));
}

void HttpStream::onBytes() {
  quiet_.start(silence_);
  if (!breath_.isActive()) {
    breath_.start(kBreath);
    leftOfBreath_ = kBytesABreath;
  }
  leftOfBreath_ -= read(leftOfBreath_);
}

qint64 HttpStream::read(qint64 atMost) {
  qint64 taken = 0;
  while (reply_ != nullptr && reply_->bytesAvailable() > 0 && taken < atMost) {
    const auto bytes = reply_->read(std::min(kReadAtOnce, atMost - taken));
    if (bytes.isEmpty()) break;
    taken += bytes.size();
    if (!open_) {
      body_.append(bytes.constData(), static_cast<std::size_t>(bytes.size()));
      if (body_.size() < kMaxRefusalBytes) continue;
      body_.resize(kMaxRefusalBytes);
      onEnd();
      break;
    }
    for (const auto& event : parser_.feed({bytes.constData(), static_cast<std::size_t>(bytes.size())})) {
      deliver(event);
      if (reply_ == nullptr) return taken;
    }
  }
  return taken;
}

void HttpStream::deliver(const SseEvent& event) {
  const auto id = readId(event.id);
  const auto before = readId(lastId_);
  const auto seq = id ? id->second : 0;
  // A repetition, from whatever stands between.
  if (event.event != "gap" && !event.tooLarge && id && before && id->first == before->first && seq <= before->second) return;
  if (!event.id.empty()) lastId_ = event.id;
  if (!listener_.notice) return;
  listener_.notice(event.tooLarge ? gap(seq) : api::Notice{seq, event.event, event.data});
}

void HttpStream::onEnd() {
  if (reply_ != nullptr && reply_->isFinished() && !refusal_) read(std::numeric_limits<qint64>::max());
  if (reply_ == nullptr) return;
  quiet_.stop();
  // The verdict still reads it.
  const auto* reply = reply_;
  const int status = statusOf(*reply);
  if (!refusal_ && reply->error() == QNetworkReply::SslHandshakeFailedError) refusal_ = trust_.lastRefused();
  if (open_)
    lost("The live connection to " + target_.name() + " ended. The core may have been restarted, or the network broke.");
  else if (refusal_)
    refused(refusal_->why);
  else if (status != 0)
    judgeStatus(*reply, status);
  else
    judgeFault(*reply);
}

void HttpStream::judgeStatus(const QNetworkReply& reply, int status) {
  const auto& core = target_.name();
  if (isRedirect(status)) return incompatible(redirectError(core, reply, false).message);
  if (status == 401 || status == 403)
    return refused(core + " does not let us in: " + readError(status, body_).message +
                   (status == 401 ? " Enter a token that it knows." : ""));
  if (status == 200) {
    const auto type = base::printable(reply.rawHeader("Content-Type").toStdString());
    return incompatible("What answers at " + core + " is no Hookline: its live stream is of the type \"" + type + "\". Check the address.");
  }
  if (status == 429 || status >= 500)
    return lost(core + " answers, but cannot serve us now: " + readError(status, body_).message, retryAfter(reply));
  incompatible("What answers at " + core + " is no Hookline, or one without a live stream: it answered " + std::to_string(status) +
               ". Check the address, and that it is this version or a newer one.");
}

void HttpStream::judgeFault(const QNetworkReply& reply) {
  const auto fault = faultOf(target_.name(), reply, false);
  if (fault.code == base::Errc::kMalformed) return incompatible(fault.message);
  if (!maybeNoHttp(reply)) return lost(fault.message);
  dropReply();
  probe_.look([this, fault](const std::string& firstBytes) {
    if (!running_) return;
    if (firstBytes.empty()) return lost(fault.message);
    incompatible(noHttpError(target_.name(), firstBytes, false).message);
  });
}

void HttpStream::lost(std::string reason, base::Millis atLeast) {
  dropReply();
  if (!running_) return;
  const auto delay = std::max(nextDelay(), atLeast);
  retry_.start(delay);
  tell(ChannelState::Kind::kLost, std::move(reason), base::SystemClock().now().mono + delay);
}

/// Somebody may put the core in the place of what is there now, so it is looked for again, slowly.
void HttpStream::incompatible(std::string reason) {
  dropReply();
  if (!running_) return;
  failures_ = std::max(failures_, kMaxDoublings);
  retry_.start(nextDelay());
  tell(ChannelState::Kind::kIncompatible, std::move(reason));
}

/// Never tried again by itself: wrong tokens are counted over there.
void HttpStream::refused(std::string reason) {
  auto certificate = refusal_ ? std::make_shared<const SeenCertificate>(*std::exchange(refusal_, std::nullopt)) : nullptr;
  dropReply();
  if (!running_) return;
  tell(ChannelState::Kind::kRefused, std::move(reason), {}, std::move(certificate));
}

void HttpStream::tell(ChannelState::Kind kind, std::string reason, base::MonoTime retryAt,
                      std::shared_ptr<const SeenCertificate> certificate) {
  const auto since = toldAny_ && told_.kind == kind ? told_.since : base::SystemClock().now().wall;
  toldAny_ = true;
  told_ = {kind, std::move(reason), since, retryAt, std::move(certificate)};
  if (listener_.state) listener_.state(told_);
}

base::Millis HttpStream::nextDelay() {
  const auto plain = std::min(kLongestRetry, base::Millis{firstRetry_ * (1L << std::min(failures_, kMaxDoublings))});
  ++failures_;
  const auto factor = 1.0 - kJitter + 2 * kJitter * QRandomGenerator::global()->generateDouble();
  return base::Millis{std::llround(static_cast<double>(plain.count()) * factor)};
}

}  // namespace hookline::client::internal
