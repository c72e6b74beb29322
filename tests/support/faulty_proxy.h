#pragma once
#include <QByteArray>
#include <QList>
#include <QTcpServer>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hookline::support {

/// What a faulty proxy does with a connection. One without any fault passes all on.
struct ProxyFault {
  std::chrono::milliseconds delay{0};   ///< before bytes of the core are passed on
  qint64 pieceBytes = 0;                ///< passes on at most so many bytes in a turn of the event loop; 0: all there is
  std::optional<qint64> cutAfterBytes;  ///< of the core's, then the connection is closed
  std::optional<std::string> answer;    ///< said in place of the core's answer as soon as a whole request head came; the core hears nothing
  bool endless = false;                 ///< `answer` is followed by bytes without end
  bool silent = false;                  ///< takes everything, says nothing
  bool cutAnswer = false;               ///< passes the request on and closes when the core begins to answer
};

/// A TCP proxy in front of a core that breaks what it is told to break. Thread: the test's own, on its event loop.
class FaultyProxy {
 public:
  explicit FaultyProxy(std::uint16_t corePort, ProxyFault fault = {});
  ~FaultyProxy();
  FaultyProxy(const FaultyProxy&) = delete;
  FaultyProxy& operator=(const FaultyProxy&) = delete;

  std::uint16_t port() const { return server_.serverPort(); }
  std::string url() const;
  /// For connections from now on.
  void setFault(ProxyFault fault) { fault_ = std::move(fault); }
  /// Another core stands behind it for connections from now on.
  void setCorePort(std::uint16_t port) { corePort_ = port; }
  /// Closes every connection that is open now.
  void cutAll();
  /// From now on no byte of the core is passed on over the connections that are open now; they stay open.
  void freezeAll();

  int connections() const { return connections_; }
  /// Everything that clients sent, a connection an entry, in the order of the connections.
  std::vector<std::string> heard() const;

 private:
  class Link;
  void take();

  std::uint16_t corePort_;
  ProxyFault fault_;
  QTcpServer server_;
  QList<Link*> links_;  // children of server_
  int connections_ = 0;
};

/// A whole HTTP answer that closes its connection.
std::string rawAnswer(int status, const std::string& headers, const std::string& body);

}  // namespace hookline::support
