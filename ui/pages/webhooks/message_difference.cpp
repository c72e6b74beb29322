#include "webhooks_page/message_difference.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>

#include "models/delivery_words.h"

namespace hookline::webhooks_page {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("MessageDifference", text); }

using models::plain;

QString shown(const std::string& text) { return text.empty() ? tr("(nothing)") : plain(text); }

QString linesOf(const std::vector<model::Message::Field>& fields) {
  QStringList lines;
  for (const auto& field : fields) lines << QStringLiteral("%1: %2").arg(plain(field.name), plain(field.value));
  return lines.isEmpty() ? tr("(nothing)") : lines.join(QLatin1Char('\n'));
}

QString linesOf(const std::vector<model::Message::Link>& links) {
  QStringList lines;
  for (const auto& link : links) lines << QStringLiteral("%1: %2").arg(plain(link.text), plain(link.url));
  return lines.isEmpty() ? tr("(nothing)") : lines.join(QLatin1Char('\n'));
}

}  // namespace

QString partWord(const std::string& part) {
  if (part == "title") return tr("Title");
  if (part == "text") return tr("Text");
  if (part == "fields") return tr("Fields");
  if (part == "quote") return tr("Quote");
  if (part == "links") return tr("Links");
  if (part == "color") return tr("Colour");
  if (part == "mention") return tr("Mention");
  return plain(part);
}

std::vector<MessageDifference> differencesOf(const model::Message& builtIn, const model::Message& own) {
  std::vector<MessageDifference> found;
  const auto compare = [&](const char* part, const auto& theirs, const auto& ours, const auto& write) {
    if (theirs != ours) found.push_back({partWord(part), write(theirs), write(ours)});
  };
  const auto text = [](const std::string& one) { return shown(one); };
  const auto lines = [](const auto& many) { return linesOf(many); };
  compare("title", builtIn.title, own.title, text);
  compare("text", builtIn.text, own.text, text);
  compare("fields", builtIn.fields, own.fields, lines);
  compare("quote", builtIn.quote, own.quote, text);
  compare("links", builtIn.links, own.links, lines);
  compare("color", builtIn.color, own.color, text);
  compare("mention", builtIn.mention, own.mention, text);
  return found;
}

}  // namespace hookline::webhooks_page
