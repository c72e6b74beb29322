#include "job_rig.h"

namespace hookline::delivery_runner {

using model::DeliveryState;
using support::await;

void BadDayStore::stepJob(store::JobStep step, base::Completion<store::JobStepped> done) {
  const bool loses = losesAnswers.load() > 0;
  deaf_ = loses;
  if (!loses) return real_.stepJob(std::move(step), std::move(done));
  --losesAnswers;
  real_.stepJob(std::move(step), base::Completion<store::JobStepped>([done = std::move(done)](base::Result<store::JobStepped>) mutable {
                  std::move(done)(base::fail(base::Error{base::Errc::kIo, "the answer is lost", true, {}}));
                }));
}

void BadDayStore::undoJob(store::JobUndo undo, base::Completion<store::JobUndone> done) {
  ++asked;
  const bool loses = losesUndoAnswers.load() > 0;
  deaf_ = loses;
  if (!loses) return real_.undoJob(std::move(undo), std::move(done));
  --losesUndoAnswers;
  real_.undoJob(std::move(undo), base::Completion<store::JobUndone>([done = std::move(done)](base::Result<store::JobUndone>) mutable {
                  std::move(done)(base::fail(base::Error{base::Errc::kIo, "the answer is lost", true, {}}));
                }));
}

void BadDayStore::onJobs(JobsChanged listener) {
  real_.onJobs([this, listener = std::move(listener)](std::vector<model::Job> jobs) {
    if (!deaf_) listener(std::move(jobs));
  });
}

store::StoreFigures BadDayStore::storeFigures() const {
  auto figures = real_.storeFigures();
  figures.queuedWrites += behind.load();
  return figures;
}

JobRig::JobRig(Jobs::Options options) : options_(options) { open(); }

JobRig::~JobRig() { closeAll(); }

void JobRig::open() {
  auto opened = home_.open(clock_);
  if (!opened) throw std::runtime_error(opened.error().message);
  real_ = std::move(*opened);
  store_ = std::make_unique<BadDayStore>(*real_);
  ids_ = std::make_unique<base::TimeOrderedIds>(clock_, store_->highestId());
  auto stored = await<store::StoredConfig>([&](auto done) { store_->config(std::move(done)); });
  config_ = std::make_unique<Configuration>(*store_, clock_, stored.value());
  store_->onFresh([this](std::vector<store::DueDelivery> due) {
    std::scoped_lock lock(mutex_);
    for (auto& one : due) fresh_.push_back(std::move(one));
  });
  jobs_ = std::make_unique<Jobs>(
      *store_, *config_, *ids_, clock_,
      [this](const model::Job& job) {
        std::scoped_lock lock(mutex_);
        told_.push_back(job);
      },
      base::Log{}, options_);
  jobs_->onWork([this] {
    std::scoped_lock lock(mutex_);
    awake_ = true;
    woken_.notify_all();
  });
  jobs_->onTakenBack([this](const model::DeliveryRow& row) {
    std::scoped_lock lock(mutex_);
    takenBack_.push_back(row.id);
    std::erase_if(fresh_, [&](const store::DueDelivery& due) { return due.id == row.id; });
  });
  // What waited when the last process ended, the engine reads again.
  const auto config = config_->snapshot();
  for (const auto& [id, webhook] : config->webhooks) {
    auto page = await<store::DuePage>([&, hook = id](auto done) { store_->due(hook, 100000, std::move(done)); });
    for (auto& one : page.value().items) fresh_.push_back(std::move(one));
  }
  EXPECT_TRUE(await<void>([&](auto done) { jobs_->load(std::move(done)); }));
}

void JobRig::closeAll() {
  if (jobs_) jobs_->close();
  real_->close();
  jobs_.reset();
  config_.reset();
  store_.reset();
  real_.reset();
}

void JobRig::restart() {
  closeAll();
  fresh_.clear();
  open();
}

void JobRig::fence() {
  EXPECT_TRUE(await<void>([&](auto done) { store_->putSetting("fence", "1", {}, std::move(done)); }));
}

model::WebhookId JobRig::addWebhook(std::vector<std::string> events, std::string chatbot) {
  model::Webhook webhook;
  webhook.id.value = ids_->next();
  webhook.name = webhook.id.text();
  webhook.url = "https://example.com/hook";
  webhook.secret = "secret";
  webhook.events = std::move(events);
  webhook.chatbotId = std::move(chatbot);
  auto made = await<model::Webhook>([&](auto done) { config_->createWebhook(std::move(webhook), {}, std::move(done)); });
  EXPECT_TRUE(made) << made.error().message;
  return made ? made->id : model::WebhookId{};
}

void JobRig::deleteWebhook(model::WebhookId id) {
  EXPECT_TRUE(await<void>([&](auto done) { config_->deleteWebhook(id, {}, std::move(done)); }));
}

model::EventSeq JobRig::event(const std::string& type, const std::string& chatbot) {
  store::NewEvent made;
  made.seq.value = ids_->next();
  made.event.id = made.seq.text();
  made.event.type = type;
  made.event.chatbotId = chatbot;
  made.event.timestamp = clock_.now().wall;
  made.event.body = std::make_shared<const std::string>("{\"id\":\"" + made.event.id + "\"}");
  made.fingerprint = std::string(32, 'f');
  made.acceptedAt = clock_.now().wall;
  const auto seq = made.seq;
  std::vector<store::NewEvent> events;
  events.push_back(std::move(made));
  EXPECT_TRUE(await<std::vector<store::AcceptedEvent>>([&](auto done) { store_->accept(std::move(events), std::move(done)); }));
  return seq;
}

std::vector<model::DeliveryId> JobRig::pending(std::size_t count, model::WebhookId webhook, const std::string& type) {
  std::vector<store::NewEvent> events;
  std::vector<model::DeliveryId> made;
  for (std::size_t i = 0; i < count; ++i) {
    auto& one = events.emplace_back();
    one.seq.value = ids_->next();
    one.event.id = one.seq.text();
    one.event.type = type;
    one.event.chatbotId = "bot_1";
    one.event.body = std::make_shared<const std::string>("{\"id\":\"" + one.event.id + "\"}");
    one.fingerprint = std::string(32, 'f');
    one.acceptedAt = clock_.now().wall;
    made.push_back({ids_->next()});
    one.deliveries.push_back({made.back(), webhook, clock_.now().wall, false});
  }
  EXPECT_TRUE(await<std::vector<store::AcceptedEvent>>([&](auto done) { store_->accept(std::move(events), std::move(done)); }));
  return made;
}

std::vector<model::DeliveryId> JobRig::dead(std::size_t count, model::WebhookId webhook) {
  auto made = pending(count, webhook);
  fence();
  send(count, DeliveryState::kDead);
  sent_.clear();
  clock_.advance(base::Millis{1});
  return made;
}

JobOrder JobRig::order(model::JobKind kind, const nlohmann::json& filter) {
  auto read = readJobFilter(filter, kind);
  EXPECT_TRUE(read) << read.error().message;
  JobOrder made;
  made.kind = kind;
  if (read) made.filter = std::move(*read);
  return made;
}

base::Result<JobMade> JobRig::create(JobOrder order) {
  auto made = await<JobMade>([&](auto done) { jobs_->create(std::move(order), "tester", std::move(done)); });
  fence();  // the jobs hear of it behind the answer
  return made;
}

model::JobId JobRig::start(JobOrder order) {
  auto made = create(std::move(order));
  EXPECT_TRUE(made) << made.error().message;
  EXPECT_TRUE(made && made->job);
  return made && made->job ? made->job->id : model::JobId{};
}

model::Job JobRig::job(model::JobId id) {
  auto found = await<model::Job>([&](auto done) { jobs_->find(id, std::move(done)); });
  EXPECT_TRUE(found) << found.error().message;
  return found.value_or(model::Job{});
}

base::Result<model::Job> JobRig::pause(model::JobId id) {
  return await<model::Job>([&](auto done) { jobs_->pause(id, "tester", std::move(done)); });
}
base::Result<model::Job> JobRig::resume(model::JobId id) {
  return await<model::Job>([&](auto done) { jobs_->resume(id, "tester", std::move(done)); });
}
base::Result<model::Job> JobRig::cancel(model::JobId id) {
  return await<model::Job>([&](auto done) { jobs_->cancel(id, "tester", std::move(done)); });
}

void JobRig::beginUndo(model::JobId id) {
  jobs_->undo(id, "tester", base::Completion<model::Job>([this](base::Result<model::Job> answer) {
                std::scoped_lock lock(mutex_);
                undoAnswer_.emplace(std::move(answer));
              }));
  fence();
}

base::Result<model::Job> JobRig::undo(model::JobId id) {
  beginUndo(id);
  settle();
  std::scoped_lock lock(mutex_);
  auto answer = std::exchange(undoAnswer_, std::nullopt);
  return answer ? std::move(*answer) : base::Result<model::Job>(base::fail(base::Errc::kTimeout, "no answer"));
}

std::vector<model::DeliveryId> JobRig::takenBack() {
  std::scoped_lock lock(mutex_);
  return std::exchange(takenBack_, {});
}

bool JobRig::waitForWake() {
  std::unique_lock lock(mutex_);
  const bool woken = woken_.wait_for(lock, std::chrono::seconds(30), [this] { return awake_; });
  EXPECT_TRUE(woken) << "a step never ended";
  awake_ = false;
  return woken;
}

void JobRig::oneStep() {
  jobs_->work();
  while (!jobs_->idle())
    if (!waitForWake()) return;
}

void JobRig::settle() {
  fence();
  for (;;) {
    const auto before = store_->asked.load();
    oneStep();
    if (store_->asked == before) return;
    fence();  // what the step means is announced behind its answer
  }
}

std::vector<model::DeliveryId> JobRig::due() {
  std::scoped_lock lock(mutex_);
  std::vector<model::DeliveryId> ids;
  for (const auto& one : fresh_) ids.push_back(one.id);
  return ids;
}

std::vector<store::DueDelivery> JobRig::send(std::size_t count, DeliveryState end) {
  std::vector<store::DueDelivery> sending;
  {
    std::scoped_lock lock(mutex_);
    count = std::min(count, fresh_.size());
    sending.assign(fresh_.begin(), fresh_.begin() + static_cast<std::ptrdiff_t>(count));
    fresh_.erase(fresh_.begin(), fresh_.begin() + static_cast<std::ptrdiff_t>(count));
  }
  std::vector<store::Claim> claims;
  for (const auto& one : sending) claims.push_back({one.id, one.due});
  auto granted = await<std::vector<model::DeliveryId>>([&](auto done) { store_->claim(std::move(claims), std::move(done)); });
  EXPECT_TRUE(granted);
  EXPECT_EQ(granted->size(), sending.size());
  for (const auto& one : sending) {
    store::AttemptRecord record;
    record.deliveryId = one.id;
    record.webhookId = one.webhookId;
    record.next = end;
    record.tries = one.tries + 1;
    record.counted = one.counted + 1;
    record.attempt.n = record.attempt.tryNumber = record.tries;
    record.recordedAt = clock_.now().wall;
    record.due = clock_.now().wall + base::Millis{60'000};
    if (end != DeliveryState::kDelivered) record.attempt.errorClass = model::ErrorClass::kServerError;
    store_->record(std::make_shared<const store::AttemptRecord>(std::move(record)), {});
    ++sent_[one.id.value];
  }
  fence();
  return sending;
}

bool JobRig::finish(model::JobId id) {
  for (int round = 0; round < 2000; ++round) {
    settle();
    if (job(id).state == model::JobState::kDone) return true;
    if (send(100000).empty()) clock_.advance(base::Millis{500});
  }
  return false;
}

std::size_t JobRig::countOf(DeliveryState state) {
  store::DeliveryQuery query;
  query.states = {state};
  auto facets = await<store::Facets>([&](auto done) { store_->facets(std::move(query), std::move(done)); });
  EXPECT_TRUE(facets);
  return facets ? facets->total : 0;
}

std::vector<model::Job> JobRig::told() {
  std::scoped_lock lock(mutex_);
  return std::exchange(told_, {});
}

}  // namespace hookline::delivery_runner
