#include "overview_page/rights.h"

#include <QCoreApplication>

#include "models/rights.h"

namespace hookline::overview_page {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("OverviewRights", text); }

}  // namespace

QString whyNotAdminister(const client::Client& client, const QString& what) {
  return models::whyNot(client, "administer", tr("%1 takes an administrator; your role here may not.").arg(what));
}

QString whyNotOperate(const client::Client& client, const QString& what) {
  return models::whyNot(client, "operate", tr("%1 takes an operator; your role here may look only.").arg(what));
}

}  // namespace hookline::overview_page
