#pragma once
#include <QTimer>
#include <memory>

#include "shell/page.h"
#include "simulator_page/event_sender.h"
#include "simulator_page/send_gate.h"
#include "simulator_page/sent_tracker.h"
#include "simulator_page/targets_model.h"

class QLabel;
class QListWidget;
class QPushButton;

namespace hookline::widgets {
class Banner;
class DataTable;
}  // namespace hookline::widgets

namespace hookline::simulator_page {

class EventEditor;
class LoadPanel;
class SentPanel;

/// Makes realistic events, says beforehand where they would go, sends one or many, and shows where each went (ui.md §1.4).
class SimulatorPage final : public shell::Page {
  Q_OBJECT
 public:
  explicit SimulatorPage(const shell::PageContext& context, QWidget* parent = nullptr);

  void shown() override;
  void hidden() override;
  void reload() override;
  QList<QWidget*> panes() override;

 private:
  QWidget* header();
  QWidget* left();
  QWidget* middle();
  QWidget* right();
  void listen();

  void readTypes();
  void showTypes(std::vector<client::EventType> types);
  void chooseType(int row);
  void explain();
  void explainSoon();
  void showReach(const SendGate::Verdict& verdict);
  void send(std::uint64_t count, int perSecond, bool newConversations);
  void start(std::uint64_t count, int perSecond, bool newConversations, const QString& text);
  void onFinished();
  void recheck();
  void showDeliveries();
  void refreshReasons();
  void say(const QString& strong, const QString& text);

  static constexpr int kTypingMs = 300;

  const shell::PageContext context_;
  SendGate* gate_;
  TargetsModel targets_;
  SentModel sent_;
  SentTracker tracker_;
  std::vector<client::EventType> types_;
  std::unique_ptr<EventSender> sender_;
  QTimer typing_;
  QString sentText_;  ///< of the run that is on its way
  std::optional<model::DeliveryId> runsFirst_;
  QString runsOnlyEvent_;
  QString notSendable_;  ///< why the core would not take the event
  bool single_ = true;
  bool passing_ = false;
  bool seen_ = false;
  bool explained_ = false;
  std::uint64_t asked_ = 0;
  widgets::Banner* banner_;
  QListWidget* list_;
  EventEditor* editor_;
  LoadPanel* load_;
  QLabel* reachTitle_;
  QLabel* reachProblem_;
  widgets::DataTable* reachTable_;
  SentPanel* sentPanel_;
  QPushButton* send_;
};

}  // namespace hookline::simulator_page
