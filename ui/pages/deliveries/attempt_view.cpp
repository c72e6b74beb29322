#include "deliveries_page/attempt_view.h"

#include <QVBoxLayout>

#include "models/delivery_words.h"
#include "theme/metrics.h"
#include "theme/theme.h"
#include "widgets/code_view.h"

namespace hookline::deliveries_page {

using models::plain;

MessageView::MessageView(const QString& name, QWidget* parent) : QWidget(parent) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, theme::kSpace, 0, 0);
  column->setSpacing(theme::kSpaceSmall);
  const auto label = [&](const char* objectName, const char* role) {
    auto* made = new QLabel(this);
    made->setObjectName(QLatin1String(objectName));
    made->setTextFormat(Qt::PlainText);
    made->setWordWrap(true);
    made->setTextInteractionFlags(Qt::TextSelectableByMouse);
    theme::setLook(*made, "role", QLatin1String(role));
    column->addWidget(made);
    return made;
  };
  line_ = label("messageLine", "strong");
  headers_ = label("messageHeaders", "mono");
  body_ = new widgets::CodeView(tr("%1 body").arg(name), this);
  body_->setObjectName(QStringLiteral("messageBody"));
  column->addWidget(body_, 1);
}

void MessageView::show(const QString& line, const std::vector<model::HttpHeader>& headers, const std::string& body) {
  line_->setText(line);
  QStringList lines;
  for (const auto& header : headers) lines << plain(header.name) + QStringLiteral(": ") + plain(header.value);
  headers_->setText(lines.join(QLatin1Char('\n')));
  headers_->setVisible(!lines.isEmpty());
  body_->setVisible(!body.empty());
  body_->setBytes(body);
}

void MessageView::showRequest(const client::Attempt& attempt) {
  show(plain(attempt.sent.method) + QLatin1Char(' ') + plain(attempt.sent.url), attempt.sent.requestHeaders, attempt.requestBody);
}

void MessageView::showAnswer(const client::Attempt& attempt) {
  if (!attempt.sent.status) {
    showNothing(attempt.cause.empty() ? tr("No answer came.") : plain(attempt.cause));
    return;
  }
  auto line = tr("HTTP %1").arg(*attempt.sent.status);
  if (attempt.sent.responseTruncated) line += tr(", the beginning of a longer body");
  show(line, attempt.sent.responseHeaders, attempt.sent.responseBody);
  if (attempt.sent.responseBody.empty()) line_->setText(tr("%1, without a body").arg(line));
}

void MessageView::showNothing(const QString& why) { show(why, {}, {}); }

}  // namespace hookline::deliveries_page
