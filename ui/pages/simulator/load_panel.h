#pragma once
#include <QFrame>

#include "simulator_page/event_sender.h"

class QCheckBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace hookline::simulator_page {

/// How many, how fast, how far: the form of a load and its progress.
class LoadPanel final : public QFrame {
  Q_OBJECT
 public:
  explicit LoadPanel(QWidget* parent = nullptr);

  std::uint64_t count() const;
  int perSecond() const;
  bool newConversations() const;
  /// Empty: it may be started.
  void setReason(const QString& why);
  void showRunning(const SendReport& report);
  void showReport(const SendReport& report);

 signals:
  void startWanted();
  void stopWanted();

 private:
  void setRunning(bool running);
  void refresh();

  QSpinBox* count_;
  QSpinBox* rate_;
  QCheckBox* fresh_;
  QPushButton* start_;
  QPushButton* stop_;
  QProgressBar* bar_;
  QLabel* state_;
  QString reason_;
  bool running_ = false;
};

/// "100 accepted." with what else there is to say.
QString reportSentence(const SendReport& report);

}  // namespace hookline::simulator_page
