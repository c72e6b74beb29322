#include "webhooks_page/message_section.h"

#include <QApplication>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>

#include "models/delivery_words.h"
#include "theme/fonts.h"
#include "theme/metrics.h"
#include "theme/theme.h"
#include "webhooks_page/flow_layout.h"
#include "webhooks_page/message_difference.h"
#include "webhooks_page/pair_lines_editor.h"

namespace hookline::webhooks_page {
namespace {

constexpr int kLabelWidth = 72;

using models::plain;

template <typename Pairs>
PairLines linesOf(const Pairs& pairs, std::string Pairs::value_type::*first, std::string Pairs::value_type::*second) {
  PairLines lines;
  for (const auto& pair : pairs) lines.push_back({plain(pair.*first), plain(pair.*second)});
  return lines;
}

void setText(QPlainTextEdit& field, const std::string& text) {
  if (field.toPlainText() == plain(text)) return;  // what stands there keeps its cursor
  const QSignalBlocker quiet(&field);
  field.setPlainText(plain(text));
}

void setText(QLineEdit& field, const std::string& text) {
  if (field.text() == plain(text)) return;
  field.setText(plain(text));
  field.setCursorPosition(0);  // its beginning is what is seen
}

}  // namespace

MessageSection::MessageSection(QWidget* parent)
    : Section(parent),
      heading_(new QLabel(this)),
      state_(new QLabel(this)),
      title_(makeLine(QStringLiteral("messageTitle"), true)),
      text_(makeText(QStringLiteral("messageText"), 3)),
      fields_(new PairLinesEditor(QStringLiteral("messageFields"), {tr("Add a field"), tr("Name"), tr("Value")}, model::Message::kMaxFields,
                                  this)),
      quote_(makeText(QStringLiteral("messageQuote"), 2)),
      links_(new PairLinesEditor(QStringLiteral("messageLinks"), {tr("Add a link"), tr("Words"), tr("Address")}, model::Message::kMaxLinks,
                                 this)),
      color_(makeLine(QStringLiteral("messageColor"), true)),
      mention_(makeLine(QStringLiteral("messageMention"), true)),
      insert_(new QPushButton(tr("Insert field"), this)),
      places_(new QMenu(insert_)),
      compare_(new QPushButton(tr("Compare with built-in"), this)),
      reset_(new QPushButton(tr("Use the built-in"), this)),
      differences_(new QWidget(this)) {
  setObjectName(QStringLiteral("messageSection"));
  build();
  connect(this, &Section::edited, this, &MessageSection::onEdited);
  for (auto* lines : {fields_, links_}) connect(lines, &PairLinesEditor::edited, this, &Section::edited);
  connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
    const bool takesText = qobject_cast<QLineEdit*>(now) != nullptr || qobject_cast<QPlainTextEdit*>(now) != nullptr;
    if (takesText && isAncestorOf(now)) lastInput_ = now;
  });
}

QPlainTextEdit* MessageSection::makeText(const QString& objectName, int lines) {
  auto* field = new QPlainTextEdit(this);
  field->setObjectName(objectName);
  field->setProperty("look", "mono");
  field->setFont(theme::font(theme::TextRole::kMono));
  field->setTabChangesFocus(true);
  field->document()->setDocumentMargin(2);
  const QFontMetrics metrics(theme::font(theme::TextRole::kMono));
  field->setFixedHeight(theme::kControlHeight + (lines - 1) * metrics.lineSpacing());
  connect(field, &QPlainTextEdit::textChanged, this, &Section::edited);
  return field;
}

void MessageSection::build() {
  heading_->setObjectName(QStringLiteral("messageHeading"));
  heading_->setProperty("role", "heading");
  heading_->setTextFormat(Qt::PlainText);
  state_->setObjectName(QStringLiteral("messageState"));
  state_->setProperty("role", "hint");
  state_->setWordWrap(true);
  color_->setPlaceholderText(QStringLiteral("#1f53db"));
  mention_->setPlaceholderText(tr("never"));
  auto* grid = new QGridLayout;
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(theme::kSpaceSmall);
  grid->setVerticalSpacing(theme::kSpaceSmall);
  grid->setColumnMinimumWidth(0, kLabelWidth);
  grid->setColumnStretch(1, 1);
  addPart("title", title_, *grid);
  addPart("text", text_, *grid);
  addPart("fields", fields_, *grid);
  addPart("quote", quote_, *grid);
  addPart("links", links_, *grid);
  addPart("color", color_, *grid);
  addPart("mention", mention_, *grid);
  parts_["mention"]->setHint(tr("When something comes out here, whom the settings name is mentioned."));
  buildButtons();
  auto* buttons = new QWidget(this);
  auto* flow = new FlowLayout(buttons);
  for (auto* button : {insert_, compare_, reset_}) flow->addWidget(button);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, theme::kSpaceSmall, 0, 0);
  column->setSpacing(theme::kSpaceSmall);
  column->addWidget(heading_);
  column->addWidget(state_);
  column->addLayout(grid);
  column->addWidget(buttons);
  column->addWidget(differences_);
}

