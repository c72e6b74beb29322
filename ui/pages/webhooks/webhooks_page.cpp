#include "webhooks_page/webhooks_page.h"

#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "models/delivery_words.h"
#include "theme/tool_tip.h"
#include "webhooks_page/editor_pane.h"
#include "webhooks_page/header_bar.h"
#include "webhooks_page/kind_chooser.h"
#include "webhooks_page/list_pane.h"
#include "webhooks_page/rights.h"
#include "webhooks_page/setting_checks.h"
#include "webhooks_page/tab_order.h"
#include "webhooks_page/webhook_actions.h"
#include "widgets/banner.h"
#include "widgets/empty_state.h"

namespace hookline::webhooks_page {
namespace {

constexpr int kListWidth = 224;
constexpr int kWorkWidth = 928;

}  // namespace

WebhooksPage::WebhooksPage(const shell::PageContext& context, QWidget* parent)
    : Page(parent),
      context_(context),
      feed_(context.client),
      session_(context.client),
      splitter_(new QSplitter(Qt::Horizontal, this)),
      list_(new ListPane(feed_.model(), splitter_)),
      stack_(new QStackedWidget(splitter_)),
      editor_(new EditorPane(context, session_, feed_.model(), stack_)),
      chooser_(new KindChooser(stack_)),
      empty_(new widgets::EmptyState(stack_)),
      readTrouble_(new widgets::Banner(widgets::Banner::Buttons::kBeside, this)) {
  setObjectName(QStringLiteral("webhooksPage"));
  build();
  wire();
  addKeys();
  orderTabs(*this);
  session_.close();
  showWhatThereIs();
}

void WebhooksPage::build() {
  empty_->setObjectName(QStringLiteral("webhooksEmpty"));
  readTrouble_->setObjectName(QStringLiteral("readTrouble"));
  readTrouble_->addButton(QStringLiteral("readAgain"), tr("Read again"), [this] { reload(); });
  readTrouble_->hide();
  splitter_->setObjectName(QStringLiteral("webhooksSplitter"));
  splitter_->setChildrenCollapsible(false);
  splitter_->setHandleWidth(1);
  stack_->addWidget(empty_);
  stack_->addWidget(editor_);
  stack_->addWidget(chooser_);
  splitter_->addWidget(list_);
  splitter_->addWidget(stack_);
  splitter_->setStretchFactor(1, 1);
  splitter_->setSizes({kListWidth, kWorkWidth});
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(&editor_->header());
  editor_->header().setVisible(true);
  column->addWidget(readTrouble_);
  column->addWidget(splitter_, 1);
}

void WebhooksPage::wire() {
  connect(&feed_, &WebhookFeed::listRead, this, &WebhooksPage::onListRead);
  connect(&feed_, &WebhookFeed::healthRead, editor_, &EditorPane::refresh);
  connect(&feed_, &WebhookFeed::failed, this, [this](const QString& why) {
    readTrouble_->say(widgets::Banner::Kind::kDanger, tr("The webhooks were not read."), why);
    readTrouble_->show();
    showWhatThereIs();
  });
  connect(&context_.client, &client::Client::stateChanged, this, [this](const client::ChannelState& state) {
    editor_->refresh();
    showWhatThereIs();
    if (state.kind == client::ChannelState::Kind::kOpen && isVisible()) reload();
  });
  connect(list_, &ListPane::wished, this, [this](model::WebhookId id) { beforeLeaving([this, id] { open(id); }); });
  connect(list_, &ListPane::newWished, this, &WebhooksPage::newWebhook);
  connect(empty_, &widgets::EmptyState::pressed, this, &WebhooksPage::newWebhook);
  connect(chooser_, &KindChooser::cancelled, this, &WebhooksPage::leaveChooser);
  connect(chooser_, &KindChooser::readAgainWished, this, &WebhooksPage::readIntegrations);
  connect(chooser_, &KindChooser::chosen, this, [this](model::WebhookKind kind) {
    const auto at = std::find_if(integrations_.begin(), integrations_.end(), [kind](const auto& one) { return one.kind == kind; });
    if (at == integrations_.end()) return;
    const auto blank = newForm(&*at);
    openNew(blank, blank);
  });
  connect(editor_, &EditorPane::rebuilt, this, [this] { orderTabs(*this); });
  connect(&session_, &WebhookSession::shown, this, [this] { choosing_ = choosing_ && !session_.isOpen(); });
  connect(&session_, &WebhookSession::shown, this, &WebhooksPage::showWhatThereIs);
  connect(&session_, &WebhookSession::shown, this, &WebhooksPage::mark);
  const auto keep = [this] {
    if (session_.view()) feed_.model().take(*session_.view());
    mark();
    showWhatThereIs();
  };
  connect(&session_, &WebhookSession::created, this, keep);
  connect(&session_, &WebhookSession::saved, this, keep);
  connect(&editor_->actions(), &WebhookActions::changed, this, [this](const client::WebhookView& view) { feed_.model().take(view); });
  connect(&editor_->actions(), &WebhookActions::deleted, this, [this](model::WebhookId id) {
    if (session_.webhook() && session_.webhook()->id == id) session_.close();
    feed_.read();
  });
  connect(&editor_->header(), &HeaderBar::duplicateWished, this, &WebhooksPage::duplicate);
}

void WebhooksPage::addKeys() {
  const auto key = [this](const QKeySequence& keys, auto act) {
    auto* shortcut = new QShortcut(keys, this);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, this, act);
  };
  key(QKeySequence(Qt::CTRL | Qt::Key_S), [this] { editor_->wishSave(); });
  key(QKeySequence(Qt::CTRL | Qt::Key_N), [this] { newWebhook(); });
  key(QKeySequence(Qt::CTRL | Qt::Key_D), [this] { duplicate(); });
  key(QKeySequence(Qt::CTRL | Qt::Key_Return), [this] { editor_->wishTest(); });
  key(QKeySequence(Qt::CTRL | Qt::Key_Enter), [this] { editor_->wishTest(); });
}

