#include "dead_letters_page/letter_words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include "models/delivery_words.h"

namespace hookline::dead_letters_page {
namespace {

struct LetterText {
  Q_DECLARE_TR_FUNCTIONS(DeadLetterWords)
};

}  // namespace

QString timeWord(base::WallTime time) {
  const auto local = models::localTime(time);
  const auto now = QDateTime::currentDateTime();
  const QLocale locale;
  if (local.date() == now.date()) return locale.toString(local, QStringLiteral("HH:mm:ss"));
  if (local.date().year() == now.date().year()) return locale.toString(local, QStringLiteral("d MMM HH:mm"));
  return locale.toString(local, QStringLiteral("d MMM yyyy HH:mm"));
}

QString exactTime(base::WallTime time) {
  const auto local = models::localTime(time);
  return QLocale().toString(local, QStringLiteral("d MMM yyyy HH:mm:ss ")) + local.timeZoneAbbreviation();
}

QString groupHelp(const client::DeadGroup& group, bool webhookExists) {
  if (!webhookExists) return LetterText::tr("Its webhook was deleted: there is nowhere to send these");
  if (group.recovered) return LetterText::tr("Looks mended: retry");
  return models::plain(group.help);
}

QString letterSentence(const client::DeadLetter& letter) {
  const auto& row = letter.delivery.row;
  auto sentence = LetterText::tr("Did not arrive, %1").arg(models::plain(row.eventType));
  if (const auto person = models::personWord(row.person); !person.isEmpty()) sentence = LetterText::tr("%1 for %2").arg(sentence, person);
  return LetterText::tr("%1 to %2, %3, %4")
      .arg(sentence, webhookWord(letter.delivery), causeWord(letter),
           row.tries == 1 ? LetterText::tr("1 try") : LetterText::tr("%1 tries").arg(row.tries));
}

QString webhookWord(const client::Delivery& delivery) {
  return delivery.webhookName.empty() ? LetterText::tr("a deleted webhook") : models::plain(delivery.webhookName);
}

QString causeWord(const client::DeadLetter& letter) { return models::plain(letter.error.empty() ? letter.delivery.cause : letter.error); }

}  // namespace hookline::dead_letters_page
