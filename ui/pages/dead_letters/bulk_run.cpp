#include "dead_letters_page/bulk_run.h"

#include <algorithm>

namespace hookline::dead_letters_page {

BulkRun::BulkRun(client::Client& client, BulkKind kind, std::vector<model::DeliveryId> ids, QObject* parent)
    : QObject(parent), client_(client), ids_(std::move(ids)) {
  report_.kind = kind;
  report_.total = ids_.size();
}

void BulkRun::start() { next(); }

void BulkRun::next() {
  if (report_.cancelled || !report_.trouble.isEmpty() || at_ == ids_.size()) return finish();
  const auto first = ids_.begin() + static_cast<std::ptrdiff_t>(at_);
  const std::vector<model::DeliveryId> slice(first, first + static_cast<std::ptrdiff_t>(std::min(kSlice, ids_.size() - at_)));
  const auto answer = [this, slice](base::Result<std::uint64_t> done) { settle(slice, std::move(done)); };
  if (report_.kind == BulkKind::kRetry)
    client_.retryDeadLetters(this, slice, answer);
  else
    client_.purgeDeadLetters(this, slice, answer);
}

void BulkRun::settle(const std::vector<model::DeliveryId>& slice, base::Result<std::uint64_t> done) {
  at_ += slice.size();
  if (!done) {
    (done.error().outcomeUnknown ? report_.unknown : report_.refused) += slice.size();
    report_.trouble = QString::fromStdString(done.error().message);
    return finish();
  }
  const auto counted = std::min<std::uint64_t>(*done, slice.size());
  report_.done += counted;
  report_.gone += slice.size() - counted;
  if (counted == slice.size()) emit went(slice);
  emit progressed();
  next();
}

void BulkRun::finish() {
  report_.left = ids_.size() - at_;
  emit finished();
}

}  // namespace hookline::dead_letters_page
