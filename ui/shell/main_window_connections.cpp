// Which cores the window knows: switching between them, new daemons, connect links, certificates.
#include <QClipboard>
#include <QGuiApplication>
#include <QPointer>
#include <QUrl>
#include <algorithm>

#include "models/delivery_words.h"
#include "models/rights.h"
#include "shell/connect_checks.h"
#include "shell/connect_dialog.h"
#include "shell/link_visit.h"
#include "shell/main_window.h"
#include "shell/trust_question.h"

namespace hookline::shell {

const ConnectionChoice* MainWindow::choiceOf(const QString& id) const {
  for (const auto& choice : connections_)
    if (choice.id == id) return &choice;
  return nullptr;
}

/// A daemon of last time whose token is not known is asked for by name: nobody shall take another core for it.
void MainWindow::attachFirst() {
  const auto* wanted = choiceOf(options_.startWith.isEmpty() ? state_.connection() : options_.startWith);
  const auto address = wanted == nullptr || wanted->tokenKnown ? QString() : wanted->tokenFor;
  if (wanted == nullptr || !wanted->tokenKnown)
    wanted = &*std::find_if(connections_.begin(), connections_.end(), [](const auto& one) { return one.tokenKnown; });
  attach(*wanted);
  if (!address.isEmpty())
    QMetaObject::invokeMethod(
        this, [this, address] { askForDaemon(address); }, Qt::QueuedConnection);
}

QList<ConnectionChoice> MainWindow::connections() const { return {connections_.begin(), connections_.end()}; }

QString MainWindow::connectionId() const { return attachment_ ? connection().id : QString(); }

void MainWindow::switchTo(const QString& connectionId) {
  const auto* choice = choiceOf(connectionId);
  if (choice == nullptr) return;
  if (!choice->tokenKnown) return askForDaemon(choice->tokenFor);
  // Queued: what asks for it may be a page, which goes with the old core.
  leaveCurrent([this, choice = *choice] {
    QMetaObject::invokeMethod(
        this, [this, choice] { attach(choice); }, Qt::QueuedConnection);
  });
}

void MainWindow::connectToDaemon() { askForDaemon({}); }

void MainWindow::askForDaemon(const QString& address) {
  if (!options_.addDaemon) return;
  auto* dialog = new ConnectDialog(address, canOpenConnectLinks() && address.isEmpty(), this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &ConnectDialog::connectWanted, this, [this](const QString& url, const QString& token) { addDaemon(url, token, {}); });
  connect(dialog, &ConnectDialog::linkWanted, this, &MainWindow::openConnectLink);
  dialog->open();
}

/// The same address again is another token for it.
void MainWindow::addDaemon(const QString& url, const QString& token, const QString& pin) {
  const auto added = options_.addDaemon(url, token);
  const auto known = std::find_if(connections_.begin(), connections_.end(), [&added](const auto& one) { return one.id == added.id; });
  if (known == connections_.end())
    connections_.push_back(added);
  else
    *known = added;
  if (!pin.isEmpty() && options_.trust) trust(added.id, pin);
  tellSettings();
  switchTo(added.id);
}

void MainWindow::forget(const QString& connectionId) {
  const auto* choice = choiceOf(connectionId);
  if (choice == nullptr || !choice->mayBeForgotten || connectionId == connection().id || !options_.forget) return;
  options_.forget(connectionId);
  std::erase_if(connections_, [&connectionId](const auto& one) { return one.id == connectionId; });
  tellSettings();
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
  ConnectionChoice at{{}, QUrl(link->address).authority(QUrl::FullyEncoded), {}, ConnectionColour::kBlue, false};
  for (const auto& known : connections_)
    if (!known.tokenFor.isEmpty() && daemonKey(known.tokenFor) == daemonKey(link->address)) at = known;
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
  addDaemon(link.address, models::plain(token.text), link.pin);
  toast(tr("Connected as %1 (%2).").arg(models::plain(token.name), models::roleWord(token.role)));
}

}  // namespace hookline::shell
