#include "webhooks_page/rights.h"

#include <QCoreApplication>

namespace hookline::webhooks_page {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("WebhookRights", text); }

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
    const auto reason = QString::fromStdString(client.state().reason);
    return reason.isEmpty() ? tr("Not connected yet.") : tr("Not connected: %1").arg(reason);
  }
  return client.me().may(permission) ? QString() : refusal.arg(roleWord(client.me().role));
}

}  // namespace

QString whyNotEdit(const client::Client& client) {
  return whyNot(client, "administer", tr("You are connected as %1. Only an admin may change webhooks and see their secrets."));
}

QString whyNotOperate(const client::Client& client) {
  return whyNot(client, "operate", tr("You are connected as %1. Only an operator or an admin may pause, resume and test webhooks."));
}

}  // namespace hookline::webhooks_page
