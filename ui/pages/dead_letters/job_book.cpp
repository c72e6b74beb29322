#include "dead_letters_page/job_book.h"

#include <algorithm>

#include "models/delivery_words.h"

namespace hookline::dead_letters_page {

JobBook::JobBook(client::Client& client, QObject* parent) : QObject(parent), client_(client) {
  connect(&client_, &client::Client::jobChanged, this, &JobBook::take);
  connect(&client_, &client::Client::missed, this, &JobBook::read);
}

void JobBook::read() {
  if (reading_ || client_.state().kind != client::ChannelState::Kind::kOpen) return;
  reading_ = true;
  client_.jobs(this, [this](const base::Result<std::vector<client::Job>>& jobs) {
    reading_ = false;
    if (!jobs) return emit failed(models::plain(jobs.error().message));
    jobs_ = *jobs;
    std::erase_if(jobs_, [](const client::Job& job) { return job.state == model::JobState::kPreview; });
    emit changed();
  });
}

int JobBook::running() const {
  return static_cast<int>(
      std::count_if(jobs_.begin(), jobs_.end(), [](const client::Job& job) { return job.state == model::JobState::kRunning; }));
}

void JobBook::take(const client::Job& job) {
  if (job.state == model::JobState::kPreview) return;
  const auto known = std::find_if(jobs_.begin(), jobs_.end(), [&](const client::Job& one) { return one.id == job.id; });
  if (known == jobs_.end())
    jobs_.insert(jobs_.begin(), job);
  else
    *known = job;
  emit changed();
}

}  // namespace hookline::dead_letters_page
