#pragma once
#include <string>
#include <vector>

#include "base/completion.h"
#include "net/ip_address.h"

namespace hookline::net {

/// The seam to the name service.
class Resolver {
 public:
  Resolver() = default;
  Resolver(const Resolver&) = delete;
  Resolver& operator=(const Resolver&) = delete;
  virtual ~Resolver() = default;

  /// Looks a host name up; never called with an IP literal. Never blocks; `done` runs on a thread of the resolver and must
  /// not block. The addresses are in the order in which they should be tried, at least one.
  /// Errors: kNotFound (the name does not exist or has no address), kUnavailable (no name server answers),
  /// kTimeout (no answer within the limit), kBusy (too many look-ups wait), kCancelled (the resolver was closed).
  virtual void resolve(std::string host, base::Completion<std::vector<IpAddress>> done) = 0;
};

}  // namespace hookline::net
