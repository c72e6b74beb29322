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
  kind_->setEnabled(false);
  kind_->setToolTip(tr("Chosen when the webhook is made. For another kind make another webhook."));
  enabled_->setToolTip(tr("Without it new events make no delivery here, and what waits stays where it is."));

  auto* names = new QHBoxLayout;
  names->setSpacing(10);
  names->addWidget(addBox(Field::kName, tr("Name"), name_), 190);
  names->addWidget(new FieldBox(tr("Kind"), kind_, this), 136);
  names->addWidget(addBox(Field::kChatbot, tr("Chatbot"), chatbot_), 117);
  address_ = addBox(Field::kUrl, tr("Address of the receiver"), url_);

  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(theme::kSpace);
  column->addLayout(names);
  column->addWidget(address_);
  auto* ticks = new QVBoxLayout;
  ticks->setSpacing(theme::kSpaceTiny);
  for (auto* tick : {allowHttp_, enabled_, test_}) ticks->addWidget(tick);
  column->addLayout(ticks);
  // Whether plain http is allowed decides whether the address is right.
  connect(allowHttp_, &QCheckBox::clicked, this, [this] { emit left(Field::kUrl); });
}

void TargetSection::setIntegration(const client::Integration* integration) {
  kind_->setText(integration != nullptr ? QString::fromStdString(integration->title) : QString());
  kind_->setCursorPosition(0);
}

void TargetSection::show(const WebhookForm& form) {
  address_->setVisible(isCustom(form));
  allowHttp_->setVisible(isCustom(form));
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
  if (isCustom(form)) {
    form.url = url_->text();
    form.allowHttp = allowHttp_->isChecked();
  }
  form.enabled = enabled_->isChecked();
  form.test = test_->isChecked();
}

void TargetSection::revert(const FieldId& field, const WebhookForm& saved) {
  if (field.field == Field::kName) name_->setText(saved.name);
  if (field.field == Field::kChatbot) chatbot_->setText(saved.chatbot);
  if (field.field == Field::kUrl) url_->setText(saved.url);
}

}  // namespace hookline::webhooks_page
