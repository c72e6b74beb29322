#include "shell/attachment.h"

#include <QStackedWidget>

#include "shell/dialog_prompter.h"

namespace hookline::shell {

Attachment::Attachment(const ConnectionChoice& choice, const WindowOptions& options, Navigator& navigator, QWidget* parent)
    : choice_(choice),
      client_(options.connect(choice)),
      prompter_(options.prompter ? options.prompter(choice) : std::make_unique<DialogPrompter>(choice)),
      stack_(std::make_unique<QStackedWidget>(parent)) {
  stack_->setObjectName(QStringLiteral("pageStack"));
  for (const auto& [id, make] : options.pages) {
    auto* page = make(PageContext{client_, *prompter_, navigator, choice_.name}, stack_.get());
    connect(page, &Page::badgeChanged, this, [this, id = id](int count, bool alarming) { emit badgeChanged(id, count, alarming); });
    pages_.emplace(id, page);
    stack_->addWidget(page);
  }
  if (!pages_.empty()) currentId_ = pages_.begin()->first;
}

Attachment::~Attachment() {
  for (const auto& [id, page] : pages_) delete page;
  // What the client still says while it closes is about a core that nobody shows.
  client_.disconnect();
}

void Attachment::open() { client_.open(); }

Page* Attachment::page(PageId id) const {
  const auto found = pages_.find(id);
  return found == pages_.end() ? nullptr : found->second;
}

Page* Attachment::current() const { return page(currentId_); }

void Attachment::show(PageId id) {
  auto* next = page(id);
  if (next == nullptr) return;
  auto* before = current();
  const bool same = before == next;
  if (!same && before != nullptr && seen_) before->hidden();
  currentId_ = id;
  stack_->setCurrentWidget(next);
  if (!same && seen_) next->shown();
}

void Attachment::setSeen(bool seen) {
  if (std::exchange(seen_, seen) == seen || current() == nullptr) return;
  seen ? current()->shown() : current()->hidden();
}

}  // namespace hookline::shell
