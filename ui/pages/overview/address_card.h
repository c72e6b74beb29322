#pragma once
#include "widgets/card.h"

class QLabel;
class QPushButton;

namespace hookline::widgets {
class CodeView;
class CopyButton;
}  // namespace hookline::widgets

namespace hookline::overview_page {

/// Where a chatbot sends its events, the line that does so, and whether any came.
class AddressCard final : public widgets::Card {
  Q_OBJECT
 public:
  explicit AddressCard(QWidget* parent = nullptr);

  QString address() const { return address_; }
  /// Empty: the core takes no events from outside.
  void setAddress(const QString& address);
  /// Why it is not known; only while none was ever told.
  void setAddressTrouble(const QString& why);
  void setReceived(const QString& sentence, bool some);
  /// Why no token can be made; empty: it can.
  void setTokenReason(const QString& why);

 signals:
  void tokenWished();

 private:
  void refresh();

  QLabel* received_;
  widgets::CodeView* line_;
  QPushButton* token_;
  widgets::CopyButton* node_;
  widgets::CopyButton* python_;
  QString address_;
  bool known_ = false;
  QString whyNoToken_;
};

}  // namespace hookline::overview_page
