#include "settings_page/token_list.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <algorithm>

#include "models/delivery_words.h"
#include "models/rights.h"
#include "theme/metrics.h"
#include "theme/tool_tip.h"
#include "widgets/elided_label.h"
#include "widgets/plain_label.h"

namespace hookline::settings_page {
namespace {

enum Column { kName, kRole, kCreated, kLastUsed, kAction };

QString timeWord(base::WallTime time) { return QLocale().toString(models::localTime(time), QStringLiteral("d MMM yyyy HH:mm")); }

}  // namespace

TokenList::TokenList(QWidget* parent) : QWidget(parent), grid_(new QGridLayout(this)) {
  setObjectName(QStringLiteral("tokenList"));
  grid_->setContentsMargins(0, 0, 0, 0);
  grid_->setHorizontalSpacing(theme::kSpaceWide);
  grid_->setVerticalSpacing(theme::kSpaceTiny);
  grid_->setColumnStretch(kName, 1);
}

void TokenList::clear() {
  // Later: the button that was pressed may be one of them.
  for (auto* old : cells_) {
    grid_->removeWidget(old);
    old->hide();
    old->deleteLater();
  }
  cells_.clear();
  revokes_.clear();
}

void TokenList::setTokens(const std::vector<client::Token>& tokens, const QString& own) {
  const auto same = [](const client::Token& a, const client::Token& b) {
    return a.name == b.name && a.role == b.role && a.createdAt == b.createdAt && a.lastUsedAt == b.lastUsedAt;
  };
  if (!cells_.isEmpty() && own == own_ && std::equal(tokens.begin(), tokens.end(), tokens_.begin(), tokens_.end(), same)) return;
  QString focused;
  for (const auto& [name, button] : revokes_)
    if (button->hasFocus()) focused = name;
  tokens_ = tokens;
  own_ = own;
  clear();
  if (tokens_.empty()) {
    addText(0, kName, "secondary", tr("There are none yet."));
    return;
  }
  const QString heads[] = {tr("Name"), tr("Role"), tr("Made"), tr("Last used")};
  for (int column = kName; column <= kLastUsed; ++column) addText(0, column, "hint", heads[column]);
  const auto shown = std::min(tokens_.size(), kMaxShown);
  for (std::size_t n = 0; n < shown; ++n) addRow(static_cast<int>(n) + 1, tokens_[n]);
  if (shown < tokens_.size())
    addText(static_cast<int>(shown) + 1, kName, "secondary", tr("and %1 more").arg(QLocale().toString(qulonglong(tokens_.size() - shown))));
  gate();
  for (const auto& [name, button] : revokes_)
    if (name == focused) button->setFocus(Qt::OtherFocusReason);
}

QLabel* TokenList::addText(int row, int column, const char* role, const QString& text) {
  auto* label = widgets::plainLabel(role, text, this);
  grid_->addWidget(label, row, column, Qt::AlignVCenter);
  cells_ << label;
  return label;
}

void TokenList::addRow(int row, const client::Token& token) {
  const auto text = models::plain(token.name);
  auto* name = new widgets::ElidedLabel(this);
  name->setObjectName(QStringLiteral("tokenName"));
  name->setText(text);
  grid_->addWidget(name, row, kName);
  cells_ << name;
  addText(row, kRole, "secondary", models::roleWord(token.role));
  addText(row, kCreated, "secondary", timeWord(token.createdAt));
  addText(row, kLastUsed, "secondary", token.lastUsedAt ? timeWord(*token.lastUsedAt) : tr("never"));
  auto* revoke = new QPushButton(tr("Revoke"), this);
  revoke->setObjectName(QStringLiteral("revoke_") + text);
  revoke->setAccessibleName(tr("Revoke %1").arg(text));
  revoke->setAutoDefault(false);
  connect(revoke, &QPushButton::clicked, this, [this, text] { emit revokeWanted(text); });
  grid_->addWidget(revoke, row, kAction);
  cells_ << revoke;
  revokes_.emplace_back(text, revoke);
}

void TokenList::setWhyNot(const QString& whyNot) {
  whyNot_ = whyNot;
  gate();
}

void TokenList::gate() {
  for (const auto& [name, button] : revokes_) {
    // Plain text that a tool tip might take for more.
    const auto why = !whyNot_.isEmpty() ? whyNot_.toHtmlEscaped() : name == own_ ? tr("This window is connected with it.") : QString();
    button->setEnabled(why.isEmpty());
    button->setToolTip(theme::tipText(why));
  }
}

QList<QWidget*> TokenList::stops() const {
  QList<QWidget*> all;
  for (const auto& [name, button] : revokes_) all << button;
  return all;
}

}  // namespace hookline::settings_page
