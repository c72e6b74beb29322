#pragma once
#include <QFrame>
#include <string>

class QLabel;
class QPlainTextEdit;

namespace hookline::widgets {

namespace internal {
class JsonColours;
}

/// Bytes as a person reads them: JSON laid out and coloured, other text as it is, anything else in hex. Read-only, can be selected and
/// reached by Tab, which also leaves it. Shows at most kMaxShownBytes and says so.
class CodeView final : public QFrame {
  Q_OBJECT
 public:
  /// What it shows, for those who cannot see it ("Request body").
  explicit CodeView(const QString& accessibleName, QWidget* parent = nullptr);

  void setBytes(const std::string& bytes);
  /// As it is shown.
  QString shownText() const;
  /// Grows with its text up to `lines`; 0: takes the room it is given.
  void setFittedLines(int lines);

  QSize sizeHint() const override;

  static constexpr std::size_t kMaxShownBytes = 256UL * 1024;

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void fit();

  QPlainTextEdit* text_;
  QLabel* note_;
  internal::JsonColours* colours_;
  int fittedLines_ = 0;
};

}  // namespace hookline::widgets
