#include "dead_letters_page/bulk_actions.h"

#include <QWidget>

#include "dead_letters_page/bulk_words.h"

namespace hookline::dead_letters_page {

BulkActions::BulkActions(client::Client& client, shell::Prompter& prompter, QWidget* owner, QString connection)
    : QObject(owner), client_(client), prompter_(prompter), owner_(owner), connection_(std::move(connection)) {}

std::uint64_t BulkActions::asked() const { return run_ ? run_->asked() : found_; }

void BulkActions::begin(Wish wish) {
  if (busy()) return;
  wish_ = std::move(wish);
  run_.reset();
  total_ = found_ = 0;
  if (wish_.ids.empty()) return count();
  ask(std::move(wish_.ids));
}

void BulkActions::count() {
  reader_ = std::make_unique<GroupReader>(client_, wish_.group);
  connect(reader_.get(), &GroupReader::progressed, this, [this](quint64 found) {
    found_ = found;
    emit changed();
  });
  // Queued: the reader ends here, and not inside its own signal.
  connect(
      reader_.get(), &GroupReader::finished, this,
      [this](const QString& trouble) {
        if (!reader_) return;
        auto ids = reader_->ids();
        reader_.reset();
        if (trouble.isEmpty() && !ids.empty()) return ask(std::move(ids));
        enter(Phase::kIdle);
        emit failed(trouble.isEmpty() ? tr("Nothing was done: the group is empty by now, somebody retried or purged it.")
                                      : tr("Nothing was done, because the group could not be read: %1").arg(trouble));
      },
      Qt::QueuedConnection);
  enter(Phase::kCounting);
  reader_->start();
}

void BulkActions::ask(std::vector<model::DeliveryId> ids) {
  total_ = ids.size();
  if (wish_.kind == BulkKind::kRetry && total_ <= kRetryUnasked) return run(std::move(ids));
  enter(Phase::kAsking);
  const BulkSubject subject{total_, wish_.what, connection_};
  prompter_.ask(owner_, wish_.kind == BulkKind::kRetry ? retryQuestion(subject) : purgeQuestion(subject),
                [this, ids = std::move(ids)](bool yes) mutable {
                  if (yes) return run(std::move(ids));
                  enter(Phase::kIdle);
                });
}

void BulkActions::run(std::vector<model::DeliveryId> ids) {
  since_ = QDateTime::currentDateTime();
  run_ = std::make_unique<BulkRun>(client_, wish_.kind, std::move(ids));
  connect(run_.get(), &BulkRun::progressed, this, &BulkActions::changed);
  connect(run_.get(), &BulkRun::went, this, &BulkActions::went);
  connect(run_.get(), &BulkRun::finished, this, &BulkActions::finish, Qt::QueuedConnection);
  enter(Phase::kRunning);
  run_->start();
}

void BulkActions::cancel() {
  if (run_ && phase_ == Phase::kRunning) return run_->cancel();
  if (phase_ != Phase::kCounting) return;
  reader_->cancel();
  reader_.reset();
  enter(Phase::kIdle);
}

void BulkActions::finish() {
  enter(Phase::kIdle);
  emit ended(run_->report());
}

void BulkActions::enter(Phase phase) {
  phase_ = phase;
  emit changed();
}

}  // namespace hookline::dead_letters_page
