#pragma once
#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace hookline::widgets {
class CopyButton;
class ElidedLabel;
}  // namespace hookline::widgets

namespace hookline::settings_page {

/// "Address  http://127.0.0.1:8787  [copy]": a name, a plain text in one line, and what can be done with it.
class FactLine final : public QWidget {
  Q_OBJECT
 public:
  /// `copyLabel`: the name of the copy button; empty: there is none. The text's objectName is `objectName`, the button's has "Copy" behind.
  FactLine(const QString& name, const char* objectName, const QString& copyLabel, QWidget* parent = nullptr);

  /// `copyable`: a value, not a sentence that stands for one.
  void setText(const QString& text, bool copyable);
  QString text() const;
  void addWidget(QWidget* widget);
  /// Null without a copy label.
  QWidget* copyButton() const;

 private:
  QHBoxLayout* row_;
  widgets::ElidedLabel* text_;
  widgets::CopyButton* copy_ = nullptr;
};

}  // namespace hookline::settings_page
