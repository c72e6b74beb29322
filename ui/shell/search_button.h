#pragma once
#include <QPushButton>

namespace hookline::shell {

/// Looks like a field and opens the command palette, which is where one types.
class SearchButton final : public QPushButton {
  Q_OBJECT
 public:
  explicit SearchButton(QWidget* parent = nullptr);

  QSize sizeHint() const override { return {kWidth, QPushButton::sizeHint().height()}; }
  QSize minimumSizeHint() const override { return {kLeastWidth, QPushButton::minimumSizeHint().height()}; }

  static constexpr int kWidth = 420;
  static constexpr int kLeastWidth = 180;

 protected:
  void paintEvent(QPaintEvent* event) override;
};

}  // namespace hookline::shell
