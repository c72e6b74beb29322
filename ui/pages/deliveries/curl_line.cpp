#include "deliveries_page/curl_line.h"

#include "models/delivery_words.h"
#include "models/shell_word.h"

namespace hookline::deliveries_page {
namespace {

QString quoted(const std::string& text) { return models::shellWord(models::plain(text)); }

}  // namespace

QString curlLine(const client::Attempt& attempt) {
  QString line = QStringLiteral("curl -X ") + QString::fromStdString(attempt.sent.method) + QLatin1Char(' ') + quoted(attempt.sent.url);
  for (const auto& header : attempt.sent.requestHeaders) line += QStringLiteral(" \\\n  -H ") + quoted(header.name + ": " + header.value);
  if (!attempt.requestBody.empty()) line += QStringLiteral(" \\\n  --data-binary ") + quoted(attempt.requestBody);
  return line;
}

}  // namespace hookline::deliveries_page
