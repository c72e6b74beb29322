#include "overview_page/rights.h"

#include <QCoreApplication>

#include "models/delivery_words.h"

namespace hookline::overview_page {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("OverviewRights", text); }

QString whyNot(const client::Client& client, const char* permission, const QString& refusal) {
  if (client.state().kind != client::ChannelState::Kind::kOpen) {
    const auto reason = models::plain(client.state().reason);
    return reason.isEmpty() ? tr("Not connected yet.") : tr("Not connected: %1").arg(reason);
  }
  return client.me().may(permission) ? QString() : refusal;
}

}  // namespace

QString whyNotAdminister(const client::Client& client, const QString& what) {
  return whyNot(client, "administer", tr("%1 takes an administrator; your role here may not.").arg(what));
}

QString whyNotOperate(const client::Client& client, const QString& what) {
  return whyNot(client, "operate", tr("%1 takes an operator; your role here may look only.").arg(what));
}

}  // namespace hookline::overview_page
