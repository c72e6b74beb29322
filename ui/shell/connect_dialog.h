#pragma once
#include <QDialog>

#include "shell/window_options.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace hookline::shell {

class LabelForm;

/// Asks where a daemon is and for a token of it, what it shall be called, and whether the key ring shall keep the token. A field says what
/// is wrong with it when it is left, never while one types. Whether there is a daemon is seen by connecting. Shown with open().
class ConnectDialog final : public QDialog {
  Q_OBJECT
 public:
  struct Setup {
    QString address = {};                         ///< stands there already, when only the token is missing; empty: it is asked for
    bool links = false;                           ///< a connect link is taken too
    std::vector<ConnectionChoice> known = {};     ///< those that have a name and a colour already
    decltype(KeyRingDoors::ask) askKeyRing = {};  ///< empty: tokens are kept for this run alone
  };
  ConnectDialog(Setup setup, QWidget* owner);

 signals:
  /// Both look right. The dialog closes.
  void connectWanted(const hookline::shell::NewDaemon& daemon, bool remember);
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
  void addButtons(QVBoxLayout& column);
  Field addField(QVBoxLayout& column, const char* name, const QString& label, const QString& placeholder);
  /// True: nothing is wrong with it.
  bool check(const Field& field);
  void say(const Field& field, const QString& problem);
  void fit();
  bool holdsLink() const;
  void tryToConnect();
  void showKnown();
  void askKeyRing();
  void keyRingAnswered(const QString& why);
  void sayWhereKept();

  const Setup setup_;
  Field address_{};
  Field token_{};
  QCheckBox* remember_;
  QLabel* whereKept_;
  LabelForm* form_;
  /// Why no key ring answers; an empty text: one does; nothing: it is not known yet.
  std::optional<QString> noKeyRing_;
};

}  // namespace hookline::shell
