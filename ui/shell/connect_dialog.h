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
  ConnectDialog(const QString& address, QWidget* owner);

 signals:
  /// Both look right. The dialog closes.
  void connectWanted(const QString& url, const QString& token);

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
  void tryToConnect();

  Field address_{};
  Field token_{};
};

}  // namespace hookline::shell
