#pragma once
#include <QKeySequence>
#include <QString>
#include <array>

#include "shell/page.h"
#include "theme/icon.h"

namespace hookline::shell {

inline constexpr std::array kPagesInOrder = {PageId::kOverview, PageId::kDeliveries, PageId::kDeadLetters,
                                             PageId::kWebhooks, PageId::kSimulator,  PageId::kSettings};

QString nameOf(PageId page);
theme::Icon iconOf(PageId page);
/// Ctrl+1 to Ctrl+8; Receiver and Alerts keep their places (ui.md §0).
QKeySequence keyOf(PageId page);
/// For the settings file.
QString wordOf(PageId page);

}  // namespace hookline::shell
