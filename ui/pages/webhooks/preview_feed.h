#pragma once
#include <QObject>
#include <QTimer>
#include <map>
#include <vector>

#include "client/client.h"

namespace hookline::webhooks_page {

/// An event that the core had.
struct RecentEvent {
  std::string id;
  base::WallTime at{};
  model::Person person;
};

/// Asks the core what the edited webhook would send of an event: a while after the last change, so that it follows the typing without a
/// call a letter; only the answer to the last question is told. Asks for nothing while it is not awake.
class PreviewFeed final : public QObject {
  Q_OBJECT
 public:
  /// `client` outlives it.
  explicit PreviewFeed(client::Client& client, QObject* parent = nullptr);

  /// Asks as soon as it is awake, and again when something changed.
  void setAwake(bool awake);
  /// `before` as in Client::preview.
  void setWebhook(const model::Webhook& before, const model::Webhook& after);
  /// The form does not make a webhook yet: nothing is asked, and an answer on its way is not told.
  void clear();
  /// Reads which events of the type came lately. The same one changes nothing.
  void setType(const std::string& type);
  const std::string& type() const { return type_; }
  /// Which events of the type came by now; the one that is shown stays.
  void readRecent();
  /// Empty: an example. Asks at once.
  void setEventId(const std::string& id);
  const std::string& eventId() const { return eventId_; }
  /// Newest first, one an event.
  const std::vector<RecentEvent>& recent() const { return recent_; }

  static constexpr int kPauseMs = 300;
  static constexpr int kMostRead = 50;    ///< deliveries
  static constexpr int kMostEvents = 12;  ///< that are offered

 signals:
  /// Other events are offered, or another one is shown.
  void eventsChanged();
  void shown(const hookline::client::Preview& preview);
  void failed(const hookline::base::Error& error);

 private:
  void changed();
  void take(const std::vector<client::Delivery>& deliveries);
  void ask();
  void askOf(const client::PreviewEvent& event);

  client::Client& client_;
  QTimer pause_;
  bool awake_ = false;
  bool wanted_ = false;  ///< something is to be asked
  bool complete_ = false;
  bool choosing_ = false;  ///< which event is the newest is being read
  model::Webhook before_;
  model::Webhook after_;
  std::string type_;
  std::string eventId_;
  std::vector<RecentEvent> recent_;
  std::map<std::string, std::string> examples_;  ///< by type
  std::uint64_t asked_ = 0;
  std::uint64_t recentAsked_ = 0;
};

}  // namespace hookline::webhooks_page
