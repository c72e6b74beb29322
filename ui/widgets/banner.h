#pragma once
#include <QFrame>
#include <functional>

class QBoxLayout;
class QLabel;
class QPushButton;

namespace hookline::widgets {

/// Something to know or to act on: a coloured stripe, what happened in strong words, the rest, and the buttons that help.
class Banner final : public QFrame {
  Q_OBJECT
 public:
  enum class Kind { kInfo, kWarn, kDanger };
  /// Beside: one line with the buttons at its end. Below: strong words, text and buttons under each other, for narrow panes.
  enum class Buttons { kBeside, kBelow };

  explicit Banner(Buttons buttons = Buttons::kBeside, QWidget* parent = nullptr);

  /// Plain text both. Repeating what it says changes nothing and tells a screen reader nothing.
  void say(Kind kind, const QString& strong, const QString& text);
  QString strong() const;
  QString text() const;

  /// `objectName` for those who look for it; `primary` for the one action that helps most.
  QPushButton* addButton(const QString& objectName, const QString& label, std::function<void()> pressed, bool primary = false);
  void clearButtons();

 private:
  Kind kind_ = Kind::kInfo;
  QLabel* strong_;
  QLabel* text_;
  QBoxLayout* buttons_;
};

}  // namespace hookline::widgets
