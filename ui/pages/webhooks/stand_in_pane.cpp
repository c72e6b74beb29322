#include "webhooks_page/stand_in_pane.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "models/delivery_words.h"
#include "theme/metrics.h"
#include "webhooks_page/message_view.h"
#include "widgets/code_view.h"

namespace hookline::webhooks_page {
namespace {

constexpr int kRecordLines = 10;

client::RichText richText(const std::string& text) { return text.empty() ? client::RichText{} : client::RichText{{text}}; }

}  // namespace

StandInPane::StandInPane(client::Client& client, QWidget* parent)
    : QWidget(parent), feed_(client, this), state_(new QLabel(this)), list_(new QVBoxLayout) {
  setObjectName(QStringLiteral("standInPane"));
  auto* heading = new QLabel(tr("What arrived at the stand-in"), this);
  heading->setProperty("role", "heading");
  state_->setObjectName(QStringLiteral("standInState"));
  state_->setProperty("role", "secondary");
  state_->setTextFormat(Qt::PlainText);
  state_->setWordWrap(true);
  list_->setSpacing(theme::kSpaceSmall);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(theme::kSpaceSmall);
  column->addWidget(heading);
  column->addWidget(state_);
  column->addLayout(list_);
  connect(&feed_, &StandInFeed::seen, this, &StandInPane::showRecords);
  connect(&feed_, &StandInFeed::notSeen, this, [this](const QString& why) {
    state_->setText(tr("What arrived was not read: %1").arg(why));
    state_->show();
  });
  hide();
}

void StandInPane::setKind(std::optional<model::WebhookKind> kind) {
  if (kind != kind_) {
    kind_ = kind;
    clear();
    state_->setText(tr("What arrived is being read."));
    state_->show();
  }
  setVisible(kind_.has_value());
  if (isVisible()) feed_.watch(kind_);
}

void StandInPane::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  feed_.watch(kind_);
}

void StandInPane::hideEvent(QHideEvent* event) {
  QWidget::hideEvent(event);
  feed_.watch(std::nullopt);
}

void StandInPane::clear() {
  shown_.clear();
  while (auto* item = list_->takeAt(0)) {
    delete item->widget();
    delete item;
  }
}

void StandInPane::showRecords(const std::vector<client::StandInRecord>& records) {
  state_->setText(tr("Nothing yet. Save it, then send a test or an event from the Simulator."));
  state_->setVisible(records.empty());
  if (records == shown_) return;
  clear();
  shown_ = records;
  for (const auto& record : shown_) addRecord(record);
  emit rebuilt();
}

void StandInPane::addRecord(const client::StandInRecord& record) {
  const auto collection = models::plain(record.collection);
  auto* row = new QWidget(this);
  auto* column = new QVBoxLayout(row);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(theme::kSpaceTiny);
  auto* name = new QLabel(collection, row);
  name->setObjectName(QStringLiteral("arrivedCollection"));
  name->setProperty("role", "hint");
  name->setTextFormat(Qt::PlainText);
  column->addWidget(name);
  auto* json = new widgets::CodeView(tr("Arrived: %1").arg(collection), row);
  json->setObjectName(QStringLiteral("arrivedJson"));
  json->setFittedLines(kRecordLines);
  json->setBytes(record.json);
  if (!record.title.empty() || !record.text.empty()) {
    auto* message = new MessageView(row);
    message->setObjectName(QStringLiteral("arrivedMessage"));
    client::RenderedMessage arrived;
    arrived.title = richText(record.title);
    arrived.text = richText(record.text);
    message->show(arrived);
    column->addWidget(message);
    column->addWidget(makeOpener(*json), 0, Qt::AlignLeft);
  }
  column->addWidget(json);
  list_->addWidget(row);
}

/// A service shows more of a message than its title and text: all of it can be seen.
QPushButton* StandInPane::makeOpener(widgets::CodeView& json) {
  auto* opener = new QPushButton(tr("Show the record"), json.parentWidget());
  opener->setObjectName(QStringLiteral("showRecord"));
  opener->setProperty("kind", "link");
  opener->setCheckable(true);
  opener->setAutoDefault(false);
  json.hide();
  connect(opener, &QPushButton::toggled, &json, [opener, &json](bool open) {
    opener->setText(open ? tr("Hide the record") : tr("Show the record"));
    json.setVisible(open);
  });
  return opener;
}

}  // namespace hookline::webhooks_page
