#pragma once
#include <QString>
#include <QStringList>
#include <functional>

class QWidget;

namespace hookline::shell {

/// What is asked before something is done.
struct Question {
  QString title;
  QString text;     ///< plain text: what will happen, to how many, on which connection
  QString confirm;  ///< the verb on the button ("Purge 12 dead letters")
  bool dangerous = false;
  QString typeToConfirm = {};  ///< the person types exactly this first; empty: a click will do
  QString exact = {};          ///< to be compared letter by letter, below the text in letters of one width; empty: nothing
};

/// The only way to a dialog that a page has (style.md rule 13); tests pass a scripted one. Never blocks; `then` is called once, later,
/// unless `owner` has gone. Thread: the GUI thread.
class Prompter {
 public:
  Prompter() = default;
  Prompter(const Prompter&) = delete;
  Prompter& operator=(const Prompter&) = delete;
  virtual ~Prompter() = default;

  virtual void ask(QWidget* owner, const Question& question, std::function<void(bool yes)> then) = 0;
  /// Save, Discard or Stay.
  enum class Leaving { kSave, kDiscard, kStay };
  virtual void askLeaving(QWidget* owner, const QString& what, std::function<void(Leaving)> then) = 0;
  /// Something to copy that is shown once (a secret).
  virtual void showOnce(QWidget* owner, const QString& title, const QString& text, const QString& secret, std::function<void()> then) = 0;
  virtual void tell(QWidget* owner, const QString& title, const QString& text) = 0;
  /// A file to write, or empty.
  virtual void pickSaveFile(QWidget* owner, const QString& title, const QString& suggested, std::function<void(QString)> then) = 0;
};

}  // namespace hookline::shell
