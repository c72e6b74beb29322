#include "schema_form/event_text.h"

#include <QCoreApplication>
#include <nlohmann/json.hpp>

namespace hookline::schema_form {
namespace {

using Json = nlohmann::ordered_json;

struct EventWords {
  Q_DECLARE_TR_FUNCTIONS(EventText)
};

/// The parser's own words are for programmers; what is wrong is one of few things.
QString reasonOf(const std::string& what) {
  const auto has = [&what](const char* part) { return what.find(part) != std::string::npos; };
  if (has("unexpected end of input")) return EventWords::tr("the text ends too early; a bracket, a brace or a quote is not closed.");
  if (has("missing closing quote")) return EventWords::tr("a text is not closed with a double quote on its line.");
  if (has("invalid string"))
    return EventWords::tr("this character cannot stand in a text like this; write it as an escape such as \\n or \\\\.");
  if (has("invalid number")) return EventWords::tr("this is no number that JSON knows.");
  if (has("unexpected string literal")) return EventWords::tr("a comma or a colon is missing before this text.");
  if (has("unexpected '}'") || has("unexpected ']'"))
    return EventWords::tr("something is missing before this bracket, or one comma too many stands before it.");
  if (has("unexpected ','")) return EventWords::tr("a value is missing before this comma.");
  if (has("invalid literal")) return EventWords::tr("JSON does not know this word; text stands in double quotes.");
  if (has("expected end of input")) return EventWords::tr("something follows after the end of the object.");
  return EventWords::tr("this cannot stand here in JSON.");
}

TextProblem at(const QByteArray& utf8, std::size_t byte, const QString& reason) {
  TextProblem problem;
  const auto end = static_cast<qsizetype>(std::min<std::size_t>(byte, static_cast<std::size_t>(utf8.size())));
  const auto before = QString::fromUtf8(utf8.left(end));
  problem.position = static_cast<int>(before.size());
  problem.line = static_cast<int>(before.count(QLatin1Char('\n'))) + 1;
  problem.column = static_cast<int>(before.size() - before.lastIndexOf(QLatin1Char('\n')));
  problem.sentence = EventWords::tr("Line %1, column %2: %3").arg(problem.line).arg(problem.column).arg(reason);
  return problem;
}

QString textOf(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? QString::fromStdString(found->get<std::string>()) : QString();
}

}  // namespace

std::optional<TextProblem> problemOf(const QString& text) {
  const auto utf8 = text.toUtf8();
  try {
    const auto json = Json::parse(utf8.begin(), utf8.end());
    if (json.is_object()) return std::nullopt;
    return at(utf8, 0, EventWords::tr("an event is an object: it begins with { and ends with }."));
  } catch (const Json::parse_error& error) {
    // The position is that of the last byte read, counted from 1.
    return at(utf8, error.byte > 0 ? error.byte - 1 : 0, reasonOf(error.what()));
  } catch (const Json::exception&) {
    return at(utf8, 0, EventWords::tr("a number is too large for JSON."));
  }
}

EventFacts factsOf(const QString& text) {
  const auto json = Json::parse(text.toStdString(), nullptr, false);
  if (!json.is_object()) return {};
  return {textOf(json, "id"), textOf(json, "type"), textOf(json, "chatbotId"), textOf(json, "conversationId")};
}

std::optional<std::string> variantOf(const QString& text, const QString& conversationId, const QString& id) {
  auto json = Json::parse(text.toStdString(), nullptr, false);
  if (!json.is_object()) return std::nullopt;
  if (!conversationId.isEmpty()) json["conversationId"] = conversationId.toStdString();
  if (json.contains("id") && !json["id"].is_null()) json["id"] = id.toStdString();
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace hookline::schema_form
