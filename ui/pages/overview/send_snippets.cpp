#include "overview_page/send_snippets.h"

#include "models/shell_word.h"

namespace hookline::overview_page {
namespace {

QString call(const QString& address) { return address + QStringLiteral("/api/events"); }

QString curl(const QString& address, const QString& token, const QString& event) {
  return QStringLiteral(
             "curl -X POST %1 -H \"Authorization: Bearer %2\" \\\n"
             "  -H \"Content-Type: application/json\" -d %3")
      .arg(call(address), token.isEmpty() ? QStringLiteral("$TOKEN") : token, event);
}

}  // namespace

QString snippetEvent() {
  return QStringLiteral(
      R"({"type":"lead.captured","chatbotId":"my-chatbot","conversationId":"conv-1",)"
      R"("data":{"email":"ana@example.com","name":"Ana Ruiz","source":"Pricing","conversationSummary":"Asked for a quote"}})");
}

QString curlSnippet(const QString& address, const QString& token) { return curl(address, token, models::shellWord(snippetEvent())); }

QString shownCurl(const QString& address) { return curl(address, {}, QStringLiteral("'{\"type\":\"lead.captured\", …}'")); }

QString nodeSnippet(const QString& address) {
  return QStringLiteral(
             "const answer = await fetch(\"%1\", {\n"
             "  method: \"POST\",\n"
             "  headers: { Authorization: `Bearer ${process.env.TOKEN}`, \"Content-Type\": \"application/json\" },\n"
             "  body: JSON.stringify(%2),\n"
             "});\n"
             "console.log(answer.status, await answer.text());\n")
      .arg(call(address), snippetEvent());
}

QString pythonSnippet(const QString& address) {
  return QStringLiteral(
             "import json, os, urllib.request\n"
             "\n"
             "event = %2\n"
             "request = urllib.request.Request(\n"
             "    \"%1\",\n"
             "    data=json.dumps(event).encode(),\n"
             "    headers={\"Authorization\": \"Bearer \" + os.environ[\"TOKEN\"], \"Content-Type\": \"application/json\"},\n"
             ")\n"
             "with urllib.request.urlopen(request) as answer:\n"
             "    print(answer.status, answer.read().decode())\n")
      .arg(call(address), snippetEvent());
}

}  // namespace hookline::overview_page
