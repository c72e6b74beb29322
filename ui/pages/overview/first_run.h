#pragma once
#include <QScrollArea>

class QLabel;
class QPushButton;

namespace hookline::overview_page {

class AddressCard;

/// What a person sees who has neither webhooks nor events: three ways to begin (ui.md §6).
class FirstRun final : public QScrollArea {
  Q_OBJECT
 public:
  explicit FirstRun(QWidget* parent = nullptr);

  AddressCard& address() { return *address_; }
  /// What "Try it now" is doing; empty: nothing.
  void setProgress(const QString& step);
  /// Whether there is a way to connect at all.
  void setCanConnect(bool can);
  /// Why it cannot be tried now; empty: it can.
  void setTryReason(const QString& why);

 signals:
  void tryWished();
  void connectWished();

 private:
  QWidget* choice(const QString& title, const QString& text, QPushButton* button, QLabel* beside);
  void refresh();

  QPushButton* try_;
  QLabel* progress_;
  QPushButton* connect_;
  QWidget* daemon_ = nullptr;  ///< its card
  AddressCard* address_;
  QString whyNot_;
  bool tryHadFocus_ = false;  ///< when it was switched off
};

}  // namespace hookline::overview_page
