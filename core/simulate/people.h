#pragma once
#include <string>

#include "base/random.h"

namespace hookline::simulate::internal {

/// A made-up visitor. Addresses end in example.com, example.org or example.net (RFC 2606) and telephone numbers come from ranges that
/// are kept for fiction, so nothing here reaches a real person.
struct Visitor {
  std::string id;  ///< "visitor_8f3k…"
  std::string name;
  std::string email;
  std::string phone;
  std::string company;
  std::string userAgent;
};

Visitor makeVisitor(base::SeededRandom& random);

/// `length` characters of a-z and 0-9.
std::string makeTail(base::SeededRandom& random, std::size_t length);

}  // namespace hookline::simulate::internal
