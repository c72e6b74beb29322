#pragma once
#include <QMetaObject>
#include <QObject>
#include <list>
#include <map>
#include <utility>

#include "base/unique_function.h"
#include "hookline/token_keeper.h"

namespace hookline::support {

/// A key ring in memory. It outlives the windows, as the desktop's does. A test makes it hold its answers back, or refuse.
class SimulatedKeyRing final : public desktop::TokenKeeper {
 public:
  std::map<QString, std::string> tokens;
  /// What every call is answered with, until it is empty again.
  std::optional<base::Error> refusal;
  QStringList calls;  ///< "read https://hooks.example", in the order they came

  void ask(base::Completion<void> done) override {
    calls << QStringLiteral("ask");
    later([done = std::move(done)](auto refused) mutable { std::move(done)(answer(refused)); });
  }
  void read(const QString& daemon, base::Completion<std::optional<std::string>> done) override {
    calls << QStringLiteral("read ") + daemon;
    later([this, daemon, done = std::move(done)](auto refused) mutable {
      if (refused) return std::move(done)(base::fail(std::move(*refused)));
      const auto found = tokens.find(daemon);
      std::move(done)(found == tokens.end() ? std::nullopt : std::optional(found->second));
    });
  }
  void write(const QString& daemon, const std::string& token, base::Completion<void> done) override {
    calls << QStringLiteral("write ") + daemon;
    later([this, daemon, token, done = std::move(done)](auto refused) mutable {
      if (!refused) tokens[daemon] = token;
      std::move(done)(answer(refused));
    });
  }
  void remove(const QString& daemon, base::Completion<void> done) override {
    calls << QStringLiteral("remove ") + daemon;
    later([this, daemon, done = std::move(done)](auto refused) mutable {
      if (!refused) tokens.erase(daemon);
      std::move(done)(answer(refused));
    });
  }

  /// Nothing is answered until release().
  void hold() { held_ = true; }
  void release() {
    held_ = false;
    while (!waiting_.empty()) next();
  }

 private:
  using Refusal = std::optional<base::Error>;
  using Job = base::UniqueFunction<void(Refusal)>;

  static base::Result<void> answer(const Refusal& refused) {
    if (refused) return base::fail(*refused);
    return {};
  }
  void later(Job job) {
    if (waiting_.size() >= kMaxWaiting)
      job = [job = std::move(job)](auto) mutable {
        job(base::Error{base::Errc::kBusy, "The key ring is asked too much at once.", false, {}});
      };
    waiting_.push_back(std::move(job));
    if (!held_)
      QMetaObject::invokeMethod(
          &loop_,
          [this] {
            if (!held_ && !waiting_.empty()) next();
          },
          Qt::QueuedConnection);
  }
  void next() {
    auto job = std::move(waiting_.front());
    waiting_.pop_front();
    job(refusal);
  }

  std::list<Job> waiting_;
  bool held_ = false;
  QObject loop_;  ///< what is queued goes with it
};

}  // namespace hookline::support
