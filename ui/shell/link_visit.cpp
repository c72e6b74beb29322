#include "shell/link_visit.h"

#include <QPointer>
#include <QWidget>

#include "models/delivery_words.h"
#include "shell/dialog_prompter.h"

namespace hookline::shell {

LinkVisit::LinkVisit(ConnectLink link, const ConnectionChoice& at, const WindowOptions& options, QWidget& window)
    : QObject(&window),
      link_(std::move(link)),
      pinned_(at.pinnedSha256),
      options_(options),
      window_(window),
      prompter_(options.prompter ? options.prompter(at) : std::make_unique<DialogPrompter>(at)) {
  setObjectName(QStringLiteral("linkVisit"));
}

void LinkVisit::begin() {
  prompter_->ask(&window_, connectQuestion(link_, pinned_, bool(options_.keyRing.keep)), [visit = QPointer<LinkVisit>(this)](bool yes) {
    if (!visit) return;
    yes ? visit->exchange() : visit->deleteLater();
  });
}

void LinkVisit::exchange() {
  client_ = std::make_unique<client::Client>(options_.introduce(link_.address, link_.pin));
  client_->useConnectCode(this, link_.code.toStdString(), [this](base::Result<client::LinkedToken> token) {
    token ? emit connected(link_, *token) : refused(token.error());
    deleteLater();
  });
}

void LinkVisit::refused(const base::Error& error) {
  auto why = models::plain(error.message);
  if (error.outcomeUnknown)
    why += QLatin1Char(' ') +
           tr("It is not known whether the link was used by this. Try it once more, and ask for a new one if it is refused.");
  prompter_->tell(&window_, tr("The connect link could not be used"), why);
}

}  // namespace hookline::shell
