#pragma once
#include <map>

#include "dead_letters_page/job_book.h"
#include "dead_letters_page/job_card.h"
#include "dead_letters_page/job_form.h"
#include "shell/page.h"

class QLabel;
class QVBoxLayout;

namespace hookline::dead_letters_page {

/// Bulk work: a form that makes it, and all that the core knows of, whoever started it and whenever.
class JobsView final : public QWidget {
  Q_OBJECT
 public:
  explicit JobsView(const shell::PageContext& context, QWidget* parent = nullptr);

  JobBook& book() { return book_; }
  JobForm& form() { return *form_; }
  /// Reads what it shows.
  void read();

  static constexpr std::size_t kShown = 20;

 signals:
  /// The dead letters of what a job sent again.
  void failuresWished(const hookline::client::Job& job);

 private:
  void build();
  void refresh();
  JobCard* cardFor(std::size_t at);
  void start(const client::Job& preview);
  void run(const client::Job& preview);
  void steer(const client::Job& job,
             void (client::Client::*call)(client::Client::Context, model::JobId, client::Client::Then<client::Job>));

  const shell::PageContext context_;
  JobBook book_;
  JobForm* form_;
  QLabel* none_;
  QLabel* trouble_;
  QVBoxLayout* list_;
  std::vector<JobCard*> cards_;
  std::map<model::WebhookId, QString> names_;
};

}  // namespace hookline::dead_letters_page
