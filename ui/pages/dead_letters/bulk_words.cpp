#include "dead_letters_page/bulk_words.h"

#include <QCoreApplication>
#include <QLocale>

namespace hookline::dead_letters_page {
namespace {

struct BulkText {
  Q_DECLARE_TR_FUNCTIONS(BulkWords)
};

QString number(std::uint64_t count) { return QLocale().toString(static_cast<qulonglong>(count)); }

QString doneWord(const BulkReport& report) {
  return (report.kind == BulkKind::kRetry ? BulkText::tr("%1 queued again") : BulkText::tr("%1 purged")).arg(number(report.done));
}

/// "812 dead letters for Salesforce, HTTP 503 on Production".
QString subjectWord(const BulkSubject& subject) {
  auto word = lettersWord(subject.count);
  if (!subject.what.isEmpty()) word = word + QLatin1Char(' ') + subject.what;
  return word;
}

QString placeWord(const BulkSubject& subject) {
  return subject.connection.isEmpty() ? BulkText::tr("On the core that this window shows.")
                                      : BulkText::tr("On the connection \"%1\".").arg(subject.connection);
}

}  // namespace

QString lettersWord(std::uint64_t count) {
  return count == 1 ? BulkText::tr("1 dead letter") : BulkText::tr("%1 dead letters").arg(number(count));
}

QString progressWord(std::uint64_t asked, std::uint64_t total) { return BulkText::tr("%1 of %2").arg(number(asked), number(total)); }

QString reportSentence(const BulkReport& report) {
  QString sentence = doneWord(report);
  if (report.gone == 1)
    sentence += BulkText::tr(", 1 was not there any more");
  else if (report.gone > 1)
    sentence += BulkText::tr(", %1 were not there any more").arg(number(report.gone));
  if (report.left + report.refused > 0) sentence += BulkText::tr(", %1 left as they were").arg(number(report.left + report.refused));
  sentence += QLatin1Char('.');
  if (report.unknown > 0) {
    sentence += QLatin1Char(' ');
    sentence += (report.kind == BulkKind::kRetry
                     ? BulkText::tr("Whether another %1 were queued again is unknown, because the answer was lost; the list "
                                    "is read again to show it.")
                     : BulkText::tr("Whether another %1 were purged is unknown, because the answer was lost; the list is "
                                    "read again to show it."))
                    .arg(number(report.unknown));
  }
  if (!report.trouble.isEmpty()) return BulkText::tr("It ended early: %1 %2").arg(report.trouble, sentence);
  return report.cancelled && report.left > 0 ? BulkText::tr("Stopped: %1").arg(sentence) : sentence;
}

shell::Question retryQuestion(const BulkSubject& subject) {
  shell::Question question;
  question.title = BulkText::tr("Retry %1?").arg(lettersWord(subject.count));
  question.text = BulkText::tr(
                      "%1 will be sent again, each to its own webhook as it is now, with the ids and the bodies they had. A receiver that "
                      "took one and did not say so gets it twice.\n\n%2")
                      .arg(subjectWord(subject), placeWord(subject));
  question.confirm = BulkText::tr("Retry %1").arg(lettersWord(subject.count));
  return question;
}

shell::Question purgeQuestion(const BulkSubject& subject) {
  shell::Question question;
  question.title = BulkText::tr("Purge %1?").arg(lettersWord(subject.count));
  question.text =
      BulkText::tr("%1 will be deleted with all their attempts. They will never be delivered, and nothing brings them back.\n\n%2")
          .arg(subjectWord(subject), placeWord(subject));
  question.confirm = BulkText::tr("Purge %1").arg(lettersWord(subject.count));
  question.dangerous = true;
  if (subject.count > kPurgeByClick) question.typeToConfirm = QString::number(subject.count);
  return question;
}

}  // namespace hookline::dead_letters_page
