#pragma once
#include <QDateTime>
#include <QObject>
#include <memory>

#include "dead_letters_page/bulk_run.h"
#include "dead_letters_page/group_reader.h"
#include "shell/prompter.h"

namespace hookline::dead_letters_page {

/// From a person's wish to its report: count, ask when it is much or for ever, do, say how it came out. One thing at a time.
/// Thread: the GUI thread.
class BulkActions final : public QObject {
  Q_OBJECT
 public:
  enum class Phase { kIdle, kCounting, kAsking, kRunning };

  struct Wish {
    BulkKind kind = BulkKind::kRetry;
    std::vector<model::DeliveryId> ids;  ///< empty: the group
    GroupKey group;
    QString what;  ///< of a group, for the question: "for Salesforce, HTTP 503 …"
  };

  /// All outlive it; `owner` carries the dialogs. `connection`: as the window names it, may be empty.
  BulkActions(client::Client& client, shell::Prompter& prompter, QWidget* owner, QString connection);

  /// Nothing while another is on its way.
  void begin(Wish wish);
  void cancel();

  Phase phase() const { return phase_; }
  bool busy() const { return phase_ != Phase::kIdle; }
  BulkKind kind() const { return wish_.kind; }
  std::uint64_t asked() const;
  std::uint64_t total() const { return total_; }
  const QDateTime& since() const { return since_; }

 signals:
  void changed();
  void went(const std::vector<hookline::model::DeliveryId>& ids);
  void ended(const hookline::dead_letters_page::BulkReport& report);
  /// Nothing was done; a sentence says why.
  void failed(const QString& why);

 private:
  void count();
  void ask(std::vector<model::DeliveryId> ids);
  void run(std::vector<model::DeliveryId> ids);
  void finish();
  void enter(Phase phase);

  client::Client& client_;
  shell::Prompter& prompter_;
  QWidget* const owner_;
  const QString connection_;
  Phase phase_ = Phase::kIdle;
  Wish wish_;
  std::uint64_t total_ = 0;
  std::uint64_t found_ = 0;
  QDateTime since_;
  std::unique_ptr<GroupReader> reader_;
  std::unique_ptr<BulkRun> run_;
};

}  // namespace hookline::dead_letters_page
