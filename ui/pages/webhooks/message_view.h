#pragma once
#include <QFrame>

#include "client/integration.h"

class QGridLayout;
class QLabel;

namespace hookline::webhooks_page {

/// A message as a chat service shows it, simply drawn: colour, title, text, fields, quote, links, footer. Everything in it is text: nothing
/// that came from a visitor is taken for markup, and nothing is loaded.
class MessageView final : public QFrame {
  Q_OBJECT
 public:
  explicit MessageView(QWidget* parent = nullptr);

  void show(const client::RenderedMessage& message);
  /// All of it, as it is read aloud.
  QString plainText() const { return plain_; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QLabel* makeLabel(const QString& objectName);
  void draw();

  client::RenderedMessage message_;
  QString plain_;
  QLabel* mention_;
  QLabel* title_;
  QLabel* text_;
  QWidget* fields_;
  QGridLayout* grid_;
  QFrame* quoteBar_;
  QWidget* quoteRow_;
  QLabel* quote_;
  QLabel* links_;
  QLabel* footer_;
};

/// As HTML for a label, and as plain text.
QString htmlOf(const client::RichText& text);
QString plainOf(const client::RichText& text);

}  // namespace hookline::webhooks_page
