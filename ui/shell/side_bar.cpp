#include "shell/side_bar.h"

#include <QVBoxLayout>

#include "shell/nav_button.h"
#include "shell/page_catalogue.h"
#include "theme/metrics.h"

namespace hookline::shell {

SideBar::SideBar(const std::vector<PageId>& pages, QWidget* parent) : QFrame(parent) {
  setObjectName(QStringLiteral("sideBar"));
  setProperty("role", "sideBar");
  setFixedWidth(theme::kSideBarWidth);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(theme::kSpaceSmall, 10, theme::kSpaceSmall, 10);
  column->setSpacing(2);
  bool stretched = false;
  for (const auto page : pages) {
    auto* button = new NavButton(iconOf(page), nameOf(page), keyOf(page).toString(QKeySequence::NativeText), this);
    button->setObjectName(QStringLiteral("nav_") + wordOf(page));
    connect(button, &QAbstractButton::clicked, this, [this, page] { emit chosen(page); });
    if (page == PageId::kSettings && !stretched) {
      column->addStretch(1);
      stretched = true;
    }
    column->addWidget(button);
    buttons_.emplace(page, button);
  }
  if (!stretched) column->addStretch(1);
}

void SideBar::setCurrent(PageId page) {
  for (const auto& [id, button] : buttons_) button->setChecked(id == page);
}

void SideBar::setBadge(PageId page, int count, bool alarming) {
  if (const auto found = buttons_.find(page); found != buttons_.end()) found->second->setBadge(count, alarming);
}

void SideBar::clearBadges() {
  for (const auto& [id, button] : buttons_) button->setBadge(0, false);
}

}  // namespace hookline::shell
