#include "webhooks_page/editor_pane.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <utility>

#include "models/delivery_words.h"
#include "theme/metrics.h"
#include "theme/tool_tip.h"
#include "webhooks_page/field_box.h"
#include "webhooks_page/figures_card.h"
#include "webhooks_page/header_bar.h"
#include "webhooks_page/message_section.h"
#include "webhooks_page/preview_pane.h"
#include "webhooks_page/rights.h"
#include "webhooks_page/secret_card.h"
#include "webhooks_page/settings_section.h"
#include "webhooks_page/stand_in_form.h"
#include "webhooks_page/stand_in_pane.h"
#include "webhooks_page/test_card.h"
#include "webhooks_page/trouble_banner.h"
#include "webhooks_page/value_finding.h"
#include "webhooks_page/webhook_actions.h"
#include "webhooks_page/webhook_editor.h"
#include "webhooks_page/webhook_list_model.h"
#include "webhooks_page/webhook_words.h"
#include "widgets/banner.h"

namespace hookline::webhooks_page {
namespace {

constexpr const char* kAnyReceiver = "https://example.com/";

QScrollArea* scrollArea(const QString& objectName, QWidget* parent) {
  auto* area = new QScrollArea(parent);
  area->setObjectName(objectName);
  area->setWidgetResizable(true);
  area->setFrameShape(QFrame::NoFrame);
  return area;
}

}  // namespace

EditorPane::EditorPane(const shell::PageContext& context, WebhookSession& session, const WebhookListModel& list, QWidget* parent)
    : QWidget(parent),
      context_(context),
      session_(session),
      list_(list),
      actions_(new WebhookActions(context, this)),
      header_(new HeaderBar(this)),
      formArea_(scrollArea(QStringLiteral("formArea"), this)),
      form_(new QFrame(formArea_->viewport())),
      trouble_(new TroubleBanner(form_)),
      stop_(new widgets::Banner(widgets::Banner::Buttons::kBelow, form_)),
      warnings_(new widgets::Banner(widgets::Banner::Buttons::kBelow, form_)),
      sideArea_(scrollArea(QStringLiteral("sideArea"), this)),
      side_(new QWidget(sideArea_->viewport())),
      preview_(new PreviewPane(context.client, side_)),
      arrived_(new StandInPane(context.client, side_)),
      messages_(new MessageSection(side_)),
      editor_(new WebhookEditor(*messages_, form_)),
      test_(new TestCard(side_)),
      secret_(new SecretCard(context, side_)),
      figures_(new FiguresCard(side_)) {
  build();
  wireSession();
  wireActions();
  wirePreview();
  wireStandIns();
  new ValueFinding(context_, session_, *editor_, this);
}

void EditorPane::build() {
  stop_->setObjectName(QStringLiteral("stopBanner"));
  resume_ = stop_->addButton(QStringLiteral("bannerResume"), tr("Resume"), [this] { emit header_->resumeWished(); });
  warnings_->setObjectName(QStringLiteral("warningsBanner"));
  buildForm();
  formArea_->setAccessibleName(tr("Settings of the webhook"));
  buildSide();
  sideArea_->setAccessibleName(tr("Preview, message, test, figures and secret"));
  auto* line = new QFrame(this);
  line->setProperty("role", "line");
  line->setFixedWidth(1);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  row->addWidget(formArea_, 480);
  row->addWidget(line);
  row->addWidget(sideArea_, 400);
  header_->hide();  // the page puts it over all panes
}

void EditorPane::buildForm() {
  form_->setProperty("role", "pane");
  auto* column = new QVBoxLayout(form_);
  column->setContentsMargins(theme::kPageMargin, theme::kSpaceWide, theme::kPageMargin, theme::kSpaceSection);
  column->setSpacing(theme::kSpaceWide);
  for (auto* part : std::initializer_list<QWidget*>{trouble_, stop_, warnings_}) column->addWidget(part);
  column->addWidget(editor_, 1);
  formArea_->setWidget(form_);
}

void EditorPane::buildSide() {
  auto* column = new QVBoxLayout(side_);
  column->setContentsMargins(theme::kPageMargin, theme::kSpaceWide, theme::kPageMargin, theme::kSpaceSection);
  column->setSpacing(theme::kSpace);
  for (auto* card : std::initializer_list<QWidget*>{preview_, arrived_, messages_, test_, figures_, secret_}) column->addWidget(card);
  column->addStretch(1);
  sideArea_->setWidget(side_);
}

void EditorPane::wireSession() {
  connect(&session_, &WebhookSession::shown, this, &EditorPane::showForm);
  connect(&session_, &WebhookSession::changed, this, &EditorPane::refresh);
  connect(&session_, &WebhookSession::created, this, &EditorPane::showCreated);
  connect(&session_, &WebhookSession::saved, this, [this] { context_.navigator.toast(tr("Saved.")); });
  connect(&session_, &WebhookSession::conflict, trouble_, &TroubleBanner::showConflict);
  connect(&session_, &WebhookSession::vanished, trouble_, &TroubleBanner::showVanished);
  connect(&session_, &WebhookSession::refused, this, [this](const Refusal& refusal, bool unknown) {
    const auto rest = QStringList{refusal.rest, editor_->showRefused(refusal)}.join(QLatin1Char(' ')).trimmed();
    if (!rest.isEmpty()) trouble_->showFailure(unknown ? tr("It is not known whether it was saved.") : tr("It was not saved."), rest);
  });
  connect(trouble_, &TroubleBanner::theirsWished, this, [this] { session_.settle(false, [](bool) {}); });
  connect(trouble_, &TroubleBanner::overwriteWished, this, [this] {
    if (editor_->checkAll()) session_.settle(true, [](bool) {});
  });
  connect(editor_, &WebhookEditor::edited, this, [this] {
    session_.setForm(editor_->form());
    followForm();
  });
  connect(editor_, &WebhookEditor::rebuilt, this, &EditorPane::rebuilt);
  connect(editor_, &WebhookEditor::manualWished, this, [this] { context_.navigator.showManual(editor_->form().kind); });
  editor_->setManualOffered(context_.navigator.hasManual());
  connect(editor_, &WebhookEditor::checked, this, &EditorPane::showHeader);
  connect(editor_, &WebhookEditor::scheduleChanged, this, &EditorPane::askSchedule);
  connect(editor_, &WebhookEditor::matchChanged, this, &EditorPane::askWhatIf);
}

void EditorPane::wireActions() {
  connect(actions_, &WebhookActions::testStarted, this, [this](model::WebhookId id) {
    testShownFor_ = id;
    test_->showSending();
  });
  connect(actions_, &WebhookActions::tested, this, [this](model::WebhookId id, const client::TestOutcome& outcome) {
    if (id == testShownFor_) test_->showOutcome(outcome, testOfForm_ ? TestCard::Tested::kForm : TestCard::Tested::kSaved);
  });
  connect(actions_, &WebhookActions::testFailed, this, [this](model::WebhookId id, const QString& why) {
    if (id == testShownFor_) test_->showFailure(why);
  });
  connect(actions_, &WebhookActions::failed, trouble_, &TroubleBanner::showFailure);
  connect(actions_, &WebhookActions::changed, &session_, &WebhookSession::seen);
  connect(test_, &TestCard::deliveryWished, this, [this](model::DeliveryId id) { context_.navigator.showDelivery(id); });
  connect(figures_, &FiguresCard::deliveriesWished, this, [this] {
    if (!session_.webhook()) return;
    client::DeliveryFilter filter;
    filter.webhook = session_.webhook()->id;
    context_.navigator.showDeliveries(filter);
  });
  connect(header_, &HeaderBar::testWished, this, &EditorPane::wishTest);
  connect(header_, &HeaderBar::saveWished, this, &EditorPane::wishSave);
  connect(header_, &HeaderBar::revertWished, &session_, &WebhookSession::revert);
  connect(header_, &HeaderBar::pauseWished, this, [this](int minutes) {
    if (session_.webhook()) actions_->pause(session_.webhook()->id, pauseEnd(minutes));
  });
  connect(header_, &HeaderBar::resumeWished, this, [this] {
    if (session_.webhook()) actions_->resume(session_.webhook()->id);
  });
  connect(header_, &HeaderBar::deleteWished, this, [this] {
    if (session_.webhook()) actions_->askDelete(*session_.webhook());
  });
}

void EditorPane::wirePreview() {
  connect(preview_, &PreviewPane::typeChosen, this, [this](const QString& type) { messages_->setType(type.toStdString()); });
  connect(messages_, &MessageSection::typeWished, preview_, &PreviewPane::chooseType);
  connect(&preview_->feed(), &PreviewFeed::shown, this, [this] {
    messages_->showFaults({}, MessageSection::Faults::kStay);
    showHeader();
  });
  connect(&preview_->feed(), &PreviewFeed::failed, this, &EditorPane::showPreviewFault);
}

void EditorPane::wireStandIns() {
  connect(&arrived_->feed(), &StandInFeed::changed, this, &EditorPane::followStandIn);
  connect(&arrived_->feed(), &StandInFeed::notStarted, this,
          [this](const QString& why) { trouble_->showFailure(tr("The stand-ins did not start."), why); });
  connect(arrived_, &StandInPane::rebuilt, this, &EditorPane::rebuilt);
  connect(editor_, &WebhookEditor::standInWished, this, [this] {
    if (const auto why = whyNotEdit(context_.client); !why.isEmpty()) return context_.navigator.toast(why);
    finish();
    const auto asked = std::pair(session_.webhook() ? session_.webhook()->id : model::WebhookId{}, session_.form().kind);
    arrived_->feed().start([this, asked](const client::Sandbox& sandbox) {
      if (asked == previewed_) tryStandIn(sandbox);  // else another webhook stands there by now
    });
  });
}

void EditorPane::tryStandIn(const client::Sandbox& sandbox) {
  const auto* kind = editor_->integration();
  if (!session_.isOpen() || kind == nullptr) return;
  const auto standIn = sandbox.standIns.find(kind->kind);
  if (standIn == sandbox.standIns.end())
    return context_.navigator.toast(tr("There is no stand-in for %1.").arg(models::plain(kind->title)));
  session_.setForm(withStandIn(editor_->form(), standIn->second, *kind));
  editor_->show(session_.form(), session_.savedForm(), session_.webhook());
  followForm();
}

void EditorPane::setTypes(const std::vector<client::EventType>& types) {
  types_.clear();
  for (const auto& type : types) types_ << models::plain(type.type);
  editor_->setTypes(types);
  followForm();
}

void EditorPane::setIntegrations(const std::vector<client::Integration>& integrations) {
  editor_->setIntegrations(integrations);
  showNoTest();
  followForm();
  refresh();
}

const client::Integration* EditorPane::integration() const { return editor_->integration(); }

void EditorPane::setAwake(bool awake) {
  preview_->feed().setAwake(awake);
  if (awake) arrived_->feed().read();
}

void EditorPane::reload() { preview_->feed().readRecent(); }

void EditorPane::showNoTest() {
  test_->showNone(editor_->integration() == nullptr || isCustom(editor_->form()) ? QString() : receiverWord());
}

/// Who gets what this webhook sends, inside a sentence.
QString EditorPane::receiverWord() const {
  const auto* kind = editor_->integration();
  return kind == nullptr || isCustom(editor_->form()) ? tr("The receiver") : models::plain(kind->title);
}

/// What would arrive is made of the form as it stands, as soon as it makes a webhook.
void EditorPane::followForm() {
  followStandIn();
  if (!session_.isOpen()) return preview_->feed().clear();
  const auto& form = editor_->form();
  preview_->setForm(form, editor_->integration(), types_);
  messages_->setType(preview_->feed().type());
  const auto unfit = editor_->unfit();
  if (!unfit.isEmpty()) {
    preview_->feed().clear();
    return preview_->showTrouble(tr("What arrives is shown as soon as this is right: %1.").arg(unfit.join(QStringLiteral(", "))));
  }
  if (preview_->feed().type().empty()) return preview_->showTrouble(tr("Add a type of events by its whole name to see what arrives."));
  const auto before = session_.isNew() ? model::Webhook{} : *session_.webhook();
  preview_->feed().setWebhook(before, applied(form, before));
}

void EditorPane::followStandIn() {
  const auto* kind = session_.isOpen() ? editor_->integration() : nullptr;
  const auto* sandbox = arrived_->feed().sandbox();
  const bool there = sandbox != nullptr && kind != nullptr && client::canUseStandIn(*kind) && sandbox->serves(kind->kind);
  const bool goes = there && goesToStandIn(editor_->form(), *sandbox, *kind);
  StandInOffer offer{there, whyNotEdit(context_.client), {}};
  if (arrived_->feed().starting()) offer.whyNot = tr("The stand-ins are being started.");
  if (goes)
    offer.going = tr("This webhook goes to the stand-in at %1: nothing leaves the core's own computer.").arg(models::plain(sandbox->url));
  editor_->showStandIn(offer);
  arrived_->setKind(goes ? std::optional(kind->kind) : std::nullopt);
}

void EditorPane::showPreviewFault(const base::Error& error) {
  const auto refusal = refusalOf(error);
  messages_->showFaults(refusal.messages, MessageSection::Faults::kStay);
  showHeader();
  QStringList said;
  if (!refusal.messages.empty()) said << tr("The message cannot be made as it stands: mend what is marked below.");
  for (const auto& [field, problem] : refusal.fields) {
    const auto* box = editor_->box(field);
    said << (box != nullptr ? tr("%1: %2").arg(box->name(), problem) : problem);
  }
  if (!refusal.rest.isEmpty()) said << refusal.rest;
  preview_->showTrouble(said.join(QLatin1Char(' ')));
}

QList<QWidget*> EditorPane::panes() const { return {formArea_, sideArea_}; }

void EditorPane::focusForm() { editor_->focusFirst(); }

void EditorPane::finish() { editor_->finish(); }

void EditorPane::showForm() {
  trouble_->clear();
  editor_->show(session_.form(), session_.savedForm(), session_.webhook());
  const auto id = session_.webhook() ? session_.webhook()->id : model::WebhookId{};
  const auto previewed = std::pair(id, session_.form().kind);
  const bool another = std::exchange(previewed_, previewed) != previewed;
  if (another) preview_->forget();
  followForm();
  if (another || id != testShownFor_) {
    testShownFor_ = {};
    showNoTest();
  }
}

void EditorPane::refresh() {
  editor_->rebase(session_.savedForm(), session_.webhook());
  const auto* view = session_.view();
  editor_->setEditable(whyNotEdit(context_.client).isEmpty(), whyNotEdit(context_.client));
  followStandIn();
  figures_->setVisible(view != nullptr);
  secret_->setVisible(view != nullptr && view->webhook.kind == model::WebhookKind::kCustom);
  if (view) {
    figures_->setHealth(list_.health(view->webhook.id));
    secret_->setWebhook(*view);
    secret_->setRefusal(whyNotEdit(context_.client));
  }
  QStringList warnings;
  if (view)
    for (const auto& warning : view->warnings) warnings << models::plain(warning);
  warnings_->setVisible(!warnings.isEmpty());
  if (!warnings.isEmpty()) warnings_->say(widgets::Banner::Kind::kWarn, {}, warnings.join(QLatin1Char(' ')));
  showStop();
  showHeader();
}

/// Why it sends nothing, what helps, how many wait, and the way on.
void EditorPane::showStop() {
  const auto* view = session_.view();
  const auto* health = view ? list_.health(view->webhook.id) : nullptr;
  const auto kind = view ? view->webhook.stop.kind : model::WebhookStop::Kind::kNone;
  const bool stopped = kind != model::WebhookStop::Kind::kNone;
  const auto resting = stopped || !view || !view->webhook.enabled ? QString() : breakerSentence(health);
  const bool disabled = view && !view->webhook.enabled && !stopped && health && health->waiting > 0;
  stop_->setVisible(stopped || disabled || !resting.isEmpty());
  if (stop_->isHidden()) return;
  resume_->setVisible(stopped);
  const auto waiting = waitingSentence(health ? health->waiting : 0);
  const auto say = [&](widgets::Banner::Kind how, const QString& strong, const QStringList& parts) {
    QStringList said;
    for (const auto& part : parts)
      if (!part.isEmpty()) said << part;
    stop_->say(how, strong, said.join(QLatin1Char(' ')));
  };
  if (disabled) {
    say(widgets::Banner::Kind::kInfo, tr("Disabled: it takes no new events."), {waiting, tr("Enable it and save to send what waits.")});
  } else if (!resting.isEmpty()) {
    say(widgets::Banner::Kind::kWarn, tr("%1 looks down.").arg(receiverWord()), {resting, waiting, tr("Nothing is lost meanwhile.")});
  } else if (kind == model::WebhookStop::Kind::kOnHold) {
    say(widgets::Banner::Kind::kDanger, tr("On hold: nothing is sent."),
        {stopSentence(*view), waiting,
         isCustom(editor_->form()) ? tr("Resume it when the receiver is mended.")
                                   : tr("Resume it when %1 takes it again.").arg(receiverWord())});
  } else {
    say(widgets::Banner::Kind::kInfo, tr("Paused: everything waits."), {stopSentence(*view), waiting});
  }
  const auto why = whyNotOperate(context_.client);
  resume_->setEnabled(why.isEmpty());
  resume_->setToolTip(theme::tipText(why));
}

QString EditorPane::unsavedText() const {
  QStringList parts;
  if (session_.saving())
    parts << tr("saving …");
  else if (session_.dirty())
    parts << tr("unsaved changes");
  const int problems = editor_->problemCount();
  if (problems == 1) parts << tr("1 field to mend");
  if (problems > 1) parts << tr("%1 fields to mend").arg(problems);
  return parts.join(QStringLiteral(", "));
}

QString EditorPane::whyNotTest() const {
  if (!session_.isOpen()) return tr("Choose a webhook first.");
  // A test of what is not saved sends the stored secrets where the form says: it is for those who may save it.
  return session_.isNew() || session_.dirty() ? whyNotEdit(context_.client) : whyNotOperate(context_.client);
}

void EditorPane::showHeader() {
  if (!session_.isOpen()) return header_->showNothing(tr("Webhooks"));
  const auto* view = session_.view();
  HeaderBar::Shown shown;
  const auto* kind = editor_->integration();
  shown.title = view                                           ? models::plain(view->webhook.name)
                : kind == nullptr || isCustom(editor_->form()) ? tr("New webhook")
                                                               : tr("New webhook for %1").arg(models::plain(kind->title));
  if (view) shown.chip = stateChip(*view, list_.health(view->webhook.id));
  shown.unsaved = unsavedText();
  shown.exists = view != nullptr;
  shown.dirty = session_.dirty();
  shown.stopped = view && view->webhook.stop.kind != model::WebhookStop::Kind::kNone;
  shown.whyNotEdit = session_.saving() ? tr("It is being saved.") : whyNotEdit(context_.client);
  shown.whyNotOperate = whyNotOperate(context_.client);
  shown.whyNotTest = whyNotTest();
  header_->showWebhook(shown);
}

void EditorPane::askSchedule() {
  const int asked = ++scheduleAsked_;
  const auto policy = policyOf(editor_->form(), session_.webhook() ? session_.webhook()->retryPolicy : model::RetryPolicy{});
  const auto first = policy.schedule.empty() ? base::Millis{0} : policy.schedule.front();
  context_.client.retrySchedule(this, policy, [this, asked, first](const base::Result<client::RetrySchedule>& schedule) {
    if (asked != scheduleAsked_) return;  // other numbers stand there by now
    if (schedule)
      editor_->showSchedule(first, *schedule);
    else
      editor_->showNoSchedule(tr("The times of the tries are not known: %1").arg(QString::fromStdString(schedule.error().message)));
  });
}

void EditorPane::askWhatIf() {
  const int asked = ++whatIfAsked_;
  const bool saved = session_.webhook() != nullptr;
  auto before = saved ? *session_.webhook() : model::Webhook{};
  auto after = before;
  const auto wanted = applied(editor_->form(), before);
  after.chatbotId = wanted.chatbotId;
  after.events = wanted.events;
  after.filter = wanted.filter;
  after.enabled = wanted.enabled;
  // Where it is sent has no say in what it takes, and may not be typed yet.
  if (!saved) after.url = kAnyReceiver;
  context_.client.whatIf(this, before, after, [this, asked, saved](const base::Result<client::WhatIf>& outcome) {
    if (asked != whatIfAsked_) return;  // something else stands there by now
    if (outcome)
      editor_->showWhatIf(*outcome, saved);
    else
      editor_->showNoWhatIf(tr("What it takes of the latest events is not known: %1").arg(models::plain(outcome.error().message)));
  });
}

void EditorPane::save(std::function<void(bool)> then) {
  if (!editor_->checkAll()) return then(false);
  session_.setForm(editor_->form());
  trouble_->clear();
  session_.save(std::move(then));
}

void EditorPane::wishSave() {
  if (!session_.isOpen() || session_.saving()) return;
  finish();
  if (const auto why = whyNotEdit(context_.client); !why.isEmpty()) return context_.navigator.toast(why);
  if (!session_.dirty() && !session_.isNew()) return context_.navigator.toast(tr("Nothing was changed."));
  save([](bool) {});
}

void EditorPane::wishTest() {
  finish();
  if (const auto why = whyNotTest(); !why.isEmpty()) return context_.navigator.toast(why);
  testOfForm_ = session_.isNew() || session_.dirty();
  if (!testOfForm_) return actions_->test(session_.webhook()->id);
  if (!editor_->checkAll()) return;
  const auto before = session_.isNew() ? model::Webhook{} : *session_.webhook();
  actions_->testUnsaved(before, applied(editor_->form(), before));
}

void EditorPane::showCreated(const client::CreatedWebhook& created) {
  // A kind whose service has credentials of its own signs nothing.
  if (created.secret.empty()) return context_.navigator.toast(tr("Saved."));
  context_.prompter.showOnce(this, tr("The secret of “%1”").arg(models::plain(created.view.webhook.name)),
                             tr("Give it to the receiver now: it checks with it that an event is from here. It is shown this once; later "
                                "an admin can hold “Hold to show” to see it."),
                             QString::fromStdString(created.secret), [] {});
}

}  // namespace hookline::webhooks_page
