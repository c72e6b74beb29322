#pragma once
#include <QWidget>
#include <optional>

#include "client/client.h"

namespace hookline::shell {

/// The manual's window beside the main one, which makes it when it is first wished for and keeps it: over closing it, and over a change of
/// the core that is shown. Thread: the GUI thread.
class Manual : public QWidget {
 public:
  using QWidget::QWidget;

  /// From now on it is about this core, called `connection`; of the one before nothing is shown any more. Null: of none, until the next
  /// call. `client` outlives that.
  virtual void follow(client::Client* client, const QString& connection) = 0;
  /// In front, with the chapter of the kind; nothing: where it was read last.
  virtual void open(std::optional<model::WebhookKind> kind) = 0;
};

}  // namespace hookline::shell
