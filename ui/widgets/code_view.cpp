#include "widgets/code_view.h"

#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QStringDecoder>
#include <QVBoxLayout>

#include "theme/fonts.h"
#include "theme/metrics.h"
#include "widgets/hex_text.h"
#include "widgets/json_colours.h"
#include "widgets/json_layout.h"

namespace hookline::widgets {
namespace {

/// Where the last whole character ends: a cut through one would make text look like none.
qsizetype wholeCharacters(const QByteArray& bytes) {
  auto end = bytes.size();
  while (end > 0 && bytes.size() - end < 4 && (static_cast<unsigned char>(bytes.at(end - 1)) & 0xC0) == 0x80) --end;
  if (end == 0) return bytes.size();
  const auto lead = static_cast<unsigned char>(bytes.at(end - 1));
  const qsizetype needed = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  return bytes.size() - (end - 1) < needed ? end - 1 : bytes.size();
}

}  // namespace

CodeView::CodeView(const QString& accessibleName, QWidget* parent)
    : QFrame(parent), text_(new QPlainTextEdit(this)), note_(new QLabel(this)), colours_(new internal::JsonColours(text_->document())) {
  setProperty("role", "code");
  text_->setObjectName(QStringLiteral("codeText"));
  text_->setAccessibleName(accessibleName);
  text_->setProperty("look", "code");
  text_->setFont(theme::font(theme::TextRole::kMono));
  text_->setReadOnly(true);
  text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  text_->setTabChangesFocus(true);
  text_->setLineWrapMode(QPlainTextEdit::NoWrap);
  text_->setUndoRedoEnabled(false);
  note_->setObjectName(QStringLiteral("codeNote"));
  note_->setProperty("role", "hint");
  note_->setTextFormat(Qt::PlainText);
  note_->hide();
  setFocusProxy(text_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(1, 1, 1, 1);
  column->setSpacing(0);
  column->addWidget(text_, 1);
  column->addWidget(note_);
  note_->setContentsMargins(theme::kSpaceSmall, 0, theme::kSpaceSmall, theme::kSpaceTiny);
}

void CodeView::setBytes(const std::string& bytes) {
  const bool cut = bytes.size() > kMaxShownBytes;
  auto shown = QByteArray(bytes.data(), static_cast<qsizetype>(std::min(bytes.size(), kMaxShownBytes)));
  if (cut) shown.truncate(wholeCharacters(shown));
  QStringDecoder decoder(QStringDecoder::Utf8);
  QString text = decoder(shown);
  const bool binary = decoder.hasError() || text.contains(QChar::Null);
  // What was cut is not whole JSON; it is still shown, as text.
  const auto json = binary || cut ? std::nullopt : laidOutJson(text);
  if (binary) text = hexText(shown.left(kMaxShownBytes / 4));
  colours_->setActive(json.has_value());
  text_->setPlainText(json ? *json : text);
  const QLocale locale;
  const auto shownBytes = binary ? std::min<qsizetype>(shown.size(), kMaxShownBytes / 4) : shown.size();
  const bool part = static_cast<std::size_t>(shownBytes) < bytes.size();
  note_->setVisible(part || binary);
  note_->setText(!part
                     ? tr("Not text: shown as numbers.")
                     : tr("The first %1 of %2.").arg(locale.formattedDataSize(shownBytes), locale.formattedDataSize(qint64(bytes.size()))));
  fit();
}

QString CodeView::shownText() const { return text_->toPlainText(); }

void CodeView::setFittedLines(int lines) {
  fittedLines_ = lines;
  fit();
}

QSize CodeView::sizeHint() const {
  const QFontMetrics metrics(theme::font(theme::TextRole::kMono));
  const int lines = fittedLines_ > 0 ? std::min(fittedLines_, text_->blockCount()) : 8;
  const int note = note_->isHidden() ? 0 : note_->sizeHint().height();
  return {320, lines * metrics.lineSpacing() + 2 * theme::kSpace + note};
}

void CodeView::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
    if (colours_ != nullptr) colours_->rehighlight();
  }
  if (event->type() == QEvent::FontChange) fit();
  QFrame::changeEvent(event);
}

void CodeView::fit() {
  if (fittedLines_ > 0)
    setFixedHeight(sizeHint().height());
  else
    setMaximumHeight(QWIDGETSIZE_MAX);
  updateGeometry();
}

}  // namespace hookline::widgets
