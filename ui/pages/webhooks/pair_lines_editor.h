#pragma once
#include <QWidget>
#include <vector>

#include "webhooks_page/setting_entry.h"

class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace hookline::webhooks_page {

/// Names and what stands beside them, a line each, that can be added and removed. Line 0's inputs are called `<objectName>Name0` and
/// `<objectName>Value0`, the buttons `<objectName>Remove0` and `<objectName>Add`.
class PairLinesEditor final : public QWidget {
  Q_OBJECT
 public:
  struct Words {
    QString add;    ///< "Add a field"
    QString name;   ///< what the first input is for
    QString value;  ///< and the second
  };

  PairLinesEditor(const QString& objectName, Words words, std::size_t mostLines, QWidget* parent = nullptr);

  /// Without saying that it was edited.
  void show(const PairLines& lines);
  /// Without those where nothing stands.
  PairLines lines() const;
  QPushButton& addButton() { return *add_; }

 signals:
  void edited();
  /// A line was removed, or one of its inputs was left.
  void left();
  /// For whoever marks them.
  void inputMade(QWidget* input);

 private:
  /// Hidden when they are not needed, never deleted: others watch their inputs.
  struct Line {
    QWidget* row;
    QLineEdit* name;
    QLineEdit* value;
  };
  Line& makeLine();
  QLineEdit* makeInput(const QString& objectName, const QString& placeholder, QWidget* row);
  void remove(std::size_t at);
  void fit();

  const Words words_;
  const std::size_t mostLines_;
  QVBoxLayout* column_;
  QPushButton* add_;
  std::vector<Line> lines_;
  std::size_t used_ = 0;
};

}  // namespace hookline::webhooks_page
