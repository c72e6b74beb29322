#include "net/system_resolver.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
// Boost 1.74 uses std::exchange without including its header.
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "base/encoding.h"

namespace hookline::net {
namespace {

using Addresses = std::vector<IpAddress>;
using Steady = std::chrono::steady_clock;

struct Question {
  std::string host;
  Steady::time_point deadline;
  base::Completion<Addresses> done;  // empty once answered
};

base::Error timedOut(const std::string& host, base::Millis limit) {
  return {base::Errc::kTimeout,
          "No name server answered for " + base::printable(host) + " within " + std::to_string(limit.count()) + " ms.",
          false,
          {}};
}

}  // namespace

struct SystemResolver::State {
  explicit State(Options given) : options(std::move(given)) {}

  const Options options;
  std::mutex mutex;
  std::condition_variable work;     // a question waits, or closed
  std::condition_variable clock;    // the first deadline may have changed, or closed
  std::condition_variable leaving;  // a worker came out of its look-up

  // All below guarded by mutex. Every question has the same limit, so `open` is ordered by deadline.
  std::deque<std::shared_ptr<Question>> waiting;
  std::deque<std::shared_ptr<Question>> open;
  std::vector<bool> inside;
  std::vector<std::thread> workers;
  std::thread watch;
  bool closed = false;

  static void runWorker(const std::shared_ptr<State>& state, std::size_t index);
  static void runWatch(const std::shared_ptr<State>& state);
};

void SystemResolver::State::runWorker(const std::shared_ptr<State>& state, std::size_t index) {
  std::unique_lock lock(state->mutex);
  while (true) {
    state->work.wait(lock, [&] { return state->closed || !state->waiting.empty(); });
    if (state->closed) return;
    const auto question = std::move(state->waiting.front());
    state->waiting.pop_front();
    if (!question->done) continue;

    state->inside[index] = true;
    lock.unlock();
    auto result = state->options.lookup(question->host);
    lock.lock();
    state->inside[index] = false;
    state->leaving.notify_all();
    auto done = std::move(question->done);
    std::erase(state->open, question);
    lock.unlock();
    if (done) std::move(done)(std::move(result));
    lock.lock();
  }
}

void SystemResolver::State::runWatch(const std::shared_ptr<State>& state) {
  std::unique_lock lock(state->mutex);
  while (!state->closed) {
    if (state->open.empty()) {
      state->clock.wait(lock);
      continue;
    }
    const auto first = state->open.front();
    if (Steady::now() < first->deadline) {
      state->clock.wait_until(lock, first->deadline);
      continue;
    }
    state->open.pop_front();
    std::erase(state->waiting, first);
    auto done = std::move(first->done);
    lock.unlock();
    if (done) std::move(done)(base::fail(timedOut(first->host, state->options.limit)));
    lock.lock();
  }
}

SystemResolver::SystemResolver(Options options) : state_(std::make_shared<State>(std::move(options))) {
  const auto count = std::max<std::size_t>(state_->options.threads, 1);
  std::scoped_lock lock(state_->mutex);
  state_->inside.resize(count, false);
  for (std::size_t i = 0; i < count; ++i) state_->workers.emplace_back([state = state_, i] { State::runWorker(state, i); });
  state_->watch = std::thread([state = state_] { State::runWatch(state); });
}

SystemResolver::~SystemResolver() {
  std::vector<base::Completion<Addresses>> dying;
  {
    std::scoped_lock lock(state_->mutex);
    state_->closed = true;
    for (const auto& question : state_->open) dying.push_back(std::move(question->done));
    state_->open.clear();
    state_->waiting.clear();
  }
  state_->work.notify_all();
  state_->clock.notify_all();
  dying.clear();
  state_->watch.join();

  std::vector<std::thread> stuck;
  std::vector<std::thread> leaving;
  {
    std::unique_lock lock(state_->mutex);
    state_->leaving.wait_for(lock, kGrace, [this] { return std::none_of(state_->inside.begin(), state_->inside.end(), std::identity{}); });
    for (std::size_t i = 0; i < state_->workers.size(); ++i) (state_->inside[i] ? stuck : leaving).push_back(std::move(state_->workers[i]));
  }
  for (auto& thread : leaving) thread.join();
  for (auto& thread : stuck) thread.detach();
}

void SystemResolver::resolve(std::string host, base::Completion<Addresses> done) {
  std::unique_lock lock(state_->mutex);
  if (state_->closed || state_->waiting.size() >= state_->options.maxWaiting) {
    const bool closed = state_->closed;
    lock.unlock();
    if (closed) return;
    std::move(done)(base::fail(base::Errc::kBusy, "Too many name look-ups wait for an answer; the name server may be down."));
    return;
  }
  auto question = std::make_shared<Question>(Question{std::move(host), Steady::now() + state_->options.limit, std::move(done)});
  state_->waiting.push_back(question);
  state_->open.push_back(std::move(question));
  const bool first = state_->open.size() == 1;
  lock.unlock();
  state_->work.notify_one();
  if (first) state_->clock.notify_one();
}

base::Result<Addresses> SystemResolver::systemLookup(const std::string& host) try {
  namespace asio = boost::asio;
  asio::io_context context(1);
  asio::ip::tcp::resolver resolver(context);
  boost::system::error_code error;
  const auto found = resolver.resolve(host, std::string(), asio::ip::tcp::resolver::flags(), error);
  const auto name = base::printable(host);
  if (error == asio::error::host_not_found || error == asio::error::no_data)
    return base::fail(base::Errc::kNotFound, "The name " + name + " does not exist.");
  if (error) return base::fail(base::Errc::kUnavailable, "The name " + name + " could not be looked up: " + error.message() + ".");

  Addresses addresses;
  for (const auto& entry : found) {
    const auto address = entry.endpoint().address();
    const auto own = address.is_v4() ? IpAddress::v4(address.to_v4().to_bytes()) : IpAddress::v6(address.to_v6().to_bytes());
    if (std::find(addresses.begin(), addresses.end(), own) == addresses.end()) addresses.push_back(own);
  }
  if (addresses.empty()) return base::fail(base::Errc::kNotFound, "The name " + name + " has no address.");
  return addresses;
} catch (const std::exception& problem) {
  // Making the io_context throws when the process has no descriptor left.
  return base::fail(base::Errc::kUnavailable, std::string("Names cannot be looked up: ") + problem.what() + ".");
}

}  // namespace hookline::net
