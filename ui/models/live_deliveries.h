#pragma once
#include <QObject>
#include <QTimer>
#include <optional>

#include "client/client.h"
#include "models/delivery_list_model.h"

namespace hookline::models {

/// Keeps a DeliveryListModel true to a core and a filter: the first page, older pages on demand, what the stream tells, and the first page
/// again when notices were missed. A core that has looked through many answers what it found until then: it is asked on until a page's
/// worth has come. Notices are taken together every kFlushEvery, so that a flood costs one update a frame. Thread: the GUI thread.
class LiveDeliveries final : public QObject {
  Q_OBJECT
 public:
  static constexpr int kPage = 200;
  static constexpr int kFlushEveryMs = 33;
  /// Notices that wait while the display stands still; beyond them the list is read again when it goes on.
  static constexpr std::size_t kMaxHeldBack = 20000;
  /// Pages that it asks for by itself, one after the other, before it waits to be told.
  static constexpr int kMaxShortPages = 200;

  /// `client` and `model` outlive it.
  LiveDeliveries(client::Client& client, DeliveryListModel& model, QObject* parent = nullptr);

  /// Reads anew what the filter asks for; the old rows stay until the answer is here.
  void setFilter(const client::DeliveryFilter& filter);
  const client::DeliveryFilter& filter() const { return filter_; }
  /// Asks for the page after the last row, unless it is on its way or there is none.
  void wantOlder();
  bool hasOlder() const { return !next_.empty(); }
  /// Whether a page came short and the core is asked on. stopSearching() is for a person who has seen enough; wantOlder() goes on.
  bool searching() const { return searching_; }
  void stopSearching();

  /// Stops the display, never the deliveries. `heldBack` counts what came meanwhile.
  void setPaused(bool paused);
  bool paused() const { return paused_; }
  std::size_t heldBack() const { return waiting_.size(); }
  /// Reads the first page again; the old rows stay until the answer is here.
  void refresh();
  /// The same, once a reading that is under way is in.
  void refreshSoon();

 signals:
  /// A page has come, or could not (`problem` is a sentence then; the rows are what was known before).
  void loaded(const QString& problem);
  void heldBackChanged();
  void searchingChanged();
  /// About to insert or update: the view notes what it shows.
  void aboutToChange();
  void changed();

 private:
  void take(const client::Delivery& delivery);
  void takeFirst(client::Page<client::Delivery> page);
  void readOlder();
  void goOn(const std::string& next, std::size_t came);
  void setSearching(bool searching);
  void flush();

  client::Client& client_;
  DeliveryListModel& model_;
  client::DeliveryFilter filter_;
  std::string next_;
  std::uint64_t asked_ = 0;  ///< the reading whose answer is waited for; answers of earlier ones are dropped
  bool olderAsked_ = false;
  std::size_t lacking_ = 0;  ///< rows of the page that was asked for
  int shortPages_ = 0;
  bool searching_ = false;
  bool reading_ = false;
  bool again_ = false;  ///< once it has been
  bool paused_ = false;
  bool overflown_ = false;
  std::vector<client::Delivery> waiting_;
  QTimer flushTimer_;
};

}  // namespace hookline::models
