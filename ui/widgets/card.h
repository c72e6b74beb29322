#pragma once
#include <QFrame>

class QLabel;
class QHBoxLayout;
class QVBoxLayout;

namespace hookline::widgets {

/// A framed surface with a title line and whatever is put under it.
class Card : public QFrame {
  Q_OBJECT
 public:
  /// Without a title there is no title line.
  explicit Card(const QString& title = {}, QWidget* parent = nullptr);

  void setTitle(const QString& title);
  /// Under the title line.
  QVBoxLayout& body() { return *body_; }
  /// The right end of the title line: a legend, a button.
  QHBoxLayout& aside() { return *aside_; }

 private:
  QLabel* title_;
  QHBoxLayout* aside_;
  QVBoxLayout* body_;
};

}  // namespace hookline::widgets
