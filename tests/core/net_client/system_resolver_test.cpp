#include "net/system_resolver.h"

#include <gtest/gtest.h>

#include <future>

namespace hookline::net {
namespace {

using Answer = base::Result<std::vector<IpAddress>>;

std::future<Answer> ask(Resolver& resolver, const std::string& host) {
  auto promise = std::make_shared<std::promise<Answer>>();
  auto future = promise->get_future();
  resolver.resolve(host, base::Completion<std::vector<IpAddress>>([promise](Answer answer) { promise->set_value(std::move(answer)); }));
  return future;
}

/// A look-up that waits until the test opens the gate; shared, because a thread may be left behind inside it, and go on when the program
/// has ended its statics.
struct Gate {
  const std::vector<IpAddress> somewhere{IpAddress::v4({192, 0, 2, 1})};
  std::mutex mutex;
  std::condition_variable changed;
  bool open = false;
  int inside = 0;

  Answer pass() {
    std::unique_lock lock(mutex);
    ++inside;
    changed.notify_all();
    changed.wait(lock, [this] { return open; });
    return somewhere;
  }
  void waitInside(int count) {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return inside >= count; });
  }
  void unlock() {
    std::scoped_lock lock(mutex);
    open = true;
    changed.notify_all();
  }
};

SystemResolver::Options gated(const std::shared_ptr<Gate>& gate) {
  SystemResolver::Options options;
  options.lookup = [gate](const std::string&) { return gate->pass(); };
  return options;
}

TEST(SystemResolver, FindsThisComputer) {
  SystemResolver resolver({});
  const auto answer = ask(resolver, "localhost").get();
  ASSERT_TRUE(answer) << answer.error().message;
  for (const auto& address : *answer) EXPECT_TRUE(address.isLoopback()) << address.text();
}

TEST(SystemResolver, PassesOnWhatTheLookupSays) {
  SystemResolver::Options options;
  options.lookup = [](const std::string& host) -> Answer {
    if (host == "missing") return base::fail(base::Errc::kNotFound, "no such name");
    return base::fail(base::Errc::kUnavailable, "no server");
  };
  SystemResolver resolver(options);
  EXPECT_EQ(ask(resolver, "missing").get().error().code, base::Errc::kNotFound);
  EXPECT_EQ(ask(resolver, "other").get().error().code, base::Errc::kUnavailable);
}

TEST(SystemResolver, AnswersWithinTheLimitThoughAllThreadsAreStuck) {
  const auto gate = std::make_shared<Gate>();
  auto options = gated(gate);
  options.limit = base::Millis{50};
  SystemResolver resolver(options);
  std::vector<std::future<Answer>> answers;
  for (int i = 0; i < 5; ++i) answers.push_back(ask(resolver, "stuck.example"));
  for (auto& answer : answers) EXPECT_EQ(answer.get().error().code, base::Errc::kTimeout);
  gate->unlock();
  auto later = ask(resolver, "works.example");
  EXPECT_TRUE(later.get());
}

TEST(SystemResolver, RefusesMoreThanItsQueueHolds) {
  const auto gate = std::make_shared<Gate>();
  auto options = gated(gate);
  options.maxWaiting = 3;
  SystemResolver resolver(options);
  std::vector<std::future<Answer>> taken;
  for (std::size_t i = 0; i < options.threads; ++i) taken.push_back(ask(resolver, "a.example"));
  gate->waitInside(static_cast<int>(options.threads));
  for (std::size_t i = 0; i < options.maxWaiting; ++i) taken.push_back(ask(resolver, "b.example"));
  EXPECT_EQ(ask(resolver, "c.example").get().error().code, base::Errc::kBusy);
  gate->unlock();
  for (auto& answer : taken) EXPECT_TRUE(answer.get());
}

TEST(SystemResolver, WhatItsTimeEndedMakesRoomForOthersThoughAllThreadsAreStuck) {
  const auto gate = std::make_shared<Gate>();
  auto options = gated(gate);
  options.maxWaiting = 3;
  options.limit = base::Millis{50};
  SystemResolver resolver(options);
  std::vector<std::future<Answer>> late;
  for (std::size_t i = 0; i < options.threads; ++i) late.push_back(ask(resolver, "a.example"));
  gate->waitInside(static_cast<int>(options.threads));
  for (std::size_t i = 0; i < options.maxWaiting; ++i) late.push_back(ask(resolver, "b.example"));
  for (auto& answer : late) EXPECT_EQ(answer.get().error().code, base::Errc::kTimeout);
  EXPECT_EQ(ask(resolver, "c.example").get().error().code, base::Errc::kTimeout) << "taken, and not turned away as one too many";
  gate->unlock();
}

TEST(SystemResolver, ItsEndAnswersEveryoneThoughAThreadIsStuck) {
  const auto gate = std::make_shared<Gate>();
  std::vector<std::future<Answer>> answers;
  {
    SystemResolver resolver(gated(gate));
    for (int i = 0; i < 5; ++i) answers.push_back(ask(resolver, "stuck.example"));
    gate->waitInside(2);
  }
  for (auto& answer : answers) EXPECT_EQ(answer.get().error().code, base::Errc::kCancelled);
  gate->unlock();
}

}  // namespace
}  // namespace hookline::net
