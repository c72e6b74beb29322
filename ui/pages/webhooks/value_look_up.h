#pragma once
#include <QWidget>
#include <vector>

#include "client/integration.h"

class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;

namespace hookline::webhooks_page {

/// A line with a button beside it that asks the service for what may stand there, and offers the answer as a menu. A second click while it
/// asks, or Esc, gives up. What came while the person was elsewhere waits for the next click: a menu that opens under typing fingers would
/// choose something. Its parts are called `<objectName>Find`, `<objectName>Choices` and `<objectName>Found`.
class ValueLookUp final : public QWidget {
  Q_OBJECT
 public:
  /// Takes the line.
  ValueLookUp(const QString& objectName, const client::SettingFind& find, QLineEdit* line, QWidget* parent = nullptr);

  /// As before anything was asked.
  void showIdle();
  void showAsking();
  void showFound(const std::vector<client::SettingChoice>& choices);
  void showFailure(const QString& why);
  bool asking() const { return asking_; }

 signals:
  void wished();
  void givenUp();
  /// It stands in the line.
  void chosen();
  /// The button was left for something else.
  void left();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void click();
  void offer();
  void say(const QString& text, bool isFault = false);

  const QString label_;
  const QString whenNone_;
  QLineEdit* line_;
  QPushButton* button_;
  QMenu* menu_;
  QLabel* said_;
  bool asking_ = false;
  bool ready_ = false;  ///< choices wait for a click
};

}  // namespace hookline::webhooks_page
