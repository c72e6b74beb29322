#pragma once
#include <functional>
#include <memory>

#include "base/time.h"
#include "net/resolver.h"

namespace hookline::net {

/// getaddrinfo on threads of its own, so that a dead name server stops nobody. Every look-up is answered within the limit, also
/// when all threads are stuck in the system's resolver. Thread: any.
class SystemResolver final : public Resolver {
 public:
  /// A blocking look-up with the errors of Resolver::resolve.
  using Lookup = std::function<base::Result<std::vector<IpAddress>>(const std::string& host)>;

  struct Options {
    base::Millis limit{5000};  ///< from resolve to its answer, waiting included
    std::size_t threads = 2;
    std::size_t maxWaiting = 256;  ///< look-ups not yet begun; more are refused with kBusy
    Lookup lookup = systemLookup;
  };

  explicit SystemResolver(Options options);
  /// Answers what waits with kCancelled. getaddrinfo cannot be interrupted: a thread that is inside it gets kGrace to come out
  /// and is then left behind; it touches nothing but its own bookkeeping and ends when the call returns (about 30 s with
  /// glibc's defaults).
  ~SystemResolver() override;

  void resolve(std::string host, base::Completion<std::vector<IpAddress>> done) override;

  /// getaddrinfo for TCP, both families.
  static base::Result<std::vector<IpAddress>> systemLookup(const std::string& host);

  static constexpr base::Millis kGrace{200};

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace hookline::net
