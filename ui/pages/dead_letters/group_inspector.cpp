#include "dead_letters_page/group_inspector.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include "dead_letters_page/letter_words.h"
#include "models/delivery_words.h"
#include "theme/metrics.h"
#include "widgets/fact_grid.h"
#include "widgets/status_chip.h"

namespace hookline::dead_letters_page {

GroupInspector::GroupInspector(QWidget* parent)
    : QWidget(parent),
      title_(new QLabel(this)),
      where_(new QLabel(this)),
      mended_(new widgets::StatusChip(this)),
      retry_(new QPushButton(this)),
      purge_(new QPushButton(this)),
      webhook_(new QPushButton(tr("Show webhook"), this)),
      facts_(new widgets::FactGrid(this)) {
  title_->setObjectName(QStringLiteral("groupTitle"));
  title_->setProperty("role", "heading");
  where_->setObjectName(QStringLiteral("groupWhere"));
  where_->setProperty("role", "subtitle");
  for (auto* label : {title_, where_}) {
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
  }
  mended_->setObjectName(QStringLiteral("groupMended"));
  mended_->setChip({widgets::ChipKind::kGood, tr("Looks mended")});
  retry_->setObjectName(QStringLiteral("retryGroup"));
  retry_->setProperty("kind", "primary");
  purge_->setObjectName(QStringLiteral("purgeGroup"));
  webhook_->setObjectName(QStringLiteral("groupWebhook"));
  webhook_->setProperty("kind", "link");
  facts_->setObjectName(QStringLiteral("groupFacts"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(theme::kSpaceWide, theme::kSpaceTiny, theme::kSpaceWide, theme::kSpaceWide);
  column->setSpacing(theme::kSpaceSmall);
  column->addWidget(title_);
  column->addWidget(where_);
  column->addWidget(mended_, 0, Qt::AlignLeft);
  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(theme::kSpaceSmall);
  buttons->addWidget(retry_);
  buttons->addWidget(purge_);
  buttons->addStretch(1);
  column->addSpacing(theme::kSpaceTiny);
  column->addLayout(buttons);
  column->addSpacing(theme::kSpaceTiny);
  column->addWidget(facts_);
  column->addWidget(webhook_, 0, Qt::AlignLeft);
  column->addStretch(1);
}

void GroupInspector::show(const client::DeadGroup& group, const QString& webhookName, bool webhookExists) {
  const auto count = QLocale().toString(static_cast<qulonglong>(group.count));
  title_->setText(group.count == 1 ? tr("1 delivery to %1 did not arrive").arg(webhookName)
                                   : tr("%1 deliveries to %2 did not arrive").arg(count, webhookName));
  where_->setText(webhookExists ? tr("A retry goes to %1 alone, as it is now, with the ids and bodies they had.").arg(webhookName)
                                : tr("The webhook was deleted, so there is nowhere to send them. They stay until you purge them."));
  retry_->setText(group.count == 1 ? tr("Retry this one") : tr("Retry these %1").arg(count));
  purge_->setText(group.count == 1 ? tr("Purge this one…") : tr("Purge these %1…").arg(count));
  webhook_->setVisible(webhookExists);
  const bool mended = group.recovered && webhookExists;
  mended_->setVisible(mended);
  facts_->setFacts({{tr("Cause"), models::plain(group.cause)},
                    {tr("Since then"), mended ? tr("%1 has delivered again: these can go now").arg(webhookName) : QString()},
                    {tr("What helps"), mended ? QString() : groupHelp(group, webhookExists)},
                    {tr("Conversations"), QLocale().toString(static_cast<qulonglong>(group.conversations))},
                    {tr("Oldest"), exactTime(group.oldest)}});
}

}  // namespace hookline::dead_letters_page
