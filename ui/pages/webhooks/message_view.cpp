#include "webhooks_page/message_view.h"

#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include "models/delivery_words.h"
#include "theme/metrics.h"

namespace hookline::webhooks_page {
namespace {

constexpr int kBarWidth = 4;
constexpr int kColumns = 2;

using models::plain;

/// Line breaks are kept; nothing in it is markup.
QString escaped(const QString& text) { return text.toHtmlEscaped().replace(QLatin1Char('\n'), QLatin1String("<br>")); }

QString linkLine(const client::RenderedMessage& message) {
  QStringList links;
  for (const auto& link : message.links) links << escaped(plain(link.text.empty() ? link.url : link.text));
  return links.join(QStringLiteral(" · "));
}

QString addressesOf(const client::RenderedMessage& message) {
  QStringList addresses;
  for (const auto& link : message.links) addresses << escaped(plain(link.url));
  return addresses.isEmpty() ? QString() : QStringLiteral("<span>%1</span>").arg(addresses.join(QLatin1String("<br>")));
}

}  // namespace

QString htmlOf(const client::RichText& text) {
  QString html;
  for (const auto& span : text) {
    auto piece = escaped(plain(span.text));
    if (span.code) piece = QStringLiteral("<code>%1</code>").arg(piece);
    if (span.italic) piece = QStringLiteral("<i>%1</i>").arg(piece);
    if (span.bold) piece = QStringLiteral("<b>%1</b>").arg(piece);
    html += piece;
  }
  return html;
}

QString plainOf(const client::RichText& text) {
  QString out;
  for (const auto& span : text) out += plain(span.text);
  return out;
}

MessageView::MessageView(QWidget* parent)
    : QFrame(parent),
      mention_(makeLabel(QStringLiteral("shownMention"))),
      title_(makeLabel(QStringLiteral("shownTitle"))),
      text_(makeLabel(QStringLiteral("shownText"))),
      fields_(new QWidget(this)),
      grid_(new QGridLayout(fields_)),
      quoteBar_(new QFrame(this)),
      quoteRow_(new QWidget(this)),
      quote_(makeLabel(QStringLiteral("shownQuote"))),
      links_(makeLabel(QStringLiteral("shownLinks"))),
      footer_(makeLabel(QStringLiteral("shownFooter"))) {
  setObjectName(QStringLiteral("messageView"));
  setProperty("role", "card");
  title_->setProperty("role", "title");
  links_->setProperty("tone", "accent");
  for (auto* small : {mention_, footer_}) small->setProperty("role", "hint");
  grid_->setContentsMargins(0, 0, 0, 0);
  grid_->setHorizontalSpacing(theme::kSpaceWide);
  grid_->setVerticalSpacing(theme::kSpaceSmall);
  for (int column = 0; column < kColumns; ++column) grid_->setColumnStretch(column, 1);
  quoteBar_->setProperty("role", "line");
  quoteBar_->setFixedWidth(3);
  auto* quote = new QHBoxLayout(quoteRow_);
  quote->setContentsMargins(0, 0, 0, 0);
  quote->setSpacing(10);
  quote->addWidget(quoteBar_);
  quote->addWidget(quote_, 1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(theme::kSpaceWide + kBarWidth, theme::kSpace, theme::kSpaceWide, theme::kSpace);
  column->setSpacing(theme::kSpaceSmall);
  for (auto* part : std::initializer_list<QWidget*>{mention_, title_, text_, fields_, quoteRow_, links_, footer_}) column->addWidget(part);
}

QLabel* MessageView::makeLabel(const QString& objectName) {
  auto* label = new QLabel(this);
  label->setObjectName(objectName);
  label->setTextFormat(Qt::RichText);
  label->setWordWrap(true);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  return label;
}

void MessageView::show(const client::RenderedMessage& message) {
  message_ = message;
  draw();
  QStringList said{plainOf(message.title), plainOf(message.text)};
  for (const auto& field : message.fields) said << QStringLiteral("%1: %2").arg(plainOf(field.name), plainOf(field.value));
  said << plainOf(message.quote);
  for (const auto& link : message.links) said << plain(link.text);
  said.removeAll(QString());
  plain_ = said.join(QLatin1Char('\n'));
  setAccessibleName(tr("What arrives"));
  setAccessibleDescription(plain_);
}

void MessageView::draw() {
  const auto put = [](QLabel* label, const QString& html) {
    label->setText(html);
    label->setVisible(!html.isEmpty());
  };
  put(mention_, message_.mention ? tr("Mentions whom the settings name") : QString());
  put(title_, htmlOf(message_.title));
  put(text_, htmlOf(message_.text));
  put(quote_, htmlOf(message_.quote));
  quoteRow_->setVisible(!message_.quote.empty());
  put(links_, linkLine(message_));
  links_->setToolTip(addressesOf(message_));
  put(footer_, escaped(plain(message_.footer)));
  for (auto* old : fields_->findChildren<QLabel*>(QString(), Qt::FindDirectChildrenOnly)) delete old;
  int at = 0;
  for (const auto& field : message_.fields) {
    auto* label = new QLabel(fields_);
    label->setTextFormat(Qt::RichText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setText(QStringLiteral("<b>%1:</b><br>%2").arg(htmlOf(field.name), htmlOf(field.value)));
    grid_->addWidget(label, at / kColumns, at % kColumns, Qt::AlignTop);
    ++at;
  }
  fields_->setVisible(at > 0);
  update();
}

void MessageView::paintEvent(QPaintEvent* event) {
  QFrame::paintEvent(event);
  if (!message_.color) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(QColor::fromRgb(static_cast<QRgb>(*message_.color)));
  painter.drawRoundedRect(QRectF(theme::kSpaceSmall, theme::kSpace, kBarWidth, height() - 2 * theme::kSpace), 2, 2);
}

}  // namespace hookline::webhooks_page
