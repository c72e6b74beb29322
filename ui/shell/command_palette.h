#pragma once
#include <QFrame>
#include <QPointer>

#include "shell/command_model.h"

class QKeyEvent;
class QLineEdit;
class QListView;

namespace hookline::shell {

/// Ctrl+K: type, choose with Up and Down, Enter. It lies over the window, and gives the focus back when it goes.
class CommandPalette final : public QFrame {
  Q_OBJECT
 public:
  /// Makes the command that stands last for what was typed; none when that cannot be searched for.
  using LastFor = std::function<std::optional<Command>(const QString& typed)>;

  explicit CommandPalette(QWidget* host);

  void open(std::vector<Command> commands, LastFor lastFor);
  /// More that came later; nothing when it was closed meanwhile.
  void add(std::vector<Command> commands);
  void close();
  bool isOpen() const { return !isHidden(); }

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  bool onKey(QKeyEvent& event);
  void onTyped(const QString& typed);
  void run(const QModelIndex& index);
  void move(int step);
  void selectFirst();
  void place();

  QLineEdit* input_;
  QListView* list_;
  CommandModel model_;
  LastFor lastFor_;
  QPointer<QWidget> before_;
};

}  // namespace hookline::shell
