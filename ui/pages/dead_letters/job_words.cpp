#include "dead_letters_page/job_words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include "dead_letters_page/letter_words.h"
#include "models/delivery_words.h"

namespace hookline::dead_letters_page {
namespace {

using model::JobKind;
using model::JobState;

struct JobText {
  Q_DECLARE_TR_FUNCTIONS(JobWords)
};

QString number(std::uint64_t count) { return QLocale().toString(static_cast<qulonglong>(count)); }

QString kindWord(JobKind kind) {
  switch (kind) {
    case JobKind::kRetry:
      return JobText::tr("Retry dead letters");
    case JobKind::kReplay:
      return JobText::tr("Replay events");
    case JobKind::kPurge:
      return JobText::tr("Purge dead letters");
  }
  return {};
}

QString spanWord(std::uint64_t seconds) {
  if (seconds < 60) return JobText::tr("%1 s").arg(number(std::max<std::uint64_t>(1, seconds)));
  if (seconds < 3600) return JobText::tr("%1 min").arg(number((seconds + 59) / 60));
  return JobText::tr("%1 h").arg(number((seconds + 3599) / 3600));
}

QString totalWord(const client::Job& job) { return job.exact ? number(job.total) : JobText::tr("at least %1").arg(number(job.total)); }

}  // namespace

QString jobTitle(const client::Job& job, const WebhookNames& names) {
  auto title = kindWord(job.kind);
  const auto& scope = job.scope;
  if (scope.webhook) {
    const auto name = names(*scope.webhook);
    title = JobText::tr("%1 of %2").arg(title, name.isEmpty() ? JobText::tr("a webhook that was deleted") : name);
  }
  QStringList more;
  if (scope.status) more << JobText::tr("HTTP %1").arg(*scope.status);
  if (!scope.status && scope.errorClass) more << models::plain(model::causeText(*scope.errorClass, std::nullopt));
  if (!scope.eventType.empty()) more << models::plain(scope.eventType);
  if (scope.since) more << JobText::tr("from %1").arg(timeWord(*scope.since));
  if (scope.until) more << JobText::tr("until %1").arg(timeWord(*scope.until));
  return more.isEmpty() ? title : title + QStringLiteral(", ") + more.join(QStringLiteral(", "));
}

QString jobStateWord(const client::Job& job) {
  switch (job.state) {
    case JobState::kPreview:
      return JobText::tr("Not started");
    case JobState::kRunning:
      return JobText::tr("Running");
    case JobState::kPaused:
      return JobText::tr("Paused");
    case JobState::kDone:
      return JobText::tr("Done");
    case JobState::kCancelled:
      return JobText::tr("Cancelled");
  }
  return {};
}

QString jobFigures(const client::Job& job) {
  const auto done = JobText::tr("%1 of %2").arg(number(job.done), totalWord(job));
  if (job.kind == JobKind::kPurge) {
    const auto purged = JobText::tr("%1 purged").arg(done);
    return job.skipped == 0 ? purged + QLatin1Char('.')
                            : JobText::tr("%1, %2 of them were no dead letters any more.").arg(purged, number(job.skipped));
  }
  QStringList parts{JobText::tr("%1 arrived").arg(number(job.delivered))};
  if (job.failedAgain > 0) parts << JobText::tr("%1 failed again").arg(number(job.failedAgain));
  if (job.skipped > 0) parts << JobText::tr("%1 skipped").arg(number(job.skipped));
  if (job.waiting > 0) parts << JobText::tr("%1 on their way").arg(number(job.waiting));
  if (job.undone > 0) parts << JobText::tr("%1 taken back").arg(number(job.undone));
  return JobText::tr("%1: %2.").arg(done, parts.join(QStringLiteral(", ")));
}

bool canBeUndone(const client::Job& job) { return job.kind != JobKind::kPurge && job.state != JobState::kPreview && job.untried > 0; }

QString undoSentence(const client::Job& job) {
  const auto sentence =
      (job.kind == JobKind::kReplay
           ? JobText::tr("What has not been tried yet (%1) is cancelled. What was sent, or is on its way, stays as it is.")
           : JobText::tr(
                 "What has not been tried yet (%1) goes back to the dead letters. What was sent, or is on its way, stays as it is."))
          .arg(number(job.untried));
  return model::isUnfinished(job.state) ? JobText::tr("%1 The job is cancelled.").arg(sentence) : sentence;
}

QString previewSentence(const client::Job& job) {
  const auto count = totalWord(job);
  if (job.kind == JobKind::kPurge) return JobText::tr("%1 dead letters would be deleted for ever.").arg(count);
  const auto what = job.kind == JobKind::kReplay ? JobText::tr("%1 events would be sent again").arg(count)
                                                 : JobText::tr("%1 dead letters would be sent again").arg(count);
  if (job.perSecond <= 0) return JobText::tr("%1, as fast as their webhooks allow.").arg(what);
  return JobText::tr("%1, in about %2 at %3 a second.")
      .arg(what, spanWord(job.total / static_cast<std::uint64_t>(job.perSecond)), number(static_cast<std::uint64_t>(job.perSecond)));
}

}  // namespace hookline::dead_letters_page
