#pragma once
#include <QObject>

#include "client/client.h"
#include "manual_page/chapter.h"

namespace hookline::manual_page {

/// The chapters of one core, and why there are none. One object an attachment. Thread: the GUI thread.
class ManualFeed final : public QObject {
  Q_OBJECT
 public:
  /// `client` outlives it.
  explicit ManualFeed(client::Client& client, QObject* parent = nullptr);

  /// Somebody looks: what is not known yet is asked for, now and whenever the connection opens.
  void setSeen(bool seen);
  /// Asks again, also for what is known.
  void read();
  const std::vector<Chapter>& chapters() const { return chapters_; }
  bool everRead() const { return everRead_; }
  /// Why the last reading failed; empty: it did not.
  const QString& trouble() const { return trouble_; }
  client::Client& client() const { return client_; }

 signals:
  /// Chapters, trouble, or how the window stands to the core.
  void changed();

 private:
  void readIfNeeded();

  client::Client& client_;
  std::vector<Chapter> chapters_;
  QString trouble_;
  bool everRead_ = false;
  bool asking_ = false;
  bool seen_ = false;
};

}  // namespace hookline::manual_page
