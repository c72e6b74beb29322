#include "api/answers.h"
#include "api/calls.h"

namespace hookline::api::internal {
namespace {

using model::Permission;

void notYet(const Context&, Call call) {
  call.refuse({base::Errc::kNotImplemented,
               call.route->method + " " + call.route->pattern + " is not in this version of Hookline yet; it comes with a later one.",
               false,
               {}});
}

struct ToCome {
  const char* method;
  const char* pattern;
  std::optional<Permission> permission;
};

// Rows of interfaces.md §5, with the right that each will take. Reading and calculating: viewer; acting on deliveries: operator;
// changing what is configured: admin.
const ToCome kToCome[] = {
};

}  // namespace

void addCallsToCome(std::vector<RouteEntry>& routes) {
  for (const auto& row : kToCome) routes.push_back({row.method, row.pattern, row.permission, BodyKind::kNone, notYet, {}});
}

}  // namespace hookline::api::internal
