#include "simulator_page/send_gate.h"

#include <QLocale>
#include <QWidget>
#include <algorithm>

namespace hookline::simulator_page {
namespace {

/// What the core says of an event that it would not take: its sentence and each field.
QString wordsOf(const base::Error& error) {
  auto words = QString::fromStdString(error.message);
  for (const auto& one : error.details)
    words += QStringLiteral("\n%1 %2").arg(QString::fromStdString(one.path), QString::fromStdString(one.message));
  return words;
}

}  // namespace

SendGate::SendGate(client::Client& client, shell::Prompter& prompter, QWidget* owner, QString connection)
    : QObject(owner), client_(client), prompter_(prompter), owner_(owner), connection_(std::move(connection)) {}

void SendGate::look(const QString& text, Then then) {
  client_.webhooks(this, [this, text, then = std::move(then)](base::Result<std::vector<client::WebhookView>> webhooks) {
    if (!webhooks) return then({false, wordsOf(webhooks.error()), {}});
    client_.explainEvent(this, text.toStdString(),
                         [then, webhooks = std::move(*webhooks)](base::Result<client::EventExplanation> explained) {
                           if (!explained) return then({false, wordsOf(explained.error()), {}});
                           then({true, {}, reachOf(*explained, webhooks)});
                         });
  });
}

void SendGate::pass(const QString& text, std::uint64_t count, Then then) {
  look(text, [this, count, then = std::move(then)](const Verdict& seen) {
    if (!seen.open || (count <= kManyEvents && agreedTo(seen.reach))) return then(seen);
    ask(seen.reach, count, then);
  });
}

bool SendGate::agreedTo(const Reach& reach) const {
  return std::all_of(reach.targets.begin(), reach.targets.end(),
                     [this](const Target& one) { return one.safety != Safety::kReal || agreed_.contains(one.id); });
}

void SendGate::ask(const Reach& reach, std::uint64_t count, Then then) {
  const auto real = reach.real();
  const auto events = count == 1 ? tr("1 event") : tr("%1 events").arg(QLocale().toString(static_cast<qulonglong>(count)));
  shell::Question question;
  if (real.empty()) {
    question.title = tr("Send %1?").arg(events);
    question.text = tr("They go to safe targets only, but they are many: the core keeps each of them.");
  } else {
    question.title = real.size() == 1 ? tr("Send to a real service?") : tr("Send to %1 real services?").arg(real.size());
    question.text = tr("%1 would go to %2. Those are neither on this machine nor marked as test: people or other systems will see made-up "
                       "data.\n\nTo keep an event away from them, switch the webhooks off or mark them as test.")
                        .arg(events, namesOf(real));
    question.dangerous = true;
  }
  question.text += QStringLiteral("\n\n") +
                   (connection_.isEmpty() ? tr("On the core that this window shows.") : tr("On the connection \"%1\".").arg(connection_));
  question.confirm = tr("Send %1").arg(events);
  prompter_.ask(owner_, question, [this, real, reach, then = std::move(then)](bool yes) {
    if (yes)
      for (const auto& one : real) agreed_.insert(one.id);
    then({yes, {}, reach});
  });
}

}  // namespace hookline::simulator_page
