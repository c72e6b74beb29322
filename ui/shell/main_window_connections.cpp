// Which cores the window knows: switching between them, new daemons and what they are called, their tokens, connect links, certificates.
#include <QClipboard>
#include <QGuiApplication>
#include <QPointer>
#include <algorithm>

#include "models/delivery_words.h"
#include "models/rights.h"
#include "shell/connect_checks.h"
#include "shell/connect_dialog.h"
#include "shell/edit_connection_dialog.h"
#include "shell/link_visit.h"
#include "shell/main_window.h"
#include "shell/trust_question.h"

namespace hookline::shell {

const ConnectionChoice* MainWindow::choiceOf(const QString& id) const {
  for (const auto& choice : connections_)
    if (choice.id == id) return &choice;
  return nullptr;
}

/// A daemon of last time whose token is not known here nor in the key ring is asked for by name: nobody shall take another core for it.
void MainWindow::attachFirst() {
  const auto* wanted = choiceOf(options_.startWith.isEmpty() ? state_.connection() : options_.startWith);
  const auto missing = wanted == nullptr || wanted->tokenKnown ? QString() : wanted->id;
  if (wanted == nullptr || !wanted->tokenKnown)
    wanted = &*std::find_if(connections_.begin(), connections_.end(), [](const auto& one) { return one.tokenKnown; });
  attach(*wanted);
  if (!missing.isEmpty())
    QMetaObject::invokeMethod(
        this, [this, missing] { lookForToken(missing); }, Qt::QueuedConnection);
}

QList<ConnectionChoice> MainWindow::connections() const {
  QList<ConnectionChoice> all;
  for (const auto& choice : connections_) all << toldApart(choice, connections_);
  return all;
}

QString MainWindow::connectionId() const { return attachment_ ? connection().id : QString(); }

void MainWindow::switchTo(const QString& connectionId) {
  const auto* choice = choiceOf(connectionId);
  if (choice == nullptr) return;
  if (!choice->tokenKnown) return lookForToken(choice->id);
  // Queued: what asks for it may be a page, which goes with the old core.
  leaveCurrent([this, choice = *choice] {
    QMetaObject::invokeMethod(
        this, [this, choice] { attach(choice); }, Qt::QueuedConnection);
  });
}

/// Where nobody has to type it; who has none there is asked. Another wish meanwhile is the one that counts.
void MainWindow::lookForToken(const QString& id) {
  const auto* choice = choiceOf(id);
  if (choice == nullptr) return;
  if (!options_.keyRing.find) return askForDaemon(choice->tokenFor);
  lookedFor_ = id;
  options_.keyRing.find(id, [window = QPointer<MainWindow>(this), id](const QString& why) {
    if (window) window->tokenLookedFor(id, why.isEmpty());
  });
}

void MainWindow::tokenLookedFor(const QString& id, bool found) {
  if (lookedFor_ != id) return;
  lookedFor_.clear();
  for (auto& choice : connections_) {
    if (choice.id != id) continue;
    if (!found) return askForDaemon(choice.tokenFor);
    choice.tokenKnown = true;
    fromKeyRing_ = id;
    return switchTo(id);
  }
}

/// What nobody typed just now may have been revoked long ago: it is asked for again once, without a button to be found first.
void MainWindow::askAgainIfRefused(const client::ChannelState& state) {
  if (state.kind != client::ChannelState::Kind::kRefused || state.certificate || fromKeyRing_ != connection().id) return;
  fromKeyRing_.clear();
  askForDaemon(connection().tokenFor);
}

void MainWindow::connectToDaemon() { askForDaemon({}); }

void MainWindow::askForDaemon(const QString& address) {
  if (!options_.addDaemon) return;
  auto* dialog = new ConnectDialog({address, canOpenConnectLinks() && address.isEmpty(), connections_, options_.keyRing.ask}, this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &ConnectDialog::connectWanted, this, [this](const NewDaemon& daemon, bool remember) { addDaemon(daemon, {}, remember); });
  connect(dialog, &ConnectDialog::linkWanted, this, &MainWindow::openConnectLink);
  dialog->open();
}

/// The same address again is another token for it.
void MainWindow::addDaemon(const NewDaemon& daemon, const QString& pin, bool remember) {
  const auto added = options_.addDaemon(daemon);
  const auto known = std::find_if(connections_.begin(), connections_.end(), [&added](const auto& one) { return one.id == added.id; });
  if (known == connections_.end())
    connections_.push_back(added);
  else
    *known = added;
  if (!pin.isEmpty() && options_.trust) trust(added.id, pin);
  fromKeyRing_.clear();
  if (remember && options_.keyRing.keep)
    options_.keyRing.keep(added.id, orSay(tr("The token is kept until Hookline closes. %1")));
  else if (options_.keyRing.remove)
    options_.keyRing.remove(added.id, orSay(tr("The token of before may still be in the key ring. %1")));
  tellSettings();
  switchTo(added.id);
}

/// `sentence` holds a %1, for why not.
KeyRingDoors::Then MainWindow::orSay(const QString& sentence) {
  return [window = QPointer<MainWindow>(this), sentence](const QString& why) {
    if (window && !why.isEmpty()) window->toast(sentence.arg(why));
  };
}

void MainWindow::editConnection(const QString& connectionId) {
  const auto* choice = choiceOf(connectionId);
  if (choice == nullptr || !choice->saved || !options_.label) return;
  auto* dialog = new EditConnectionDialog(*choice, this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &EditConnectionDialog::saved, this, [this, connectionId](const ConnectionLabel& label) {
    for (auto& one : connections_)
      if (one.id == connectionId) one = options_.label(connectionId, label);
    settleNames();
  });
  dialog->open();
}

/// What is in use shows its name and badge everywhere, also in pages that were made with them.
void MainWindow::settleNames() {
  tellSettings();
  const auto* current = choiceOf(connection().id);
  if (current == nullptr) return;
  const auto shown = toldApart(*current, connections_);
  if (shown.name != connection().name || shown.colour != connection().colour || shown.environment != connection().environment)
    switchTo(current->id);
}

void MainWindow::forget(const QString& connectionId) {
  const auto* choice = choiceOf(connectionId);
  if (choice == nullptr || !choice->saved || connectionId == connection().id || !options_.forget) return;
  if (options_.keyRing.remove)
    options_.keyRing.remove(connectionId, orSay(tr("Its token may still be in the key ring: remove “Hookline” there. %1")));
  options_.forget(connectionId);
  std::erase_if(connections_, [&connectionId](const auto& one) { return one.id == connectionId; });
  settleNames();
}

/// What was refused is asked about, and not what is there by the time of the answer.
void MainWindow::askToTrust() {
  const auto certificate = attachment_->client().state().certificate;
  if (!certificate || !options_.trust) return;
  attachment_->prompter().ask(this, trustQuestion(*certificate),
                              [this, certificate, asked = QPointer<Attachment>(attachment_.get())](bool yes) {
                                if (!yes || !asked || asked != attachment_.get()) return;
                                trust(connection().id, QString::fromStdString(certificate->sha256));
                                switchTo(connection().id);
                              });
}

void MainWindow::trust(const QString& id, const QString& sha256) {
  options_.trust(id, sha256);
  for (auto& choice : connections_)
    if (choice.id == id) choice.pinnedSha256 = sha256;
}

void MainWindow::openConnectLink(const QString& text) {
  if (!canOpenConnectLinks()) return;
  auto link = readConnectLink(text);
  if (!link) return attachment_->prompter().tell(this, tr("This connect link cannot be used"), models::plain(link.error().message));
  ConnectionChoice at{{}, hostOf(link->address), {}, freeColour(connections_)};
  for (const auto& known : connections_)
    if (!known.tokenFor.isEmpty() && daemonKey(known.tokenFor) == daemonKey(link->address)) at = toldApart(known, connections_);
  // One that says nothing of a certificate loosens nothing.
  if (link->pin.isEmpty()) link->pin = at.pinnedSha256;
  // It goes by itself, or with the window.
  auto* visit = new LinkVisit(*link, at, options_, *this);
  connect(visit, &LinkVisit::connected, this, &MainWindow::linkUsed);
  visit->begin();
}

void MainWindow::pasteConnectLink() { openConnectLink(QGuiApplication::clipboard()->text()); }

/// The certificate first: the token goes nowhere else from the start.
void MainWindow::linkUsed(const ConnectLink& link, const client::LinkedToken& token) {
  addDaemon({link.address, models::plain(token.text)}, link.pin, true);
  toast(tr("Connected as %1 (%2).").arg(models::plain(token.name), models::roleWord(token.role)));
}

}  // namespace hookline::shell
