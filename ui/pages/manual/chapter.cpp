#include "manual_page/chapter.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>

#include "manual_page/field_words.h"
#include "manual_page/foreign_text.h"

namespace hookline::manual_page {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("ManualChapter", text); }

/// Puts paragraphs one after another, until there are kMaxChapter characters of them.
class Writer {
 public:
  explicit Writer(Chapter& chapter) : chapter_(chapter) {}

  bool full() const { return full_; }
  void add(Shape shape, std::vector<Run> runs) {
    if (full_) return;
    for (const auto& run : runs) size_ += run.text.size();
    full_ = size_ > kMaxChapter;
    if (full_)
      chapter_.paragraphs.push_back({Shape::kText, {{tr("The core says more of this than fits into a manual; the rest is left out.")}}});
    else
      chapter_.paragraphs.push_back({shape, std::move(runs)});
  }
  void text(Shape shape, const QString& text, Face face = Face::kPlain) {
    if (!text.isEmpty()) add(shape, {{text, face}});
  }

 private:
  Chapter& chapter_;
  qsizetype size_ = 0;
  bool full_ = false;
};

bool hasAny(const client::Integration& integration, bool (*is)(const client::SettingField&)) {
  return std::any_of(integration.fields.begin(), integration.fields.end(), is);
}

void addField(Writer& out, const client::SettingField& field) {
  out.add(Shape::kItem,
          {{oneLine(field.label), Face::kStrong}, {QStringLiteral("  ") + marksOf(field).join(QStringLiteral(" · ")), Face::kQuiet}});
  out.text(Shape::kUnder, oneLine(field.help));
  out.text(Shape::kUnder, takesOf(field), Face::kQuiet);
  if (!field.placeholder.empty()) out.add(Shape::kUnder, {{tr("Such as "), Face::kQuiet}, {oneLine(field.placeholder), Face::kCode}});
}

void addSetUp(Writer& out, const client::Integration& integration) {
  out.text(Shape::kHeading, tr("How to set it up"));
  out.text(Shape::kText,
           tr("Open Webhooks (Ctrl+4), press “New webhook” and choose “%1”. Then it asks for this:").arg(oneLine(integration.title)));
  QStringList marks;
  if (hasAny(integration, [](const auto& field) { return field.required; }))
    marks << tr("What is required has to be there before it can be saved.");
  if (hasAny(integration, [](const auto& field) { return field.kind == model::SettingKind::kSecret; }))
    marks << tr("What is kept secret is stored encrypted and never shown again in full; to change it, give it anew.");
  if (hasAny(integration, [](const auto& field) { return field.advanced; }))
    marks << tr("What is advanced stands under “Show advanced settings”, and can be left as it is.");
  out.text(Shape::kText, marks.join(QLatin1Char(' ')));
  for (const auto& field : integration.fields) {
    if (out.full()) return;
    addField(out, field);
  }
}

void addActions(Writer& out, const client::Integration& integration, bool byDefault, const QString& intro) {
  const bool any = std::any_of(integration.events.begin(), integration.events.end(),
                               [byDefault](const auto& event) { return event.byDefault == byDefault; });
  if (any) out.text(Shape::kText, intro);
  for (const auto& event : integration.events) {
    if (out.full()) return;
    if (event.byDefault != byDefault) continue;
    out.add(Shape::kItem, {{oneLine(event.type), Face::kCode}});
    out.text(Shape::kUnder, oneLine(event.action));
  }
}

void addEvents(Writer& out, const client::Integration& integration) {
  out.text(Shape::kHeading, tr("What it makes of events"));
  if (integration.events.empty()) out.text(Shape::kText, tr("It sends every event that the webhook takes, as it is."));
  addActions(out, integration, true,
             tr("On by default: as soon as the webhook takes the type, by its name, by a group such as lead.* or by a star."));
  addActions(out, integration, false, tr("Only when asked for: the webhook has to name the type itself. Tick it in the editor."));
  if (integration.messages)
    out.text(Shape::kText, tr("What a message says can be changed for each type of events, under “Message” in the editor. Where many "
                              "come at once, “At most one message in” makes one of them, with their number and what each says."));
}

void addLimits(Writer& out, const client::Integration& integration) {
  if (integration.limits.empty()) return;
  out.text(Shape::kHeading, tr("What the service takes at most"));
  for (const auto& limit : integration.limits) {
    if (out.full()) return;
    out.add(Shape::kItem, {{oneLine(limit.what), Face::kStrong}, {QStringLiteral("  ") + oneLine(limit.value)}});
  }
}

void addTroubles(Writer& out) {
  out.text(Shape::kHeading, tr("When something is refused"));
  out.text(Shape::kText, tr("A setting that does not fit is marked beside its field, with what it must be; nothing is saved until it is "
                            "mended. Whether the other side takes the settings shows “Send test”, which sends once and needs no saving."));
  out.text(Shape::kText, tr("An event that is refused for what it says becomes a dead letter (Ctrl+3), with the cause and what helps. Mend "
                            "that, then retry it there."));
  out.text(Shape::kText, tr("When the credentials are refused, or the address is known no more, the webhook is put on hold: at once when "
                            "the answer leaves no doubt, else after several such answers in a row. The editor then says why. New events "
                            "are still taken and wait; mend the settings, save, and press “Resume”, and what waits is sent. What waits "
                            "longer than “Hold back at most” becomes a dead letter."));
}

void addTry(Writer& out, const client::Integration& integration) {
  out.text(Shape::kHeading, tr("How to try it"));
  if (client::canUseStandIn(integration))
    out.text(Shape::kText,
             tr("Without an account: press “Try it on stand-ins” in the editor. A stand-in is a local copy of the service on the "
                "core's own computer; its address and credentials are filled in, and nothing leaves that computer. Save, "
                "then send a test, or an event from the Simulator (Ctrl+5): what arrived stands beside the form. To lead "
                "it to the service, give your own values and empty the advanced setting that names another host."));
  else
    out.text(Shape::kText,
             tr("It needs no stand-in: send it to a receiver of your own. As long as there is no webhook, “Try it now” on the "
                "Overview (Ctrl+1) starts one on the core's computer; the command “hooklined receive” is another one."));
}

}  // namespace

QString idOf(model::WebhookKind kind) {
  const auto word = model::toText(kind);
  return QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
}

Chapter chapterOf(const client::Integration& integration) {
  Chapter chapter;
  chapter.id = idOf(integration.kind);
  chapter.title = oneLine(integration.title);
  Writer out(chapter);
  out.text(Shape::kTitle, chapter.title);
  out.text(Shape::kText, oneLine(integration.summary));
  addSetUp(out, integration);
  addEvents(out, integration);
  addLimits(out, integration);
  addTroubles(out);
  addTry(out, integration);
  return chapter;
}

std::vector<Chapter> chaptersOf(const std::vector<client::Integration>& integrations) {
  std::vector<Chapter> chapters;
  for (const auto& integration : integrations) {
    if (chapters.size() == kMaxChapters) break;
    chapters.push_back(chapterOf(integration));
  }
  return chapters;
}

QString lineOf(const Paragraph& paragraph) {
  QString line;
  for (const auto& run : paragraph.runs) line += run.text;
  return line;
}

QString textOf(const Chapter& chapter) {
  QStringList lines;
  for (const auto& paragraph : chapter.paragraphs) lines << lineOf(paragraph);
  return lines.join(QLatin1Char('\n'));
}

}  // namespace hookline::manual_page
