#pragma once
#include <QObject>
#include <vector>

#include "client/client.h"
#include "dead_letters_page/group_key.h"

namespace hookline::dead_letters_page {

/// Reads the ids of a group page by page, so that what is done to the group is done to exactly those that were counted.
/// One object a reading. Thread: the GUI thread.
class GroupReader final : public QObject {
  Q_OBJECT
 public:
  static constexpr int kPage = 500;
  /// A longer group is read this far; the rest stays and can be done next.
  static constexpr std::size_t kMaxRead = 100000;

  /// `client` outlives it.
  GroupReader(client::Client& client, const GroupKey& group, QObject* parent = nullptr);

  void start() { readPage({}); }
  /// Nothing is emitted any more.
  void cancel() { cancelled_ = true; }
  const std::vector<model::DeliveryId>& ids() const { return ids_; }

 signals:
  void progressed(quint64 found);
  /// `trouble`: the core's sentence when it could not be read; nothing was done then.
  void finished(const QString& trouble);

 private:
  void readPage(const std::string& cursor);
  void take(const client::Page<client::Delivery>& page);

  client::Client& client_;
  const GroupKey group_;
  std::vector<model::DeliveryId> ids_;
  bool cancelled_ = false;
};

}  // namespace hookline::dead_letters_page
