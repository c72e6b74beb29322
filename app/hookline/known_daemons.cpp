#include "hookline/known_daemons.h"

#include <QCoreApplication>
#include <QSettings>
#include <algorithm>
#include <array>

#include "shell/connect_checks.h"

namespace hookline::desktop {
namespace {

/// The place in here is what the settings hold.
constexpr auto& kColours = shell::kConnectionColours;
/// In the order of shell::kEnvironments.
constexpr std::array kEnvironmentWords = {"", "development", "staging", "production"};

const QString kList = QStringLiteral("daemons");
const QString kUrl = QStringLiteral("url");
const QString kPin = QStringLiteral("certificateSha256");
const QString kColour = QStringLiteral("colour");
const QString kName = QStringLiteral("name");
const QString kEnvironment = QStringLiteral("environment");
const QString kInKeyRing = QStringLiteral("tokenInKeyRing");

QString tr(const char* text) { return QCoreApplication::translate("KnownDaemons", text); }

QString idOf(const std::string& url) { return QStringLiteral("daemon ") + shell::daemonKey(QString::fromStdString(url)); }

}  // namespace

KnownDaemons::KnownDaemons(QSettings& settings) : settings_(settings) {
  const int count = settings_.beginReadArray(kList);
  for (int n = 0; n < count; ++n) {
    settings_.setArrayIndex(n);
    auto entry = read(settings_);
    if (!entry.daemon.url.empty()) byId_[idOf(entry.daemon.url)] = std::move(entry);
  }
  settings_.endArray();
}

/// What cannot be read is as it is for a new one.
KnownDaemons::Entry KnownDaemons::read(const QSettings& settings) {
  Entry entry;
  entry.daemon.url = settings.value(kUrl).toString().toStdString();
  entry.daemon.pinnedSha256 = settings.value(kPin).toString().toStdString();
  entry.label.name = shell::cleanName(settings.value(kName).toString());
  if (const auto colour = settings.value(kColour).toUInt(); colour < kColours.size()) entry.label.colour = kColours[colour];
  const auto word = std::find(kEnvironmentWords.begin(), kEnvironmentWords.end(), settings.value(kEnvironment).toString());
  if (word != kEnvironmentWords.end())
    entry.label.environment = shell::kEnvironments[static_cast<std::size_t>(word - kEnvironmentWords.begin())];
  entry.inKeyRing = settings.value(kInKeyRing).toBool();
  return entry;
}

std::vector<shell::ConnectionChoice> KnownDaemons::choices() const {
  std::vector<shell::ConnectionChoice> all;
  for (const auto& [id, entry] : byId_) all.push_back(choiceOf(id));
  return all;
}

shell::ConnectionChoice KnownDaemons::add(const std::string& url, const std::string& token,
                                          const std::optional<shell::ConnectionLabel>& label) {
  const auto id = idOf(url);
  if (!byId_.contains(id)) {
    const auto colour = shell::freeColour(choices());
    byId_[id] = {{url, {}}, {{}, colour}};
    keep();
  }
  byId_[id].daemon.token = token;
  return label ? this->label(id, *label) : choiceOf(id);
}

shell::ConnectionChoice KnownDaemons::label(const QString& id, const shell::ConnectionLabel& label) {
  byId_.at(id).label = label;
  keep();
  return choiceOf(id);
}

void KnownDaemons::setInKeyRing(const QString& id, bool maybe) {
  byId_.at(id).inKeyRing = maybe;
  keep();
}

void KnownDaemons::trust(const QString& id, const QString& sha256) {
  byId_.at(id).daemon.pinnedSha256 = sha256.toStdString();
  keep();
}

void KnownDaemons::forget(const QString& id) {
  byId_.erase(id);
  keep();
}

shell::ConnectionChoice KnownDaemons::choiceOf(const QString& id) const {
  const auto& entry = byId_.at(id);
  const auto url = QString::fromStdString(entry.daemon.url);
  const auto& [name, colour, environment] = entry.label;
  shell::ConnectionChoice choice{id, name.isEmpty() ? shell::hostOf(url) : name, tr("daemon at %1").arg(url), colour, false};
  choice.saved = true;
  choice.tokenFor = url;
  choice.tokenKnown = !entry.daemon.token.empty();
  choice.environment = environment;
  choice.pinnedSha256 = QString::fromStdString(entry.daemon.pinnedSha256);
  return choice;
}

void KnownDaemons::keep() {
  settings_.remove(kList);
  settings_.beginWriteArray(kList, static_cast<int>(byId_.size()));
  int n = 0;
  for (const auto& [id, entry] : byId_) {
    settings_.setArrayIndex(n++);
    settings_.setValue(kUrl, QString::fromStdString(entry.daemon.url));
    settings_.setValue(kPin, QString::fromStdString(entry.daemon.pinnedSha256));
    settings_.setValue(kColour, static_cast<uint>(std::find(kColours.begin(), kColours.end(), entry.label.colour) - kColours.begin()));
    settings_.setValue(kName, entry.label.name);
    const auto environment = std::find(shell::kEnvironments.begin(), shell::kEnvironments.end(), entry.label.environment);
    settings_.setValue(kEnvironment,
                       QLatin1String(kEnvironmentWords.at(static_cast<std::size_t>(environment - shell::kEnvironments.begin()))));
    settings_.setValue(kInKeyRing, entry.inKeyRing);
  }
  settings_.endArray();
}

}  // namespace hookline::desktop
