#pragma once
#include <QWidget>
#include <utility>
#include <vector>

class QGridLayout;

namespace hookline::widgets {

/// What is known of a thing: a name and a plain text a line. Lines without a text are left out.
class FactGrid final : public QWidget {
  Q_OBJECT
 public:
  using Facts = std::vector<std::pair<QString, QString>>;

  explicit FactGrid(QWidget* parent = nullptr);
  void setFacts(const Facts& facts);

 private:
  QGridLayout* grid_;
};

}  // namespace hookline::widgets
