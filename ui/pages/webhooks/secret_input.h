#pragma once
#include <QWidget>
#include <optional>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace hookline::webhooks_page {

/// A secret that is given and never read: whether the core has one, and a field for another. A key may be text of several lines.
/// Its field is called `<objectName>Input`, its buttons `<objectName>Replace`, `<objectName>Keep` and `<objectName>Remove`.
class SecretInput final : public QWidget {
  Q_OBJECT
 public:
  SecretInput(const QString& objectName, const QString& placeholder, QWidget* parent = nullptr);

  /// The core has none.
  void showNone();
  /// The core has one; `shown`: what may be seen of it. `removable`: the webhook works without it.
  void showKept(const QString& shown, bool removable);
  /// One that is not saved yet.
  void showTyped(const QString& text);

  /// Nothing: none. Empty: the one that the core has. Else what was typed.
  std::optional<QString> value() const;
  QPlainTextEdit& field() { return *field_; }
  void setAccessibleLabel(const QString& label);

 signals:
  void edited();
  /// The field was left, be it for a button beside it.
  void left();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void fit();

  QLabel* kept_;
  QPlainTextEdit* field_;
  QPushButton* replace_;
  QPushButton* keep_;
  QPushButton* remove_;
  bool has_ = false;  ///< the core has one
  bool removable_ = false;
  bool open_ = true;  ///< the field stands there
  bool removed_ = false;
};

}  // namespace hookline::webhooks_page
