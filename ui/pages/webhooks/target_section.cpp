#include "webhooks_page/target_section.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

#include "theme/metrics.h"

namespace hookline::webhooks_page {

TargetSection::TargetSection(QWidget* parent)
    : Section(parent),
      name_(makeLine(QStringLiteral("nameField"))),
      kind_(makeLine(QStringLiteral("kindField"))),
      chatbot_(makeLine(QStringLiteral("chatbotField"))),
      url_(makeLine(QStringLiteral("urlField"), true)),
      enabled_(makeTick(QStringLiteral("enabledTick"), tr("Takes new events"))),
      test_(makeTick(QStringLiteral("testTick"), tr("Test target: the simulator may send here"))),
      allowHttp_(makeTick(QStringLiteral("allowHttpTick"), tr("Allow plain http (anybody on the way can read the events)"))) {
  name_->setPlaceholderText(tr("as its receiver is called"));
  chatbot_->setPlaceholderText(tr("every chatbot"));
  url_->setPlaceholderText(QStringLiteral("https://example.com/hooks"));
  kind_->setText(tr("Custom"));
  kind_->setEnabled(false);
  kind_->setToolTip(tr("This version sends to receivers of your own. Slack, HubSpot and others come with a later version."));
  enabled_->setToolTip(tr("Without it new events make no delivery here, and what waits stays where it is."));

  auto* names = new QHBoxLayout;
  names->setSpacing(10);
  names->addWidget(addBox(Field::kName, tr("Name"), name_), 212);
  names->addWidget(new FieldBox(tr("Kind"), kind_, this), 105);
  names->addWidget(addBox(Field::kChatbot, tr("Chatbot"), chatbot_), 126);
  auto* address = addBox(Field::kUrl, tr("Address of the receiver"), url_);

  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(theme::kSpace);
  column->addLayout(names);
  column->addWidget(address);
  auto* ticks = new QVBoxLayout;
  ticks->setSpacing(theme::kSpaceTiny);
  for (auto* tick : {allowHttp_, enabled_, test_}) ticks->addWidget(tick);
  column->addLayout(ticks);
  // Whether plain http is allowed decides whether the address is right.
  connect(allowHttp_, &QCheckBox::clicked, this, [this] { emit left(Field::kUrl); });
}

void TargetSection::show(const WebhookForm& form) {
  name_->setText(form.name);
  chatbot_->setText(form.chatbot);
  url_->setText(form.url);
  enabled_->setChecked(form.enabled);
  test_->setChecked(form.test);
  allowHttp_->setChecked(form.allowHttp);
}

void TargetSection::collect(WebhookForm& form) const {
  form.name = name_->text();
  form.chatbot = chatbot_->text();
  form.url = url_->text();
  form.enabled = enabled_->isChecked();
  form.test = test_->isChecked();
  form.allowHttp = allowHttp_->isChecked();
}

void TargetSection::revert(Field field, const WebhookForm& saved) {
  if (field == Field::kName) name_->setText(saved.name);
  if (field == Field::kChatbot) chatbot_->setText(saved.chatbot);
  if (field == Field::kUrl) url_->setText(saved.url);
}

}  // namespace hookline::webhooks_page
