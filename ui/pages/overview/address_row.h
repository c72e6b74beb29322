#pragma once
#include <QFrame>

class QLabel;

namespace hookline::widgets {
class CopyButton;
}

namespace hookline::overview_page {

/// The address for events in one line, at the foot of the page.
class AddressRow final : public QFrame {
  Q_OBJECT
 public:
  explicit AddressRow(QWidget* parent = nullptr);

  void setAddress(const QString& address);
  void setReceived(const QString& sentence);

 private:
  QLabel* address_;
  QLabel* received_;
  widgets::CopyButton* copy_;
  QString base_;
};

}  // namespace hookline::overview_page
