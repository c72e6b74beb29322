#pragma once
#include <QObject>
#include <QTcpSocket>
#include <QTimer>
#include <functional>
#include <string>
#include <vector>

#include "base/time.h"
#include "client/http_target.h"

namespace hookline::client::internal {

/// Finds out what listens where the HTTP library only says that the connection was closed: it reads the first bytes itself, on a
/// connection of its own and without the token. Of a secure core it finds nothing. Thread: the GUI thread.
class HttpProbe final : public QObject {
 public:
  /// Given the first bytes that are no HTTP; empty: HTTP, or nothing was said.
  using Found = std::function<void(const std::string& firstBytes)>;

  explicit HttpProbe(const HttpTarget& target);
  ~HttpProbe() override;

  /// `found` is called from the event loop. Those who ask while a look is under way share it.
  void look(Found found);
  /// Nobody is called any more.
  void stop();

  static constexpr base::Millis kPatience{3000};

 private:
  void onBytes();
  void finish();

  const HttpTarget target_;  // constant after construction
  QTcpSocket socket_;
  QTimer patience_;
  std::string seen_;
  std::vector<Found> asking_;
};

}  // namespace hookline::client::internal
