#pragma once
#include <QObject>
#include <map>
#include <memory>

#include "client/client.h"
#include "shell/window_options.h"

class QStackedWidget;

namespace hookline::shell {

/// One core while the window shows it: its client, its prompter and its pages. They go together, pages first, so that no answer of this
/// core can reach what shows another. Thread: the GUI thread.
class Attachment final : public QObject {
  Q_OBJECT
 public:
  /// `navigator` and `parent` outlive it; the pages are in a stack inside `parent`.
  Attachment(const ConnectionChoice& choice, const WindowOptions& options, Navigator& navigator, QWidget* parent);
  ~Attachment() override;

  /// The pages hear everything from the first state on.
  void open();

  const ConnectionChoice& choice() const { return choice_; }
  client::Client& client() { return client_; }
  Prompter& prompter() { return *prompter_; }
  QStackedWidget& stack() { return *stack_; }
  /// Null: there is no such page.
  Page* page(PageId id) const;
  Page* current() const;
  PageId currentId() const { return currentId_; }
  /// At once; whether the one before may be left was asked by then.
  void show(PageId id);
  /// Pages of a window that nobody sees rest.
  void setSeen(bool seen);

 signals:
  void badgeChanged(hookline::shell::PageId page, int count, bool alarming);

 private:
  const ConnectionChoice choice_;
  client::Client client_;
  const std::unique_ptr<Prompter> prompter_;
  const std::unique_ptr<QStackedWidget> stack_;
  std::map<PageId, Page*> pages_;
  PageId currentId_ = PageId::kOverview;
  bool seen_ = false;
};

}  // namespace hookline::shell
