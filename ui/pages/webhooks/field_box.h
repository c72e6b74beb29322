#pragma once
#include <QList>
#include <QWidget>

class QLabel;

namespace hookline::webhooks_page {

/// One field of the editor: its label, its input, what it is for, and under it what is wrong. Says when the input is left for another
/// widget of the window (not for a menu, nor because the window lost the focus) and when Esc is pressed in it.
class FieldBox final : public QWidget {
  Q_OBJECT
 public:
  /// The input becomes a child. Its objectName is the box's, with "Problem" for the text under it.
  FieldBox(const QString& label, QWidget* input, QWidget* parent = nullptr);

  void setHint(const QString& hint);
  /// Empty: nothing is wrong.
  void setProblem(const QString& problem);
  QString problem() const { return problem_; }
  /// What the field is called.
  QString name() const { return input_->accessibleName(); }
  /// Puts the cursor into it.
  void enter();
  /// For an input of several widgets: this one is marked too, and left when something outside the input is entered.
  void watch(QWidget* part);

 signals:
  void left();
  void escaped();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  QLabel* label_;
  QWidget* input_;
  QLabel* hint_;
  QLabel* problemLabel_;
  QString problem_;
  QList<QWidget*> parts_;
};

}  // namespace hookline::webhooks_page
