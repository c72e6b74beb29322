#include "webhooks_page/setting_input.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "models/delivery_words.h"
#include "webhooks_page/pair_lines_editor.h"
#include "webhooks_page/secret_input.h"
#include "webhooks_page/value_look_up.h"

namespace hookline::webhooks_page {
namespace {

using model::SettingKind;
using Shape = SettingEntry::Shape;

constexpr std::size_t kMostLines = 100;  // as many as a core takes

using models::plain;

}  // namespace

SettingInput::SettingInput(const client::SettingField& field, QWidget* parent) : QWidget(parent), field_(field) {
  setObjectName(QStringLiteral("setting_") + plain(field.name));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  switch (field.kind) {
    case SettingKind::kSecret:
      column->addWidget(makeSecret());
      break;
    case SettingKind::kFlag:
      column->addWidget(makeTick());
      break;
    case SettingKind::kChoice:
      column->addWidget(makeChoice());
      break;
    case SettingKind::kMap:
      column->addWidget(makeLines());
      break;
    default:
      column->addWidget(makeLine());
      break;
  }
  setAccessibleName(plain(field.label));
  if (input_->accessibleName().isEmpty())
    input_->setAccessibleName(field.required ? tr("%1, required").arg(plain(field.label)) : plain(field.label));
  setFocusProxy(input_);
}

QString SettingInput::nameOf(const char* part) const { return objectName() + QLatin1String(part); }

QWidget* SettingInput::makeLine() {
  line_ = new QLineEdit(this);
  line_->setObjectName(nameOf("Input"));
  if (field_.kind == SettingKind::kUrl) line_->setProperty("look", "mono");
  line_->setPlaceholderText(plain(field_.preset.empty() ? field_.placeholder : field_.preset));
  connect(line_, &QLineEdit::textEdited, this, &SettingInput::edited);
  input_ = line_;
  if (field_.find.label.empty()) return line_;
  lookUp_ = new ValueLookUp(objectName(), field_.find, line_, this);
  connect(lookUp_, &ValueLookUp::chosen, this, [this] {
    emit edited();
    emit chosen();
  });
  connect(lookUp_, &ValueLookUp::left, this, &SettingInput::chosen);
  return lookUp_;
}

QWidget* SettingInput::makeSecret() {
  secret_ = new SecretInput(objectName(), plain(field_.placeholder), this);
  secret_->setObjectName(nameOf("Secret"));
  secret_->setAccessibleLabel(plain(field_.label));
  connect(secret_, &SecretInput::edited, this, &SettingInput::edited);
  connect(secret_, &SecretInput::left, this, &SettingInput::chosen);
  input_ = &secret_->field();
  return secret_;
}

QWidget* SettingInput::makeTick() {
  tick_ = new QCheckBox(plain(field_.label), this);
  tick_->setObjectName(nameOf("Input"));
  connect(tick_, &QCheckBox::clicked, this, [this] {
    emit edited();
    emit chosen();
  });
  input_ = tick_;
  return tick_;
}

QWidget* SettingInput::makeChoice() {
  choice_ = new QComboBox(this);
  choice_->setObjectName(nameOf("Input"));
  choice_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  if (field_.preset.empty()) choice_->addItem(field_.required ? tr("Choose one") : tr("not set"), QString());
  for (const auto& one : field_.choices) choice_->addItem(plain(one.label.empty() ? one.value : one.label), plain(one.value));
  connect(choice_, &QComboBox::activated, this, [this] {
    emit edited();
    emit chosen();
  });
  input_ = choice_;
  return choice_;
}

QWidget* SettingInput::makeLines() {
  lines_ =
      new PairLinesEditor(nameOf("Lines"), {tr("Add a line"), tr("Field of the service"), tr("Text or {{data.name}}")}, kMostLines, this);
  connect(lines_, &PairLinesEditor::edited, this, &SettingInput::edited);
  connect(lines_, &PairLinesEditor::left, this, &SettingInput::chosen);
  connect(lines_, &PairLinesEditor::inputMade, this, &SettingInput::inputMade);
  input_ = &lines_->addButton();
  input_->setAccessibleName(tr("%1: add a line").arg(plain(field_.label)));
  return lines_;
}

void SettingInput::show(const SettingEntry* entry) {
  given_ = entry != nullptr;
  const auto text = entry != nullptr ? entry->text : plain(field_.preset);
  if (line_) line_->setText(entry != nullptr ? text : QString());
  if (lookUp_) lookUp_->showIdle();
  if (tick_) tick_->setChecked(text == QLatin1String("true"));
  if (lines_) lines_->show(entry != nullptr ? entry->lines : PairLines{});
  if (choice_) {
    int at = choice_->findData(text);
    if (at < 0) {
      // What the core has is shown even when its descriptor does not offer it.
      choice_->addItem(text, text);
      at = choice_->count() - 1;
    }
    choice_->setCurrentIndex(at);
  }
  if (!secret_) return;
  if (entry == nullptr)
    secret_->showNone();
  else if (entry->text.isEmpty())
    showKept(tr("Set. It is kept and not shown."));
  else
    secret_->showTyped(entry->text);
}

void SettingInput::showKept(const QString& shown) {
  if (secret_) secret_->showKept(shown, !field_.required);
}

std::optional<SettingEntry> SettingInput::entry() const {
  if (secret_) {
    const auto value = secret_->value();
    return value ? std::optional(SettingEntry{Shape::kSecret, *value, {}}) : std::nullopt;
  }
  if (lines_) {
    auto lines = lines_->lines();
    return lines.empty() ? std::nullopt : std::optional(SettingEntry{Shape::kMap, {}, std::move(lines)});
  }
  if (line_) {
    if (line_->text().trimmed().isEmpty()) return std::nullopt;
    return SettingEntry{field_.kind == SettingKind::kNumber ? Shape::kNumber : Shape::kText, line_->text(), {}};
  }
  const auto text = tick_ == nullptr     ? choice_->currentData().toString()
                    : tick_->isChecked() ? QStringLiteral("true")
                                         : QStringLiteral("false");
  const auto preset = tick_ != nullptr && field_.preset.empty() ? QStringLiteral("false") : plain(field_.preset);
  if (text == preset && !given_) return std::nullopt;
  return text.isEmpty() ? std::nullopt : std::optional(SettingEntry{tick_ ? Shape::kFlag : Shape::kText, text, {}});
}

}  // namespace hookline::webhooks_page
