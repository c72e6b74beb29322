#include "webhooks_page/header_checks.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <algorithm>

namespace hookline::webhooks_page {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("WebhookChecks", text); }

constexpr std::size_t kMaxHeaders = 64;

/// "X Team" → "X-Team".
QString mended(const QString& name) {
  auto word = name.simplified();
  word.replace(QRegularExpression(QStringLiteral("[^A-Za-z0-9!#$%&'*+.^_`|~-]+")), QStringLiteral("-"));
  while (word.startsWith(QLatin1Char('-'))) word.remove(0, 1);
  while (word.endsWith(QLatin1Char('-'))) word.chop(1);
  return word.isEmpty() ? QStringLiteral("X-Team") : word;
}

QString checkName(const QString& name) {
  if (name.contains(QRegularExpression(QStringLiteral("\\s")))) return tr("A header name has no spaces. Try %1.").arg(mended(name));
  static const QRegularExpression kToken(QStringLiteral("^[A-Za-z0-9!#$%&'*+.^_`|~-]+$"));
  if (!kToken.match(name).hasMatch()) return tr("A header name has only letters, digits and hyphens. Try %1.").arg(mended(name));
  if (name.startsWith(QLatin1String("X-Webhook-"), Qt::CaseInsensitive) || name.startsWith(QLatin1String("webhook-"), Qt::CaseInsensitive))
    return tr("%1 is one of Hookline's own headers. Choose another name.").arg(name);
  return {};
}

QString checkValue(const PairLine& header, const model::Webhook* saved) {
  if (header.value == kMaskedValue) {
    const auto name = header.name.trimmed().toStdString();
    const bool kept = saved && std::any_of(saved->headers.begin(), saved->headers.end(), [&](const model::HttpHeader& known) {
                        return known.name == name && known.value == kMaskedValue.toStdString();
                      });
    if (!kept)
      return tr("The value of %1 is kept secret, so it cannot be copied from another webhook. Type it again.").arg(header.name.trimmed());
  }
  for (const auto letter : header.value)
    if (letter.unicode() < 0x20 || letter.unicode() == 0x7f)
      return tr("The value of %1 has a line break or another invisible letter. Remove it.").arg(header.name.trimmed());
  return {};
}

}  // namespace

std::optional<HeaderProblem> checkHeaders(const std::vector<PairLine>& headers, const model::Webhook* saved) {
  if (headers.size() > kMaxHeaders)
    return HeaderProblem{static_cast<int>(kMaxHeaders), tr("At most %1 headers can be sent. Remove some.").arg(kMaxHeaders)};
  for (std::size_t row = 0; row < headers.size(); ++row) {
    const auto& header = headers[row];
    const auto name = header.name.trimmed();
    const int at = static_cast<int>(row);
    if (name.isEmpty() && header.value.isEmpty()) continue;
    if (name.isEmpty()) return HeaderProblem{at, tr("This value has no name. Name the header, for example X-Team, or remove the line.")};
    if (auto wrong = checkName(name); !wrong.isEmpty()) return HeaderProblem{at, wrong};
    if (auto wrong = checkValue(header, saved); !wrong.isEmpty()) return HeaderProblem{at, wrong};
    for (std::size_t before = 0; before < row; ++before)
      if (headers[before].name.trimmed().compare(name, Qt::CaseInsensitive) == 0)
        return HeaderProblem{at, tr("%1 stands here twice, and capital letters make no difference. Remove one.").arg(name)};
  }
  return std::nullopt;
}

}  // namespace hookline::webhooks_page