void MessageSection::addPart(const char* part, QWidget* input, QGridLayout& grid) {
  auto* label = new QLabel(partWord(part), this);
  label->setProperty("role", "secondary");
  label->setBuddy(input);
  label->setContentsMargins(0, 6, 0, 0);
  input->setAccessibleName(tr("Message: %1").arg(partWord(part)));
  auto* box = new FieldBox({}, input, this);
  for (auto* lines : {fields_, links_})
    if (input == lines) {
      box->watch(&lines->addButton());
      connect(lines, &PairLinesEditor::inputMade, box, &FieldBox::watch);
    }
  const int row = grid.rowCount();
  grid.addWidget(label, row, 0, Qt::AlignTop);
  grid.addWidget(box, row, 1);
  parts_.emplace(part, box);
}

void MessageSection::buildButtons() {
  insert_->setObjectName(QStringLiteral("insertField"));
  insert_->setMenu(places_);
  compare_->setObjectName(QStringLiteral("compareMessage"));
  compare_->setCheckable(true);
  reset_->setObjectName(QStringLiteral("resetMessage"));
  differences_->setObjectName(QStringLiteral("messageDifferences"));
  for (auto* button : {insert_, compare_, reset_}) button->setAutoDefault(false);
  connect(compare_, &QPushButton::toggled, this, &MessageSection::showDifferences);
  connect(reset_, &QPushButton::clicked, this, [this] {
    messages_.erase(type_);
    showMessage();
    emit edited();
    title_->setFocus(Qt::OtherFocusReason);
  });
}

void MessageSection::setTypes(const std::vector<client::EventType>& types) {
  for (const auto& type : types) placesOf_[type.type] = type.places;
  fillPlaces();
}

void MessageSection::setIntegration(const client::Integration* integration) {
  builtIn_ = integration != nullptr ? integration->messages : std::nullopt;
  setVisible(builtIn_.has_value());
  showMessage();
}

void MessageSection::setType(const std::string& type) {
  if (type == type_) return;
  type_ = type;
  fillPlaces();
  showMessage();
}

const model::Message* MessageSection::builtIn() const {
  if (!builtIn_) return nullptr;
  const auto found = builtIn_->find(type_);
  return found == builtIn_->end() ? nullptr : &found->second;
}

void MessageSection::fillPlaces() {
  places_->clear();
  std::vector<std::string> places;
  if (const auto found = placesOf_.find(type_); found != placesOf_.end()) places = found->second;
  for (const auto* common : {"conversationId", "chatbotId", "timestamp", "conversationUrl", "takeoverUrl"}) places.emplace_back(common);
  for (const auto& place : places) {
    const auto word = plain(place);
    auto* action = places_->addAction(word);
    action->setObjectName(QStringLiteral("insert_") + word);
    connect(action, &QAction::triggered, this, [this, word] { insertPlace(word); });
  }
}

void MessageSection::insertPlace(const QString& place) {
  const auto text = QStringLiteral("{{%1}}").arg(place);
  if (auto* lines = qobject_cast<QPlainTextEdit*>(lastInput_)) {
    lines->insertPlainText(text);
    return lines->setFocus(Qt::OtherFocusReason);
  }
  auto* line = qobject_cast<QLineEdit*>(lastInput_);
  if (line == nullptr) line = title_;
  line->insert(text);
  line->setFocus(Qt::OtherFocusReason);
  emit line->textEdited(line->text());
}

model::Message MessageSection::read() const {
  model::Message message;
  message.title = title_->text().toStdString();
  message.text = text_->toPlainText().toStdString();
  for (const auto& line : fields_->lines()) message.fields.push_back({line.name.toStdString(), line.value.toStdString()});
  message.quote = quote_->toPlainText().toStdString();
  for (const auto& line : links_->lines()) message.links.push_back({line.name.toStdString(), line.value.toStdString()});
  message.color = color_->text().trimmed().toStdString();
  message.mention = mention_->text().toStdString();
  return message;
}

