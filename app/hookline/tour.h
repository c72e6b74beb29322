#pragma once
#include <QObject>
#include <chrono>
#include <filesystem>
#include <functional>
#include <vector>

#include "shell/main_window.h"
#include "theme/theme.h"

namespace hookline::desktop {

/// Opens every page and the states of its dialogs in turn, light and dark, and saves a picture of each (`--tour`, interfaces.md §1):
/// NN-page-theme.png. Ends with `done`. Thread: the GUI thread.
class Tour final : public QObject {
  Q_OBJECT
 public:
  /// All of them outlive it. `client` reads what the inspectors shall show.
  Tour(shell::MainWindow& window, theme::Theme& theme, client::Client& client, std::filesystem::path folder);

  void start();

 signals:
  /// A sentence for stdout a picture.
  void saved(const QString& line);
  /// Empty: all is well.
  void done(const QString& failure);

 private:
  /// For a page to ask and its answers to be painted.
  static constexpr std::chrono::milliseconds kSettle{350};
  /// For what asks nothing.
  static constexpr std::chrono::milliseconds kQuick{120};
  /// For what follows the typing after a while, and asks then.
  static constexpr std::chrono::milliseconds kTyped{1500};

  struct Stop {
    QString name;
    std::function<void()> go;
    std::chrono::milliseconds settle = kSettle;
  };
  void addStops();
  void findThings();
  void addNewest(model::DeliveryState state, std::function<void()> then);
  void press(const char* button);
  void release(const char* button);
  void choose(const char* action);
  void beginSlackWebhook();
  void readOfSlack();
  void readOfApi();
  void searchManual();
  void showTab(int tab);
  void next();
  void picture();
  void closeWhatIsOpen();

  shell::MainWindow& window_;
  theme::Theme& theme_;
  client::Client& client_;
  const std::filesystem::path folder_;
  std::vector<Stop> stops_;
  std::size_t at_ = 0;
  bool dark_ = false;
};

}  // namespace hookline::desktop
