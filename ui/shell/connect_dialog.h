#pragma once
#include <QDialog>

class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace hookline::shell {

/// Asks where a daemon is and for a token of it. A field says what is wrong with it when it is left, never while one types. Whether there
/// is a daemon is seen by connecting. Shown with open().
class ConnectDialog final : public QDialog {
  Q_OBJECT
 public:
  /// `address` stands there already, when it is known and only the token is missing.
  /// `links`: a connect link is taken too.
  ConnectDialog(const QString& address, bool links, QWidget* owner);

 signals:
  /// Both look right. The dialog closes.
  void connectWanted(const QString& url, const QString& token);
  /// Where the address belongs stands a connect link, whole or not. The dialog closes.
  void linkWanted(const QString& text);

 protected:
  void showEvent(QShowEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  struct Field {
    QLineEdit* input;
    QLabel* problem;
  };
  void build();
  Field addField(QVBoxLayout& column, const char* name, const QString& label, const QString& placeholder);
  /// True: nothing is wrong with it.
  bool check(const Field& field);
  void say(const Field& field, const QString& problem);
  void fit();
  bool holdsLink() const;
  void tryToConnect();

  const bool links_;
  Field address_{};
  Field token_{};
};

}  // namespace hookline::shell
