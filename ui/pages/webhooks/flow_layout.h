#pragma once
#include <QLayout>
#include <memory>
#include <vector>

namespace hookline::webhooks_page {

/// Widgets beside each other, on as many lines as it takes.
class FlowLayout final : public QLayout {
 public:
  explicit FlowLayout(QWidget* parent);
  ~FlowLayout() override;

  void addItem(QLayoutItem* item) override;
  int count() const override { return static_cast<int>(items_.size()); }
  QLayoutItem* itemAt(int index) const override;
  QLayoutItem* takeAt(int index) override;
  /// Before the item at `index`.
  void insertWidget(int index, QWidget* widget);

  Qt::Orientations expandingDirections() const override { return {}; }
  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override;
  QSize minimumSize() const override;
  QSize sizeHint() const override { return minimumSize(); }
  void setGeometry(const QRect& place) override;

 private:
  int lay(const QRect& place, bool really) const;

  std::vector<std::unique_ptr<QLayoutItem>> items_;
};

}  // namespace hookline::webhooks_page