void WebhooksPage::shown() {
  feed_.setAwake(true);
  editor_->setAwake(true);
  readWords();
}

void WebhooksPage::hidden() {
  feed_.setAwake(false);
  editor_->setAwake(false);
}

void WebhooksPage::reload() {
  feed_.setAwake(true);
  editor_->setAwake(true);
  editor_->reload();
  readWords();
}

void WebhooksPage::readWords() {
  readTypes();
  if (integrations_.empty()) readIntegrations();
}

void WebhooksPage::readIntegrations() {
  context_.client.integrations(this, [this](base::Result<std::vector<client::Integration>> integrations) {
    if (!integrations)
      return chooser_->showTrouble(tr("What the core can send to was not read: %1").arg(models::plain(integrations.error().message)));
    if (!integrations_.empty()) return;  // asked twice; the editor holds on to the first answer
    integrations_ = std::move(*integrations);
    feed_.model().setIntegrations(integrations_);
    editor_->setIntegrations(integrations_);
    chooser_->show(integrations_);
    if (choosing_) chooser_->focusList();
  });
}

void WebhooksPage::readTypes() {
  if (typesRead_) return;
  context_.client.eventTypes(this, [this](const base::Result<std::vector<client::EventType>>& types) {
    if (!types) return;  // completion is a help, not a condition
    typesRead_ = true;
    editor_->setTypes(*types);
  });
}

void WebhooksPage::onListRead() {
  readTrouble_->hide();
  const auto& all = feed_.model().all();
  if (session_.webhook()) {
    if (const auto* view = feed_.model().find(session_.webhook()->id))
      session_.seen(*view);
    else
      session_.gone();
  }
  if (wanted_ && feed_.model().find(*wanted_)) {
    const auto id = *std::exchange(wanted_, std::nullopt);
    beforeLeaving([this, id] { open(id); });
  } else if (!session_.isOpen() && !choosing_ && !all.empty()) {
    open(all.front().webhook.id);
  }
  mark();
  showWhatThereIs();
  // How many need a person, else how many there are.
  const auto held = std::count_if(all.begin(), all.end(), [](const client::WebhookView& view) { return view.state == "on_hold"; });
  emit badgeChanged(static_cast<int>(held > 0 ? held : static_cast<std::ptrdiff_t>(all.size())), held > 0);
}

