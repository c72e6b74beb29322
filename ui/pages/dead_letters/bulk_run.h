#pragma once
#include <QObject>
#include <optional>
#include <vector>

#include "client/client.h"

namespace hookline::dead_letters_page {

enum class BulkKind { kRetry, kPurge };

/// How a run came out; the five numbers add up to `total`.
struct BulkReport {
  BulkKind kind = BulkKind::kRetry;
  std::uint64_t total = 0;
  std::uint64_t done = 0;     ///< queued again, or purged, as the core counted
  std::uint64_t gone = 0;     ///< asked for and no dead letter any more
  std::uint64_t unknown = 0;  ///< asked for, the answer was lost
  std::uint64_t refused = 0;  ///< asked for, the core refused the call
  std::uint64_t left = 0;     ///< never asked for
  bool cancelled = false;
  QString trouble;  ///< the core's sentence; empty: none
};

/// Retries or purges many dead letters in slices, one call at a time, so that it can be stopped and its progress seen. It stops by
/// itself at the first call that fails. One object a run. Thread: the GUI thread.
class BulkRun final : public QObject {
  Q_OBJECT
 public:
  static constexpr std::size_t kSlice = 100;
  static_assert(kSlice <= client::Client::kMaxIds);

  /// `client` outlives it.
  BulkRun(client::Client& client, BulkKind kind, std::vector<model::DeliveryId> ids, QObject* parent = nullptr);

  void start();
  /// The slice that is under way is still waited for; what comes after it is left.
  void cancel() { report_.cancelled = true; }
  const BulkReport& report() const { return report_; }
  std::uint64_t asked() const { return at_; }

 signals:
  void progressed();
  /// The core said of all of them that they are no dead letters any more.
  void went(const std::vector<hookline::model::DeliveryId>& ids);
  void finished();

 private:
  void next();
  void settle(const std::vector<model::DeliveryId>& slice, base::Result<std::uint64_t> done);
  void finish();

  client::Client& client_;
  const std::vector<model::DeliveryId> ids_;
  std::size_t at_ = 0;
  BulkReport report_;
};

}  // namespace hookline::dead_letters_page
