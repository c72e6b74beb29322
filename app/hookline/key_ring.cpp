#include "hookline/key_ring.h"

#include <qt6keychain/keychain.h>

#include <QCoreApplication>
#include <QEventLoop>
#include <QTimer>
#include <utility>

namespace hookline::desktop {
namespace {

using Finished = base::UniqueFunction<void(base::Result<QKeychain::Job*>)>;

const QString kService = QStringLiteral("Hookline");
/// No daemon's address.
const QString kNobody = QStringLiteral("nobody");

QString tr(const char* text) { return QCoreApplication::translate("KeyRing", text); }

base::Error error(base::Errc code, const QString& sentence, bool outcomeUnknown = false) {
  return {code, sentence.toStdString(), outcomeUnknown, {}};
}

/// As far as the job says what happened; empty: it went well.
std::optional<base::Error> errorOf(const QKeychain::Job& job) {
  switch (job.error()) {
    case QKeychain::NoError:
    case QKeychain::EntryNotFound:
      return std::nullopt;
    case QKeychain::AccessDeniedByUser:
      return error(base::Errc::kForbidden, tr("The key ring was not unlocked. Unlock it and try again."));
    case QKeychain::AccessDenied:
      return error(base::Errc::kForbidden, tr("The key ring lets nobody in: %1").arg(job.errorString()));
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
      return error(base::Errc::kUnavailable, tr("This computer has no key ring. One of the desktop's, such as GNOME Keyring, helps."));
    case QKeychain::CouldNotDeleteEntry:
    case QKeychain::OtherError:
      break;
  }
  return error(base::Errc::kUnavailable, tr("The key ring does not do it: %1").arg(job.errorString()));
}

Finished answering(base::Completion<void> done) {
  return [done = std::move(done)](base::Result<QKeychain::Job*> job) mutable {
    if (!job) return std::move(done)(base::fail(job.error()));
    if (auto failed = errorOf(**job)) return std::move(done)(base::fail(std::move(*failed)));
    std::move(done)({});
  };
}

/// A call that waits, with its answer: what still waits when it goes is answered kCancelled by its Completion.
class Wait final : public QObject {
 public:
  Wait(Finished finished, QObject& among) : QObject(&among), finished_(std::move(finished)) {}

  void giveUpAfter(base::Millis patience, base::Error error) {
    auto* late = new QTimer(this);
    late->setSingleShot(true);
    connect(late, &QTimer::timeout, this, [this, error = std::move(error)] { give(base::fail(error)); });
    late->start(patience);
  }
  void give(base::Result<QKeychain::Job*> result) {
    setParent(nullptr);
    deleteLater();
    if (auto once = std::exchange(finished_, {})) once(std::move(result));
  }

 private:
  Finished finished_;
};

}  // namespace

void KeyRing::ask(base::Completion<void> done) {
  read(kNobody, base::Completion<std::optional<std::string>>([done = std::move(done)](auto answer) mutable {
         if (!answer) return std::move(done)(base::fail(answer.error()));
         std::move(done)({});
       }));
}

void KeyRing::read(const QString& daemon, base::Completion<std::optional<std::string>> done) {
  run(new QKeychain::ReadPasswordJob(kService), daemon, false, [done = std::move(done)](base::Result<QKeychain::Job*> job) mutable {
    if (!job) return std::move(done)(base::fail(job.error()));
    if (auto failed = errorOf(**job)) return std::move(done)(base::fail(std::move(*failed)));
    if ((*job)->error() == QKeychain::EntryNotFound) return std::move(done)(std::optional<std::string>{});
    std::move(done)(std::optional(static_cast<const QKeychain::ReadPasswordJob*>(*job)->textData().toStdString()));
  });
}

void KeyRing::write(const QString& daemon, const std::string& token, base::Completion<void> done) {
  auto* job = new QKeychain::WritePasswordJob(kService);
  job->setTextData(QString::fromStdString(token));
  run(job, daemon, true, answering(std::move(done)));
}

void KeyRing::remove(const QString& daemon, base::Completion<void> done) {
  run(new QKeychain::DeletePasswordJob(kService), daemon, true, answering(std::move(done)));
}

/// A job that runs is never deleted from here: the desktop may still answer it.
void KeyRing::run(QKeychain::Job* job, const QString& daemon, bool changes, Finished finished) {
  auto* wait = new Wait(std::move(finished), waiting_);
  if (waiting_.children().size() > kMaxWaiting) {
    delete job;
    wait->giveUpAfter(base::Millis{0}, error(base::Errc::kBusy, tr("The key ring is asked too much at once. Try again soon.")));
    return;
  }
  job->setKey(daemon);
  job->setAutoDelete(true);
  job->setInsecureFallback(false);
  QObject::connect(job, &QKeychain::Job::finished, wait, [wait](QKeychain::Job* ended) { wait->give(ended); });
  wait->giveUpAfter(patience_, error(base::Errc::kTimeout, tr("The key ring did not answer in time."), changes));
  job->start();
}

void KeyRing::finish() {
  QEventLoop loop;
  QTimer late;
  late.setSingleShot(true);
  QObject::connect(&late, &QTimer::timeout, &loop, &QEventLoop::quit);
  late.start(kLastPatience);
  while (!waiting_.children().isEmpty() && late.isActive()) loop.processEvents(QEventLoop::WaitForMoreEvents);
}

}  // namespace hookline::desktop
