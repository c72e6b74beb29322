#pragma once
#include <QObject>
#include <memory>

#include "client/client.h"
#include "shell/connect_link.h"
#include "shell/window_options.h"

namespace hookline::shell {

/// One connect link on its way to a connection: asks the person, then exchanges the code for a token. It speaks with the daemon over a
/// channel of its own, which has no token; what the window shows meanwhile is not touched. Goes by itself after its last word. Thread: the
/// GUI thread.
class LinkVisit final : public QObject {
  Q_OBJECT
 public:
  /// `at`: what the daemon is called in the question. `options` outlives it; `window` owns it and its questions.
  LinkVisit(ConnectLink link, const ConnectionChoice& at, const WindowOptions& options, QWidget& window);

  void begin();

 signals:
  void connected(const hookline::shell::ConnectLink& link, const hookline::client::LinkedToken& token);

 private:
  void exchange();
  void refused(const base::Error& error);

  const ConnectLink link_;
  const QString pinned_;
  const WindowOptions& options_;
  QWidget& window_;
  const std::unique_ptr<Prompter> prompter_;
  std::unique_ptr<client::Client> client_;
};

}  // namespace hookline::shell
