#include "hookline/tour.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPainter>
#include <QPlainTextEdit>
#include <QShortcut>
#include <QTabWidget>
#include <QTimer>
#include <system_error>

#include "shell/page_catalogue.h"

namespace hookline::desktop {
namespace {

using shell::PageId;

/// As if its keys were pressed.
void trigger(const QWidget& window, const QKeySequence& keys) {
  for (auto* shortcut : window.findChildren<QShortcut*>())
    if (shortcut->key() == keys) emit shortcut->activated();
}

/// What lies over the window: a dialog, a menu or the manual.
QWidget* overlay(const QWidget& window) {
  if (auto* popup = QApplication::activePopupWidget()) return popup;
  if (auto* dialog = QApplication::activeModalWidget()) return dialog;
  auto* manual = window.findChild<QWidget*>(QStringLiteral("manualWindow"));
  return manual != nullptr && manual->isVisible() ? manual : nullptr;
}

}  // namespace

Tour::Tour(shell::MainWindow& window, theme::Theme& theme, client::Client& client, std::filesystem::path folder)
    : window_(window), theme_(theme), client_(client), folder_(std::move(folder)) {}

void Tour::start() {
  std::error_code error;
  std::filesystem::create_directories(folder_, error);
  if (error)
    return emit done(
        tr("The folder %1 cannot be made: %2").arg(QString::fromStdString(folder_.string()), QString::fromStdString(error.message())));
  addStops();
  findThings();
}

void Tour::addStops() {
  for (const auto page : shell::kPagesInOrder) {
    stops_.push_back({shell::wordOf(page), [this, page] {
                        release("showJobs");
                        window_.show(page);
                      }});
    // The page has read its groups by then.
    if (page != PageId::kDeadLetters) continue;
    stops_.push_back({QStringLiteral("purge"), [this] { press("purgeGroup"); }, kQuick});
    stops_.push_back({QStringLiteral("jobs"), [this] {
                        window_.show(PageId::kDeadLetters);
                        press("showJobs");
                        press("jobCount");
                      }});
  }
  stops_.push_back({QStringLiteral("palette"),
                    [this] {
                      window_.show(PageId::kDeliveries);
                      trigger(window_, Qt::CTRL | Qt::Key_K);
                    },
                    kQuick});
  stops_.push_back({QStringLiteral("keys"), [this] { trigger(window_, Qt::Key_F1); }, kQuick});
  stops_.push_back({QStringLiteral("connections"), [this] { trigger(window_, Qt::CTRL | Qt::SHIFT | Qt::Key_O); }, kQuick});
  stops_.push_back({QStringLiteral("connect"), [this] { window_.connectToDaemon(); }, kQuick});
  stops_.push_back({QStringLiteral("stop-sending"),
                    [this] {
                      trigger(window_, Qt::CTRL | Qt::SHIFT | Qt::Key_O);
                      choose("sendingAction");
                    },
                    kQuick});
}

/// What cannot be pressed now is left: its picture then shows the page.
void Tour::press(const char* button) {
  if (auto* found = window_.findChild<QAbstractButton*>(QLatin1String(button)); found != nullptr && found->isEnabled()) found->click();
}

void Tour::release(const char* button) {
  if (auto* found = window_.findChild<QAbstractButton*>(QLatin1String(button)); found != nullptr && found->isChecked()) found->click();
}

void Tour::choose(const char* action) {
  auto* found = window_.findChild<QAction*>(QLatin1String(action));
  if (auto* menu = QApplication::activePopupWidget()) menu->close();
  if (found != nullptr && found->isEnabled()) found->trigger();
}

/// As far as a person fills it in who has an address of Slack's; nothing of it is saved.
void Tour::beginSlackWebhook() {
  auto* kinds = window_.findChild<QListWidget*>(QStringLiteral("kindList"));
  const auto found = kinds != nullptr ? kinds->findItems(QStringLiteral("Slack"), Qt::MatchExactly) : QList<QListWidgetItem*>();
  if (found.isEmpty()) return;
  kinds->setCurrentItem(found.front());
  emit kinds->itemClicked(found.front());
  if (auto* url = window_.findChild<QPlainTextEdit*>(QStringLiteral("setting_urlInput")))
    url->setPlainText(QStringLiteral("https://hooks.slack.com/services/T00000000/B00000000/example"));
  auto* types = window_.findChild<QComboBox*>(QStringLiteral("previewType"));
  if (types == nullptr) return;
  types->setCurrentText(QStringLiteral("lead.captured"));
  emit types->activated(types->currentIndex());
}

/// The way there that the editor offers.
void Tour::readOfSlack() {
  window_.newWebhook();
  beginSlackWebhook();
  press("howToSetUp");
}

/// Its page on the API comes before the last one.
void Tour::readOfApi() {
  window_.showManual({});
  if (auto* chapters = window_.findChild<QListWidget*>(QStringLiteral("manualList"))) chapters->setCurrentRow(chapters->count() - 2);
}

void Tour::searchManual() {
  window_.showManual({});
  if (auto* search = window_.findChild<QLineEdit*>(QStringLiteral("manualSearch"))) search->setText(tr("address"));
}

void Tour::showTab(int tab) {
  if (auto* tabs = window_.findChild<QTabWidget*>(QStringLiteral("inspectorTabs"))) tabs->setCurrentIndex(tab);
}

/// The inspectors are shown with what there is: a delivery that arrived, one that did not, a webhook.
void Tour::findThings() {
  addNewest(model::DeliveryState::kDelivered, [this] {
    addNewest(model::DeliveryState::kDead, [this] {
      constexpr const char* kTabs[] = {"attempts", "request", "response"};
      for (int tab = 1; tab <= 3; ++tab)
        stops_.push_back({QStringLiteral("delivery-") + QLatin1String(kTabs[tab - 1]), [this, tab] { showTab(tab); }, kQuick});
      client_.webhooks(this, [this](base::Result<std::vector<client::WebhookView>> webhooks) {
        if (webhooks && !webhooks->empty()) {
          stops_.push_back({QStringLiteral("webhook"), [this, id = webhooks->front().webhook.id] { window_.showWebhook(id); }});
          stops_.push_back({QStringLiteral("webhook-secret"), [this] { press("rotateSecret"); }, kQuick});
          stops_.push_back({QStringLiteral("webhook-delete"), [this] { choose("deleteWebhook"); }, kQuick});
        }
        stops_.push_back({QStringLiteral("webhook-new"), [this] { window_.newWebhook(); }});
        stops_.push_back({QStringLiteral("webhook-slack"), [this] { beginSlackWebhook(); }, kTyped});
        stops_.push_back({QStringLiteral("webhook-stand-in"), [this] { press("tryStandIn"); }, kTyped});
        stops_.push_back({QStringLiteral("manual"), [this] { readOfSlack(); }});
        stops_.push_back({QStringLiteral("manual-api"), [this] { readOfApi(); }});
        stops_.push_back({QStringLiteral("manual-search"), [this] { searchManual(); }});
        theme_.setMode(theme::Theme::Mode::kLight);
        next();
      });
    });
  });
}

void Tour::addNewest(model::DeliveryState state, std::function<void()> then) {
  client::DeliveryFilter filter;
  filter.states = {state};
  client_.deliveries(this, filter, {}, 1, [this, state, then = std::move(then)](base::Result<client::Page<client::Delivery>> page) {
    if (page && !page->items.empty())
      stops_.push_back({QStringLiteral("delivery-") + QString::fromStdString(std::string(model::toText(state))),
                        [this, id = page->items.front().row.id] {
                          showTab(0);
                          window_.showDelivery(id);
                        }});
    then();
  });
}

void Tour::next() {
  if (at_ == stops_.size()) {
    if (dark_) return emit done({});
    dark_ = true;
    at_ = 0;
    theme_.setMode(theme::Theme::Mode::kDark);
  }
  stops_[at_].go();
  QTimer::singleShot(stops_[at_].settle, this, &Tour::picture);
}

void Tour::picture() {
  auto image = window_.grab().toImage();
  if (auto* over = overlay(window_)) {
    QPainter painter(&image);
    const auto place = over->isWindow() && qobject_cast<QMenu*>(over) == nullptr
                           ? QPoint((window_.width() - over->width()) / 2, (window_.height() - over->height()) / 2)
                           : window_.mapFromGlobal(over->mapToGlobal(QPoint(0, 0)));
    painter.drawPixmap(place, over->grab());
  }
  const auto name = QStringLiteral("%1-%2-%3.png")
                        .arg(at_ + 1, 2, 10, QLatin1Char('0'))
                        .arg(stops_[at_].name, dark_ ? QStringLiteral("dark") : QStringLiteral("light"));
  const auto file = QString::fromStdU16String((folder_ / name.toStdString()).u16string());
  closeWhatIsOpen();
  if (!image.save(file)) return emit done(tr("The picture %1 cannot be written; is the disk full?").arg(file));
  emit saved(file);
  ++at_;
  next();
}

void Tour::closeWhatIsOpen() {
  while (auto* over = overlay(window_)) {
    over->close();
    if (overlay(window_) == over) break;
  }
  if (at_ < stops_.size() && stops_[at_].name == QLatin1String("palette")) trigger(window_, Qt::CTRL | Qt::Key_K);
  // What was typed would be asked about before the page is left.
  press("revertWebhook");
}

}  // namespace hookline::desktop
