#pragma once
#include <QWidget>
#include <optional>

#include "webhooks_page/stand_in_feed.h"

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace hookline::widgets {
class CodeView;
}

namespace hookline::webhooks_page {

/// What arrived at the stand-in that the edited webhook goes to, newest first. Hidden for a webhook that goes elsewhere; reads nothing
/// while it is not seen.
class StandInPane final : public QWidget {
  Q_OBJECT
 public:
  explicit StandInPane(client::Client& client, QWidget* parent = nullptr);

  StandInFeed& feed() { return feed_; }
  /// Whose stand-in it is; nothing: the webhook goes elsewhere.
  void setKind(std::optional<model::WebhookKind> kind);

 signals:
  /// Other records stand there than before.
  void rebuilt();

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  void showRecords(const std::vector<client::StandInRecord>& records);
  void addRecord(const client::StandInRecord& record);
  QPushButton* makeOpener(widgets::CodeView& json);
  void clear();

  StandInFeed feed_;
  std::optional<model::WebhookKind> kind_;
  std::vector<client::StandInRecord> shown_;
  QLabel* state_;
  QVBoxLayout* list_;
};

}  // namespace hookline::webhooks_page
