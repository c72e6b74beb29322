#pragma once
#include <QFrame>
#include <QPointer>
#include <optional>

#include "client/client.h"
#include "shell/page.h"

class QLabel;
class QTabWidget;

namespace hookline::widgets {
class Banner;
class CodeView;
class DataTable;
class ElidedLabel;
class FactGrid;
class StatusChip;
}  // namespace hookline::widgets

class QPushButton;
class QStandardItemModel;

namespace hookline::deliveries_page {

class MessageView;
class PhasesBar;

/// Everything about one delivery: what became of it in words and what helps, its attempts, what was sent and what came back. It never
/// reloads by itself while it is read: a button says that there is news.
class DeliveryInspector final : public QFrame {
  Q_OBJECT
 public:
  explicit DeliveryInspector(const shell::PageContext& context, QWidget* parent = nullptr);

  void open(model::DeliveryId id);
  void clear();
  std::optional<model::DeliveryId> shown() const { return id_; }
  /// Where that makes sense; who may not is told why.
  void retry();

 signals:
  void closeWanted();

 private:
  void build();
  QWidget* buildHead();
  QWidget* buildSummary();
  QWidget* buildAttempts();
  void load();
  void fill();
  void fillVerdict();
  void fillSummary();
  void fillAttempts();
  void showAttempt(int row);
  /// Whether there is something to try again, whoever asks.
  bool canRetry() const;
  void gateRetry();
  void onChanged(const client::Delivery& delivery);

  const shell::PageContext context_;
  std::optional<model::DeliveryId> id_;
  std::optional<client::DeliveryDetail> detail_;

  widgets::ElidedLabel* title_ = nullptr;
  widgets::ElidedLabel* subtitle_ = nullptr;
  widgets::StatusChip* chip_ = nullptr;
  widgets::Banner* verdict_ = nullptr;
  QPointer<QPushButton> retry_;  // of the verdict, which makes it anew
  widgets::Banner* news_ = nullptr;
  QTabWidget* tabs_ = nullptr;
  widgets::FactGrid* facts_ = nullptr;
  PhasesBar* phases_ = nullptr;
  widgets::CodeView* event_ = nullptr;
  QStandardItemModel* attempts_ = nullptr;
  widgets::DataTable* attemptTable_ = nullptr;
  MessageView* request_ = nullptr;
  MessageView* answer_ = nullptr;
};

}  // namespace hookline::deliveries_page
