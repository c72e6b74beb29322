#include "simulator_page/reach.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QLocale>
#include <QUrl>
#include <algorithm>

namespace hookline::simulator_page {
namespace {

struct ReachText {
  Q_DECLARE_TR_FUNCTIONS(Reach)
};

constexpr std::size_t kNamed = 5;

QString hostOf(const std::string& url) { return QUrl(QString::fromStdString(url), QUrl::StrictMode).host().toLower(); }

bool isLoopback(const QString& host) {
  if (host == QLatin1String("localhost") || host.endsWith(QLatin1String(".localhost"))) return true;
  const QHostAddress address(host);
  return !address.isNull() && address.isLoopback();
}

}  // namespace

Safety safetyOf(const model::Webhook& webhook) {
  if (isLoopback(hostOf(webhook.url))) return Safety::kLoopback;
  return webhook.test ? Safety::kTest : Safety::kReal;
}

std::vector<Target> Reach::real() const {
  std::vector<Target> found;
  std::copy_if(targets.begin(), targets.end(), std::back_inserter(found), [](const Target& one) { return one.safety == Safety::kReal; });
  return found;
}

Reach reachOf(const client::EventExplanation& explanation, const std::vector<client::WebhookView>& webhooks) {
  Reach reach;
  for (const auto& [id, name] : explanation.deliveries) {
    Target target{id, QString::fromStdString(name), {}, Safety::kReal};
    const auto known = std::find_if(webhooks.begin(), webhooks.end(), [id = id](const auto& one) { return one.webhook.id == id; });
    if (known != webhooks.end()) {
      target.host = hostOf(known->webhook.url);
      target.safety = safetyOf(known->webhook);
    }
    reach.targets.push_back(std::move(target));
  }
  for (const auto& one : explanation.unmatched) {
    const auto name = one.webhookName.empty() ? one.webhookId.text() : one.webhookName;
    reach.unmatched.push_back({QString::fromStdString(name), QString::fromStdString(one.reason)});
  }
  return reach;
}

QString sendLabel(const Reach& reach) {
  const auto real = reach.real().size();
  const auto safe = reach.safeCount();
  if (real > 0 && safe > 0)
    return real == 1 ? ReachText::tr("Also sends to 1 real service") : ReachText::tr("Also sends to %1 real services").arg(real);
  if (real > 0) return real == 1 ? ReachText::tr("Sends to 1 real service") : ReachText::tr("Sends to %1 real services").arg(real);
  if (safe > 0) return safe == 1 ? ReachText::tr("Send to 1 safe target") : ReachText::tr("Send to %1 safe targets").arg(safe);
  return ReachText::tr("Send: no webhook takes it");
}

QString safetyWord(Safety safety) {
  switch (safety) {
    case Safety::kLoopback:
      return ReachText::tr("Safe: this machine");
    case Safety::kTest:
      return ReachText::tr("Safe: marked as test");
    case Safety::kReal:
      break;
  }
  return ReachText::tr("Real service");
}

QString namesOf(const std::vector<Target>& targets) {
  QStringList names;
  for (const auto& one : targets) {
    if (names.size() == static_cast<qsizetype>(kNamed)) break;
    names << (one.host.isEmpty() ? one.name : ReachText::tr("%1 (%2)").arg(one.name, one.host));
  }
  const auto list = names.join(QStringLiteral(", "));
  return targets.size() > kNamed ? ReachText::tr("%1 and %2 more").arg(list, QLocale().toString(qulonglong(targets.size() - kNamed)))
                                 : list;
}

}  // namespace hookline::simulator_page
