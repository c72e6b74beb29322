#pragma once
#include <QObject>
#include <optional>
#include <unordered_set>

#include "client/client.h"
#include "dead_letters_page/dead_letter_list_model.h"

namespace hookline::dead_letters_page {

/// Keeps the list true to a core and a filter. Rows go as soon as the core says so; what dies meanwhile is counted and comes in when it
/// is asked for, so that nothing moves under the mouse. Thread: the GUI thread.
class DeadLetterFeed final : public QObject {
  Q_OBJECT
 public:
  static constexpr int kPage = 100;
  static constexpr std::size_t kMaxFresh = 10000;

  enum class Fresh {
    kComesIn,  ///< somebody asked for the list as it is now
    kWaits     ///< somebody may be looking at it
  };

  /// `client` and `model` outlive it.
  DeadLetterFeed(client::Client& client, DeadLetterListModel& model, QObject* parent = nullptr);

  /// Another list: the old rows stay until the first page is here.
  void setFilter(const client::DeliveryFilter& filter);
  const client::DeliveryFilter& filter() const { return filter_; }
  /// Reads what is shown once more.
  void refresh(Fresh fresh);
  void wantOlder();
  /// The core answered that they are gone.
  void went(const std::vector<model::DeliveryId>& ids);

  bool hasOlder() const { return !next_.empty(); }
  /// Died since the list was read and not shown.
  std::size_t fresh() const { return fresh_.size(); }
  bool everLoaded() const { return everLoaded_; }

 signals:
  /// `trouble`: the core's sentence when it could not be read; what was shown is shown still.
  void loaded(const QString& trouble);
  void freshChanged();

 private:
  enum class Mode { kAnew, kComesIn, kWaits, kOlder };
  void start(Mode mode);
  void readPage(const std::string& cursor, std::optional<model::DeliveryId> above);
  void take(client::Page<client::DeadLetter> page, std::optional<model::DeliveryId> above);
  void finish(const QString& trouble);
  void onDelivery(const client::Delivery& delivery);

  client::Client& client_;
  DeadLetterListModel& model_;
  client::DeliveryFilter filter_;
  std::string next_;
  Mode mode_ = Mode::kAnew;
  bool reading_ = false;
  std::optional<Mode> again_;  ///< asked for while a reading was under way
  std::uint64_t asked_ = 0;    ///< answers to earlier readings are dropped
  bool everLoaded_ = false;
  std::unordered_set<model::DeliveryId> fresh_;
  std::unordered_set<model::DeliveryId> wentMeanwhile_;  ///< during a reading, whose pages may be older than that
};

}  // namespace hookline::dead_letters_page
