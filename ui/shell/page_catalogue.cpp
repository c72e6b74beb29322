#include "shell/page_catalogue.h"

#include <QCoreApplication>

namespace hookline::shell {
namespace {

struct Entry {
  const char* name;
  const char* word;
  theme::Icon icon;
  int number;
};

const Entry& entryOf(PageId page) {
  using theme::Icon;
  static constexpr std::array<Entry, kPagesInOrder.size()> entries = {{
      {QT_TRANSLATE_NOOP("Pages", "Overview"), "overview", Icon::kOverview, 1},
      {QT_TRANSLATE_NOOP("Pages", "Deliveries"), "deliveries", Icon::kDeliveries, 2},
      {QT_TRANSLATE_NOOP("Pages", "Dead letters"), "dead_letters", Icon::kDeadLetters, 3},
      {QT_TRANSLATE_NOOP("Pages", "Webhooks"), "webhooks", Icon::kWebhooks, 4},
      {QT_TRANSLATE_NOOP("Pages", "Simulator"), "simulator", Icon::kSimulator, 5},
      {QT_TRANSLATE_NOOP("Pages", "Settings"), "settings", Icon::kSettings, 8},
  }};
  return entries[static_cast<std::size_t>(page)];
}

}  // namespace

QString nameOf(PageId page) { return QCoreApplication::translate("Pages", entryOf(page).name); }
theme::Icon iconOf(PageId page) { return entryOf(page).icon; }
QKeySequence keyOf(PageId page) { return QKeySequence(QStringLiteral("Ctrl+%1").arg(entryOf(page).number)); }
QString wordOf(PageId page) { return QLatin1String(entryOf(page).word); }

}  // namespace hookline::shell
