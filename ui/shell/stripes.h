#pragma once
#include <QTimer>
#include <QWidget>
#include <functional>
#include <optional>

#include "base/time.h"
#include "client/client.h"

class QPushButton;

namespace hookline::widgets {
class Banner;
}

namespace hookline::shell {

/// What is to be known on every page: that the connection is gone, that all sending is stopped, that nothing is stored, that the data is
/// made up. Each is there as long as it holds. Thread: the GUI thread.
class Stripes final : public QWidget {
  Q_OBJECT
 public:
  /// `clock` outlives it; waits are counted against it, each second while there is one to count.
  explicit Stripes(const base::Clock& clock, QWidget* parent = nullptr);

  void setState(const client::ChannelState& state);
  void setStatus(const client::Status& status);
  /// Why sending cannot be started from here now; empty: it can.
  void setWhyNotStart(const QString& why);
  /// Another connection: nothing is known of it. `takesToken`: when it is refused, another token may help.
  void reset(bool demo, bool takesToken);

 signals:
  void tryNowWanted();
  /// Refused: with new luck from the beginning.
  void reconnectWanted();
  /// Refused: with another token.
  void tokenWanted();
  /// The certificate of the last state, which was refused: a person would look at it.
  void trustWanted();
  void startWanted();
  void leaveDemoWanted();

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  void build();
  void showConnection();
  void showLost();
  void showStopped();
  void settleTimer();

  const base::Clock& clock_;
  widgets::Banner* connection_;
  widgets::Banner* stopped_;
  widgets::Banner* store_;
  widgets::Banner* demo_;
  QPushButton* start_ = nullptr;
  QPushButton* tryNow_ = nullptr;
  QPushButton* reconnect_ = nullptr;
  QPushButton* trust_ = nullptr;
  QPushButton* token_ = nullptr;
  client::ChannelState state_;
  std::optional<client::Status> status_;
  bool wasOpen_ = false;
  bool takesToken_ = false;
  QTimer tick_;
};

}  // namespace hookline::shell
