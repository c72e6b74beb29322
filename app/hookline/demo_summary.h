#pragma once
#include <QObject>
#include <functional>
#include <map>
#include <set>
#include <string>

#include "client/client.h"
#include "hookline/demo_receivers.h"

namespace hookline::desktop {

/// What became of everything, counted from the core's own list of deliveries.
struct DemoFigures {
  std::uint64_t deliveries = 0;
  std::uint64_t delivered = 0;
  std::uint64_t afterRetries = 0;  ///< of those delivered: not at the first try
  std::uint64_t putRight = 0;      ///< of those delivered: were dead letters
  std::uint64_t dead = 0;
  std::uint64_t waiting = 0;  ///< pending, retrying, held
};

/// Reads all deliveries, page by page, once nothing is under way or `patience` is over. Deletes itself after its answer. Thread: the GUI
/// thread.
class DemoCount final : public QObject {
  Q_OBJECT
 public:
  using Then = std::function<void(base::Result<DemoFigures>)>;
  /// `retried`: dead letters that were sent again. `client` outlives it.
  DemoCount(client::Client& client, std::set<model::DeliveryId> retried, std::chrono::seconds patience, Then then);

 private:
  void begin();
  void readPage(const std::string& cursor);
  void count(const client::Delivery& delivery);
  void answer(base::Result<DemoFigures> figures);

  client::Client& client_;
  const std::set<model::DeliveryId> retried_;
  int looksLeft_;
  Then then_;
  DemoFigures figures_;
  std::uint64_t underWay_ = 0;
};

/// For a person, on several lines.
std::string demoSummary(const DemoFigures& figures, std::uint64_t posted, const std::map<std::string, DemoReceivers::Arrivals>& arrivals);

}  // namespace hookline::desktop
