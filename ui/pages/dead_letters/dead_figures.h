#pragma once
#include <QObject>
#include <QTimer>

#include "client/client.h"
#include "dead_letters_page/dead_groups_model.h"

namespace hookline::dead_letters_page {

/// How many dead letters there are (always, for the side bar), and their groups and the webhooks' names (while the page is seen).
/// Read again when the stream tells of something that changes them, at most once a kSoonMs. Thread: the GUI thread.
class DeadFigures final : public QObject {
  Q_OBJECT
 public:
  static constexpr int kSoonMs = 500;

  /// `client` and `groups` outlive it.
  DeadFigures(client::Client& client, DeadGroupsModel& groups, QObject* parent = nullptr);

  void setSeen(bool seen);
  void refresh();
  void refreshSoon();
  std::uint64_t total() const { return total_; }
  bool known() const { return known_; }

 signals:
  void counted();
  /// The groups were read, or could not be: then `trouble` is the core's sentence and they are what they were.
  void grouped(const QString& trouble);

 private:
  void onDelivery(const client::Delivery& delivery);
  void readCount();
  void readGroups();
  void readNames();

  client::Client& client_;
  DeadGroupsModel& groups_;
  QTimer soon_;
  bool seen_ = false;
  bool known_ = false;
  std::uint64_t total_ = 0;
  std::uint64_t asked_ = 0;
  // Which question the figures are the answer of: an answer that was overtaken by a later question is still news, by a later answer not.
  std::uint64_t countShown_ = 0;
  std::uint64_t groupsShown_ = 0;
};

}  // namespace hookline::dead_letters_page