void WebhooksPage::open(model::WebhookId id) {
  const auto* view = feed_.model().find(id);
  if (view) session_.open(*view);
}

void WebhooksPage::openNew(const WebhookForm& form, const WebhookForm& blank) {
  session_.openNew(form, blank);
  editor_->focusForm();
}

void WebhooksPage::newWebhook() {
  if (const auto why = whyNotEdit(context_.client); !why.isEmpty()) return context_.navigator.toast(why);
  if (choosing_) return chooser_->focusList();
  if (session_.isNew() && session_.dirty()) return editor_->focusForm();
  beforeLeaving([this] { chooseKind(); });
}

void WebhooksPage::chooseKind() {
  cameFrom_ = session_.webhook() ? std::optional(session_.webhook()->id) : std::nullopt;
  choosing_ = true;
  session_.close();
  chooser_->focusList();
}

void WebhooksPage::leaveChooser() {
  choosing_ = false;
  const auto& all = feed_.model().all();
  if (cameFrom_ && feed_.model().find(*cameFrom_))
    open(*cameFrom_);
  else if (!all.empty())
    open(all.front().webhook.id);
  else
    showWhatThereIs();
}

void WebhooksPage::duplicate() {
  if (const auto why = whyNotEdit(context_.client); !why.isEmpty()) return context_.navigator.toast(why);
  if (!session_.webhook()) return context_.navigator.toast(tr("Choose a saved webhook to duplicate."));
  beforeLeaving([this] {
    auto copy = session_.savedForm();
    copy.name = tr("%1 (copy)").arg(copy.name);
    const auto* kind = editor_->integration();
    // An address that follows from the settings is made anew.
    if (kind != nullptr && settingNamed(*kind, kUrlSetting) == nullptr) copy.url.clear();
    openNew(copy, newForm(kind));
  });
}

void WebhooksPage::showWebhook(model::WebhookId id) {
  if (session_.webhook() && session_.webhook()->id == id) return mark();
  if (!feed_.model().find(id)) {
    wanted_ = id;
    return;
  }
  beforeLeaving([this, id] { open(id); });
}

void WebhooksPage::beforeLeaving(const std::function<void()>& leave) {
  editor_->finish();
  if (!session_.dirty()) return leave();
  if (std::exchange(asking_, true)) return;  // it is being asked already
  const auto name = session_.view() ? models::plain(session_.webhook()->name) : tr("New webhook");
  context_.prompter.askLeaving(this, tr("“%1” has unsaved changes.").arg(name), [this, leave](shell::Prompter::Leaving choice) {
    asking_ = false;
    if (choice == shell::Prompter::Leaving::kSave)
      editor_->save([leave](bool saved) {
        if (saved) leave();
      });
    if (choice != shell::Prompter::Leaving::kDiscard) return;
    if (session_.isNew())
      session_.close();
    else
      session_.revert();
    leave();
  });
}

void WebhooksPage::focusFilter() { list_->focusSearch(); }

QList<QWidget*> WebhooksPage::panes() { return QList<QWidget*>{list_} + editor_->panes(); }

void WebhooksPage::mark() { list_->setCurrent(session_.webhook() ? std::optional(session_.webhook()->id) : std::nullopt); }

void WebhooksPage::showWhatThereIs() {
  const auto why = whyNotEdit(context_.client);
  list_->newButton().setEnabled(why.isEmpty());
  list_->newButton().setToolTip(why.isEmpty() ? tr("Ctrl+N") : theme::tipText(why));
  const bool none = feed_.everRead() && feed_.model().all().empty();
  list_->setVisible(!none);
  stack_->setCurrentWidget(session_.isOpen() ? static_cast<QWidget*>(editor_) : choosing_ ? static_cast<QWidget*>(chooser_) : empty_);
  if (none)
    empty_->show(theme::Icon::kWebhooks, tr("No webhooks yet."), tr("Add the address of a receiver."), tr("New webhook"));
  else
    empty_->show(theme::Icon::kWebhooks, feed_.everRead() ? tr("Choose a webhook in the list.") : tr("The webhooks are being read."));
  empty_->button().setEnabled(why.isEmpty());
  empty_->button().setToolTip(theme::tipText(why));
}

}  // namespace hookline::webhooks_page
