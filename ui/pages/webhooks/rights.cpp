#include "webhooks_page/rights.h"

#include <QCoreApplication>

#include "models/rights.h"

namespace hookline::webhooks_page {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("WebhookRights", text); }

QString whyNot(const client::Client& client, const char* permission, const QString& refusal) {
  return models::whyNot(client, permission, refusal.arg(models::roleWord(client.me().role)));
}

}  // namespace

QString whyNotEdit(const client::Client& client) {
  return whyNot(client, "administer", tr("You are connected as %1. Only an admin may change webhooks and see their secrets."));
}

QString whyNotOperate(const client::Client& client) {
  return whyNot(client, "operate", tr("You are connected as %1. Only an operator or an admin may pause, resume and test webhooks."));
}

}  // namespace hookline::webhooks_page
