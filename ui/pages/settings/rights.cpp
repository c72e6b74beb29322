#include "settings_page/rights.h"

#include <QCoreApplication>

#include "models/rights.h"

namespace hookline::settings_page {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("SettingsRights", text); }

}  // namespace

QString whyNotTokens(const client::Client& client) {
  return models::whyNot(
      client, "administer",
      tr("You are connected as %1. Only an admin may see, make and revoke tokens.").arg(models::roleWord(client.me().role)));
}

}  // namespace hookline::settings_page
