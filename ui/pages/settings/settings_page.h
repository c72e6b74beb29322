#pragma once
#include <optional>

#include "settings_page/core_figures.h"
#include "shell/page.h"

class QLabel;
class QScrollArea;

namespace hookline::widgets {
class Banner;
}

namespace hookline::settings_page {

class AboutCard;
class AppearanceCard;
class ConnectionsCard;
class DataCard;
class ReceivingCard;
class StorageCard;

/// What holds for the window and for the core that it shows (ui.md §1.8). It reads when it is looked at, and what is known stays when the
/// core is lost.
class SettingsPage final : public shell::Page {
  Q_OBJECT
 public:
  explicit SettingsPage(const shell::PageContext& context, QWidget* parent = nullptr);

  void shown() override;
  void hidden() override;
  void reload() override;
  void windowChanged() override;

 private:
  void build();
  QWidget* header();
  void listen();
  void onState();
  void orderTabs();
  QString diagnostics() const;

  const shell::PageContext context_;
  CoreFigures figures_;
  widgets::Banner* trouble_;
  QScrollArea* scroll_;
  ConnectionsCard* connections_;
  AppearanceCard* appearance_;
  ReceivingCard* receiving_;
  StorageCard* storage_;
  DataCard* data_;
  AboutCard* about_;
  std::optional<client::Status> status_;
  bool seen_ = false;
  bool open_ = false;
};

}  // namespace hookline::settings_page
