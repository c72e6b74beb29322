#include "simulator_page/curl_line.h"

#include "models/shell_word.h"

namespace hookline::simulator_page {

QString curlLine(const QString& eventText) {
  return QStringLiteral(
             "curl -sS -X POST \"${HOOKLINE_URL:-http://127.0.0.1:8787}/api/events?simulated=1\" \\\n"
             "  -H \"Authorization: Bearer ${HOOKLINE_TOKEN:?set it to a producer token of the core}\" \\\n"
             "  -H 'Content-Type: application/json' \\\n"
             "  --data-raw ") +
         models::shellWord(eventText);
}

}  // namespace hookline::simulator_page
