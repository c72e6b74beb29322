#include "webhooks_page/trouble_banner.h"

#include <QVBoxLayout>

namespace hookline::webhooks_page {

TroubleBanner::TroubleBanner(QWidget* parent) : QWidget(parent), banner_(new widgets::Banner(widgets::Banner::Buttons::kBelow, this)) {
  banner_->setObjectName(QStringLiteral("troubleBanner"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(banner_);
  clear();
}

void TroubleBanner::clear() {
  banner_->clearButtons();
  hide();
}

void TroubleBanner::showFailure(const QString& what, const QString& why) {
  banner_->clearButtons();
  banner_->say(widgets::Banner::Kind::kDanger, what, why);
  show();
}

void TroubleBanner::showConflict() {
  banner_->clearButtons();
  banner_->say(widgets::Banner::Kind::kWarn, tr("Somebody changed it meanwhile."),
               tr("Look at their version, which gives up what you changed, or save yours over it."));
  banner_->addButton(QStringLiteral("showTheirs"), tr("Show theirs"), [this] { emit theirsWished(); });
  banner_->addButton(QStringLiteral("overwriteTheirs"), tr("Overwrite"), [this] { emit overwriteWished(); });
  show();
}

void TroubleBanner::showVanished() {
  banner_->clearButtons();
  banner_->say(widgets::Banner::Kind::kWarn, tr("Somebody deleted it meanwhile."),
               tr("Your changes are still here. Save makes a new webhook of them, with a new secret."));
  show();
}

}  // namespace hookline::webhooks_page
