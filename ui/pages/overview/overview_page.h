#pragma once
#include "overview_page/overview_feed.h"
#include "overview_page/received_count.h"
#include "overview_page/token_copier.h"
#include "overview_page/try_it_now.h"
#include "shell/page.h"

class QStackedWidget;

namespace hookline::widgets {
class Banner;
}

namespace hookline::overview_page {

class Dashboard;
class FirstRun;
struct ActionWords;

/// Is something broken that somebody must act on (ui.md §1.1)? For a core that nobody has used yet: how to begin (§6).
class OverviewPage final : public shell::Page {
  Q_OBJECT
 public:
  explicit OverviewPage(const shell::PageContext& context, QWidget* parent = nullptr);

  void shown() override;
  void hidden() override;
  void reload() override;

 private:
  void build();
  void listenToCore();
  void listenToFirstRun();
  void listenToDashboard();
  void readAddress();
  void onRead(const QString& trouble);
  void refreshView();
  void refreshReasons();
  void refreshReceived();
  void showTrouble();
  void onTried(model::DeliveryId delivery, base::Millis took);
  void askPause(const ActionWords& what);

  /// What went wrong with something that was asked for; stays until the next try.
  struct Trouble {
    QString what;
    QString why;
  };

  const shell::PageContext context_;
  OverviewFeed feed_;
  ReceivedCount received_;
  TryItNow try_;
  TokenCopier tokens_;
  widgets::Banner* trouble_;
  QStackedWidget* views_;
  QWidget* blank_;  ///< until it is known what there is
  FirstRun* first_;
  Dashboard* dashboard_;
  Trouble action_;
  QString readTrouble_;
  std::uint64_t addressAsked_ = 0;
};

}  // namespace hookline::overview_page
