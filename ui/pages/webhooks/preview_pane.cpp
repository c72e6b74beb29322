#include "webhooks_page/preview_pane.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include "models/delivery_words.h"
#include "theme/metrics.h"
#include "theme/theme.h"
#include "webhooks_page/actions_section.h"
#include "webhooks_page/flow_layout.h"
#include "webhooks_page/message_view.h"
#include "widgets/code_view.h"

namespace hookline::webhooks_page {
namespace {

constexpr int kRequestLines = 16;

QString headingOf(const client::Integration* integration) {
  if (integration == nullptr || integration->kind == model::WebhookKind::kCustom) return PreviewPane::tr("What is sent");
  const auto title = models::plain(integration->title);
  return integration->messages ? PreviewPane::tr("What %1 will show").arg(title) : PreviewPane::tr("What %1 will get").arg(title);
}

QString eventWord(const RecentEvent& event, bool newest) {
  const auto at = models::localTime(event.at);
  const QLocale locale;
  auto word = at.date() == QDate::currentDate() ? locale.toString(at.time(), QStringLiteral("HH:mm:ss"))
                                                : locale.toString(at, QLocale::ShortFormat);
  if (newest) word = PreviewPane::tr("The newest, %1").arg(word);
  const auto person = models::personWord(event.person);
  return person.isEmpty() ? word : QStringLiteral("%1 · %2").arg(word, person);
}

}  // namespace

QStringList typesOf(const WebhookForm& form, const client::Integration* integration, const QStringList& known) {
  QStringList types;
  const auto add = [&types](const QString& type) {
    if (!types.contains(type)) types << type;
  };
  if (integration != nullptr && !isCustom(form)) {
    for (const auto& event : integration->events)
      if (actsOn(form.events, models::plain(event.type), event.byDefault)) add(models::plain(event.type));
  } else {
    for (const auto& type : known)
      if (actsOn(form.events, type, true)) add(type);
  }
  for (const auto& pattern : form.events)
    if (model::isEventType(pattern.toStdString())) add(pattern);
  for (const auto& [type, message] : form.messages) add(models::plain(type));
  return types;
}

PreviewPane::PreviewPane(client::Client& client, QWidget* parent)
    : QWidget(parent),
      feed_(client),
      heading_(new QLabel(this)),
      types_(new QComboBox(this)),
      events_(new QComboBox(this)),
      message_(new MessageView(this)),
      trouble_(new QLabel(this)),
      reason_(new QLabel(this)),
      limits_(new QWidget(this)),
      warnings_(new QLabel(this)),
      request_(new QPushButton(this)),
      target_(new QLabel(this)),
      body_(new widgets::CodeView(tr("Body of the request"), this)) {
  setObjectName(QStringLiteral("previewPane"));
  build();
  connect(types_, &QComboBox::activated, this, [this] {
    feed_.setType(types_->currentText().toStdString());
    emit typeChosen(types_->currentText());
  });
  connect(events_, &QComboBox::activated, this, [this] { feed_.setEventId(events_->currentData().toString().toStdString()); });
  connect(request_, &QPushButton::toggled, this, &PreviewPane::openRequest);
  connect(&feed_, &PreviewFeed::eventsChanged, this, &PreviewPane::fillEvents);
  connect(&feed_, &PreviewFeed::shown, this, &PreviewPane::showPreview);
  forget();
}

void PreviewPane::build() {
  heading_->setObjectName(QStringLiteral("previewHeading"));
  heading_->setProperty("role", "heading");
  types_->setObjectName(QStringLiteral("previewType"));
  types_->setAccessibleName(tr("Type of the event that is shown"));
  events_->setObjectName(QStringLiteral("previewEvent"));
  events_->setAccessibleName(tr("Event that is shown"));
  for (auto* choice : {types_, events_}) {
    choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    choice->setMinimumContentsLength(8);
  }
  trouble_->setObjectName(QStringLiteral("previewTrouble"));
  reason_->setObjectName(QStringLiteral("previewReason"));
  warnings_->setObjectName(QStringLiteral("previewWarnings"));
  trouble_->setProperty("role", "secondary");
  for (auto* label : {reason_, warnings_}) {
    label->setProperty("role", "hint");
    label->setProperty("tone", "warn");
  }
  target_->setObjectName(QStringLiteral("previewTarget"));
  target_->setProperty("role", "mono");
  target_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  for (auto* label : {heading_, trouble_, reason_, warnings_, target_}) {
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
  }
  limits_->setObjectName(QStringLiteral("previewLimits"));
  new FlowLayout(limits_);
  request_->setObjectName(QStringLiteral("showRequest"));
  request_->setProperty("kind", "link");
  request_->setCheckable(true);
  request_->setAutoDefault(false);
  body_->setObjectName(QStringLiteral("previewBody"));
  body_->setFittedLines(kRequestLines);
  auto* line = new QHBoxLayout;
  line->addWidget(request_);
  line->addStretch(1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(theme::kSpaceSmall);
  column->addWidget(heading_);
  for (auto* part : std::initializer_list<QWidget*>{types_, events_, message_, trouble_, reason_, limits_, warnings_})
    column->addWidget(part);
  column->addLayout(line);
  column->addWidget(target_);
  column->addWidget(body_);
}

void PreviewPane::forget() {
  for (auto* part : std::initializer_list<QWidget*>{message_, reason_, limits_, warnings_, target_, body_, request_}) part->hide();
  target_->clear();
  showTrouble(tr("What arrives stands here in a moment."));
}

void PreviewPane::setForm(const WebhookForm& form, const client::Integration* integration, const QStringList& known) {
  heading_->setText(headingOf(integration));
  const auto kind = integration != nullptr ? std::optional(form.kind) : std::nullopt;
  if (kind != kind_) {
    kind_ = kind;
    // Where there is no message the request is all that can be seen; one's own receivers are known to take an event as it is.
    request_->setChecked(kind && !isCustom(form) && !integration->messages);
    openRequest(request_->isChecked());
  }
  setTypes(typesOf(form, integration, known));
}

void PreviewPane::setTypes(const QStringList& types) {
  QStringList shown;
  for (int at = 0; at < types_->count(); ++at) shown << types_->itemText(at);
  if (shown != types) {
    const auto before = types_->currentText();
    types_->clear();
    types_->addItems(types);
    types_->setCurrentIndex(std::max<int>(0, static_cast<int>(types.indexOf(before))));
  }
  types_->setEnabled(!types.isEmpty());
  events_->setEnabled(!types.isEmpty());
  const auto now = types_->currentText();
  if (now.toStdString() == feed_.type()) return;
  feed_.setType(now.toStdString());
  emit typeChosen(now);
}

void PreviewPane::chooseType(const QString& type) {
  const int at = types_->findText(type);
  if (at < 0 || at == types_->currentIndex()) return;
  types_->setCurrentIndex(at);
  feed_.setType(type.toStdString());
  emit typeChosen(type);
}

void PreviewPane::fillEvents() {
  events_->clear();
  for (const auto& event : feed_.recent()) events_->addItem(eventWord(event, events_->count() == 0), models::plain(event.id));
  events_->addItem(tr("An example"), QString());
  events_->setCurrentIndex(std::max(0, events_->findData(models::plain(feed_.eventId()))));
}

void PreviewPane::showTrouble(const QString& why) {
  trouble_->setText(why);
  trouble_->setVisible(!why.isEmpty());
}

void PreviewPane::showPreview(const client::Preview& preview) {
  showTrouble({});
  message_->setVisible(preview.rendered.has_value());
  if (preview.rendered) message_->show(*preview.rendered);
  // Whether an example would be taken says nothing of what comes.
  const bool left = !preview.takes && !feed_.eventId().empty();
  reason_->setText(left ? tr("This event would not go here: the webhook %1.").arg(models::plain(preview.reason)) : QString());
  reason_->setVisible(left);
  showLimits(preview);
  showRequest(preview);
}

void PreviewPane::showLimits(const client::Preview& preview) {
  auto* flow = limits_->layout();
  while (auto* item = flow->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  const QLocale locale;
  for (const auto& use : preview.limits) {
    auto* label = new QLabel(limits_);
    label->setProperty("role", "hint");
    if (use.length > use.most) label->setProperty("tone", "warn");
    label->setTextFormat(Qt::PlainText);
    label->setText(tr("%1: %2 of %3")
                       .arg(models::plain(use.what), locale.toString(static_cast<qulonglong>(use.length)),
                            locale.toString(static_cast<qulonglong>(use.most))));
    flow->addWidget(label);
    label->show();
  }
  limits_->setVisible(!preview.limits.empty());
  QStringList warnings;
  for (const auto& warning : preview.warnings) warnings << models::plain(warning);
  warnings_->setText(warnings.join(QLatin1Char(' ')));
  warnings_->setVisible(!warnings.isEmpty());
}

void PreviewPane::showRequest(const client::Preview& preview) {
  auto text = QStringLiteral("%1 %2").arg(models::plain(preview.method), models::plain(preview.url));
  for (const auto& [name, value] : preview.headers) text += QStringLiteral("\n%1: %2").arg(models::plain(name), models::plain(value));
  target_->setText(text);
  body_->setBytes(preview.body);
  request_->show();
  openRequest(request_->isChecked());
}

void PreviewPane::openRequest(bool open) {
  request_->setText(open ? tr("Hide the request") : tr("Show the request"));
  const bool there = open && !target_->text().isEmpty();
  target_->setVisible(there);
  body_->setVisible(there);
}

}  // namespace hookline::webhooks_page
