#include "deliveries_page/curl_line.h"

namespace hookline::deliveries_page {
namespace {

/// Between single quotes nothing means anything to a shell but the quote itself.
QString quoted(const std::string& text) {
  auto out = QString::fromStdString(text);
  out.replace(QLatin1Char('\''), QLatin1String("'\\''"));
  return QLatin1Char('\'') + out + QLatin1Char('\'');
}

}  // namespace

QString curlLine(const client::Attempt& attempt) {
  QString line = QStringLiteral("curl -X ") + QString::fromStdString(attempt.sent.method) + QLatin1Char(' ') + quoted(attempt.sent.url);
  for (const auto& header : attempt.sent.requestHeaders) line += QStringLiteral(" \\\n  -H ") + quoted(header.name + ": " + header.value);
  if (!attempt.requestBody.empty()) line += QStringLiteral(" \\\n  --data-binary ") + quoted(attempt.requestBody);
  return line;
}

}  // namespace hookline::deliveries_page
