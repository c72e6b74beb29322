#pragma once
#include <QPushButton>
#include <QTimer>
#include <functional>

namespace hookline::widgets {

/// Copies what its source says at that moment, and shows for two seconds that it did.
class CopyButton final : public QPushButton {
  Q_OBJECT
 public:
  /// `label`: "Copy as cURL"; an icon alone when `iconOnly`, the label is its name then. `source` empty: nothing is copied.
  CopyButton(const QString& label, std::function<QString()> source, QWidget* parent = nullptr, bool iconOnly = false);

 signals:
  void copied();

 private:
  void copy();
  void restore();

  const QString label_;
  const std::function<QString()> source_;
  const bool iconOnly_;
  QTimer restoreTimer_;
};

}  // namespace hookline::widgets
