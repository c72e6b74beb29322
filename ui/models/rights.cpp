#include "models/rights.h"

#include <QCoreApplication>

#include "models/delivery_words.h"

namespace hookline::models {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("Rights", text); }

}  // namespace

QString roleWord(model::Role role) {
  switch (role) {
    case model::Role::kProducer:
      return tr("producer");
    case model::Role::kViewer:
      return tr("viewer");
    case model::Role::kOperator:
      return tr("operator");
    case model::Role::kAdmin:
      break;
  }
  return tr("admin");
}

QString whyNot(const client::Client& client, const char* permission, const QString& refusal) {
  if (client.state().kind != client::ChannelState::Kind::kOpen) {
    const auto reason = plain(client.state().reason);
    return reason.isEmpty() ? tr("Not connected yet.") : tr("Not connected: %1").arg(reason);
  }
  return client.me().may(permission) ? QString() : refusal;
}

}  // namespace hookline::models
