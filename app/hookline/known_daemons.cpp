#include "hookline/known_daemons.h"

#include <QCoreApplication>
#include <QSettings>
#include <QUrl>
#include <algorithm>
#include <array>

#include "shell/connect_checks.h"

namespace hookline::desktop {
namespace {

using shell::ConnectionColour;

/// Green is this computer. The place in here is what the settings hold.
constexpr std::array kColours = {ConnectionColour::kBlue, ConnectionColour::kViolet, ConnectionColour::kOrange, ConnectionColour::kRed};

const QString kList = QStringLiteral("daemons");
const QString kUrl = QStringLiteral("url");
const QString kPin = QStringLiteral("certificateSha256");
const QString kColour = QStringLiteral("colour");

QString tr(const char* text) { return QCoreApplication::translate("KnownDaemons", text); }

QString idOf(const std::string& url) { return QStringLiteral("daemon ") + shell::daemonKey(QString::fromStdString(url)); }

}  // namespace

KnownDaemons::KnownDaemons(QSettings& settings) : settings_(settings) {
  const int count = settings_.beginReadArray(kList);
  for (int n = 0; n < count; ++n) {
    settings_.setArrayIndex(n);
    const auto url = settings_.value(kUrl).toString().toStdString();
    const auto colour = static_cast<std::size_t>(settings_.value(kColour).toUInt());
    if (url.empty()) continue;
    byId_[idOf(url)] = {{url, {}, settings_.value(kPin).toString().toStdString()}, kColours[colour % kColours.size()]};
  }
  settings_.endArray();
}

std::vector<shell::ConnectionChoice> KnownDaemons::choices() const {
  std::vector<shell::ConnectionChoice> all;
  for (const auto& [id, entry] : byId_) all.push_back(choiceOf(id));
  return all;
}

shell::ConnectionChoice KnownDaemons::add(const std::string& url, const std::string& token) {
  const auto id = idOf(url);
  if (!byId_.contains(id)) {
    byId_[id] = {{url, {}}, freeColour()};
    keep();
  }
  byId_[id].daemon.token = token;
  return choiceOf(id);
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
  const auto name = QUrl(url).authority(QUrl::FullyEncoded);
  shell::ConnectionChoice choice{id, name.isEmpty() ? url : name, tr("daemon at %1").arg(url), entry.colour, false};
  choice.mayBeForgotten = true;
  choice.tokenFor = url;
  choice.tokenKnown = !entry.daemon.token.empty();
  choice.pinnedSha256 = QString::fromStdString(entry.daemon.pinnedSha256);
  return choice;
}

/// One that no other has, as long as there are any.
ConnectionColour KnownDaemons::freeColour() const {
  const auto* const free = std::find_if(kColours.begin(), kColours.end(), [this](ConnectionColour colour) {
    return std::none_of(byId_.begin(), byId_.end(), [colour](const auto& known) { return known.second.colour == colour; });
  });
  return free != kColours.end() ? *free : kColours[byId_.size() % kColours.size()];
}

void KnownDaemons::keep() {
  settings_.remove(kList);
  settings_.beginWriteArray(kList, static_cast<int>(byId_.size()));
  int n = 0;
  for (const auto& [id, entry] : byId_) {
    settings_.setArrayIndex(n++);
    settings_.setValue(kUrl, QString::fromStdString(entry.daemon.url));
    settings_.setValue(kPin, QString::fromStdString(entry.daemon.pinnedSha256));
    settings_.setValue(kColour, static_cast<uint>(std::find(kColours.begin(), kColours.end(), entry.colour) - kColours.begin()));
  }
  settings_.endArray();
}

}  // namespace hookline::desktop
