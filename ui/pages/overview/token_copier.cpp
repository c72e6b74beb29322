#include "overview_page/token_copier.h"

#include <QClipboard>
#include <QDateTime>
#include <QGuiApplication>

#include "models/delivery_words.h"
#include "overview_page/send_snippets.h"

namespace hookline::overview_page {

TokenCopier::TokenCopier(client::Client& client, QObject* parent) : QObject(parent), client_(client) {}

void TokenCopier::copy(const QString& address) {
  if (busy_ || address.isEmpty()) return;
  address_ = address;
  if (!token_.isEmpty()) return toClipboard();
  const auto now = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss"));
  make(QStringLiteral("chatbot-") + now, true);
}

void TokenCopier::make(const QString& name, bool again) {
  busy_ = true;
  client_.createToken(this, name.toStdString(), model::Role::kProducer, [this, name, again](base::Result<client::CreatedToken> created) {
    if (!created && created.error().code == base::Errc::kConflict && again) return make(name + QStringLiteral("-2"), false);
    busy_ = false;
    if (!created) {
      emit failed(models::plain(created.error().message));
      return;
    }
    name_ = models::plain(created->token.name);
    token_ = models::plain(created->text);
    toClipboard();
  });
}

void TokenCopier::toClipboard() {
  QGuiApplication::clipboard()->setText(curlSnippet(address_, token_));
  emit copied(name_);
}

}  // namespace hookline::overview_page
