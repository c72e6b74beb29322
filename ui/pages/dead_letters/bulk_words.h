#pragma once
#include <QString>

#include "dead_letters_page/bulk_run.h"
#include "shell/prompter.h"

namespace hookline::dead_letters_page {

/// "1 dead letter", "812 dead letters".
QString lettersWord(std::uint64_t count);
/// "800 queued again, 12 were not there any more."
QString reportSentence(const BulkReport& report);
/// "120 of 812".
QString progressWord(std::uint64_t asked, std::uint64_t total);

/// What a run is about, for the question that goes before it.
struct BulkSubject {
  std::uint64_t count = 0;
  QString what;        ///< "for Salesforce, HTTP 503: …", empty: those that are selected
  QString connection;  ///< of the window; may be empty
};
/// Retrying this many goes without a question.
inline constexpr std::uint64_t kRetryUnasked = 20;
/// Above it the person types the number before a purge.
inline constexpr std::uint64_t kPurgeByClick = 100;

shell::Question retryQuestion(const BulkSubject& subject);
shell::Question purgeQuestion(const BulkSubject& subject);

}  // namespace hookline::dead_letters_page
