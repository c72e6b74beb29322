#include "settings_page/rights.h"

#include <QCoreApplication>

namespace hookline::settings_page {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("SettingsRights", text); }

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

QString whyNotTokens(const client::Client& client) {
  if (client.state().kind != client::ChannelState::Kind::kOpen) {
    const auto reason = QString::fromStdString(client.state().reason);
    return reason.isEmpty() ? tr("Not connected yet.") : tr("Not connected: %1").arg(reason);
  }
  if (client.me().may("administer")) return {};
  return tr("You are connected as %1. Only an admin may see, make and revoke tokens.").arg(roleWord(client.me().role));
}

}  // namespace hookline::settings_page
