#pragma once
#include <QSyntaxHighlighter>

namespace hookline::widgets::internal {

/// Keys and strings of JSON that has one member a line.
class JsonColours final : public QSyntaxHighlighter {
  Q_OBJECT
 public:
  using QSyntaxHighlighter::QSyntaxHighlighter;

  void setActive(bool active) { active_ = active; }

 protected:
  void highlightBlock(const QString& line) override;

 private:
  bool active_ = false;
};

}  // namespace hookline::widgets::internal
