#pragma once
#include <QObject>
#include <vector>

#include "client/client.h"

namespace hookline::dead_letters_page {

/// The core's jobs as it tells of them, whoever started them. Thread: the GUI thread.
class JobBook final : public QObject {
  Q_OBJECT
 public:
  /// `client` outlives it.
  explicit JobBook(client::Client& client, QObject* parent = nullptr);

  void read();
  /// Newest first; those that were never started are left out.
  const std::vector<client::Job>& jobs() const { return jobs_; }
  int running() const;
  void take(const client::Job& job);

 signals:
  void changed();
  void failed(const QString& why);

 private:
  client::Client& client_;
  std::vector<client::Job> jobs_;
  bool reading_ = false;
};

}  // namespace hookline::dead_letters_page