/// A message of the webhook's own that says what the built-in one says is none.
void MessageSection::onEdited() {
  const auto* given = builtIn();
  auto message = read();
  if (message == (given != nullptr ? *given : model::Message{}))
    messages_.erase(type_);
  else
    messages_[type_] = std::move(message);
  showState();
}

void MessageSection::showMessage() {
  const auto own = messages_.find(type_);
  const auto* given = builtIn();
  const auto message = own != messages_.end() ? own->second : given != nullptr ? *given : model::Message{};
  using Message = model::Message;
  setText(*title_, message.title);
  setText(*text_, message.text);
  fields_->show(linesOf(message.fields, &Message::Field::name, &Message::Field::value));
  setText(*quote_, message.quote);
  links_->show(linesOf(message.links, &Message::Link::text, &Message::Link::url));
  setText(*color_, message.color);
  setText(*mention_, message.mention);
  heading_->setText(tr("Message for %1").arg(plain(type_)));
  showState();
  markFaults();
}

void MessageSection::showState() {
  const bool own = messages_.contains(type_);
  const bool given = builtIn() != nullptr;
  state_->setText(own ? tr("Your own. {{data.name}} stands for what the event holds; **bold**, _italic_ and `code` are the only markup.")
                  : given ? tr("The built-in one. What you change makes it your own.")
                          : tr("There is no built-in one: it lists what the event holds until something stands here."));
  compare_->setEnabled(own && given);
  if (!compare_->isEnabled()) compare_->setChecked(false);
  reset_->setEnabled(own);
  reset_->setText(given ? tr("Use the built-in") : tr("List the event"));
  showDifferences();
}

void MessageSection::showDifferences() {
  for (auto* label : differences_->findChildren<QLabel*>(QString(), Qt::FindDirectChildrenOnly)) delete label;
  delete differences_->layout();
  const bool open = compare_->isChecked() && builtIn() != nullptr;
  differences_->setVisible(open);
  if (!open) return;
  auto* grid = new QGridLayout(differences_);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(theme::kSpaceSmall);
  grid->setColumnStretch(1, 1);
  grid->setColumnStretch(2, 1);
  const auto put = [&](int row, int column, const QString& text, const char* role) {
    auto* label = new QLabel(differences_);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    label->setProperty("role", role);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    grid->addWidget(label, row, column, Qt::AlignTop);
  };
  put(0, 1, tr("Built-in"), "field");
  put(0, 2, tr("Yours"), "field");
  int row = 0;
  for (const auto& one : differencesOf(*builtIn(), read())) {
    put(++row, 0, one.part, "subtitle");
    put(row, 1, one.builtIn, "hint");
    put(row, 2, one.own, "mono");
  }
}

void MessageSection::show(const WebhookForm& form) {
  messages_ = form.messages;
  faults_.clear();
  showMessage();
}

void MessageSection::collect(WebhookForm& form) const { form.messages = messages_; }

void MessageSection::revert(const FieldId&, const WebhookForm& saved) { show(saved); }

void MessageSection::showFaults(const std::map<std::string, QString>& faults, Faults where) {
  faults_ = faults;
  markFaults();
  if (faults_.empty() || where == Faults::kStay) return;
  const bool here = std::any_of(faults_.begin(), faults_.end(), [this](const auto& fault) { return fault.first.starts_with(type_ + "/"); });
  const auto& first = faults_.begin()->first;
  if (!here) emit typeWished(plain(first.substr(0, first.find('/'))));
}

/// "fields/0/value" is the first line of the fields.
void MessageSection::markFaults() {
  std::map<std::string, QStringList> found;
  for (const auto& [place, text] : faults_) {
    if (!place.starts_with(type_ + "/")) continue;
    const auto words = plain(place.substr(type_.size() + 1)).split(QLatin1Char('/'));
    bool numbered = false;
    const int line = words.size() > 1 ? words[1].toInt(&numbered) : 0;
    found[words[0].toStdString()] << (numbered ? tr("Line %1: %2").arg(line + 1).arg(text) : text);
  }
  for (const auto& [part, box] : parts_) box->setProblem(found.contains(part) ? found[part].join(QLatin1Char('\n')) : QString());
}

}  // namespace hookline::webhooks_page
