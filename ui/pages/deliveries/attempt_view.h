#pragma once
#include <QLabel>
#include <QWidget>

#include "client/types.h"

namespace hookline::widgets {
class CodeView;
}

namespace hookline::deliveries_page {

/// A request or an answer as it was on the wire: its line, its headers, its body.
class MessageView final : public QWidget {
  Q_OBJECT
 public:
  MessageView(const QString& name, QWidget* parent = nullptr);

  void showRequest(const client::Attempt& attempt);
  void showAnswer(const client::Attempt& attempt);
  /// Nothing was sent, or nothing came: why.
  void showNothing(const QString& why);

 private:
  void show(const QString& line, const std::vector<model::HttpHeader>& headers, const std::string& body);

  QLabel* line_;
  QLabel* headers_;
  widgets::CodeView* body_;
};

}  // namespace hookline::deliveries_page
