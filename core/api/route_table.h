#pragma once
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/message.h"
#include "base/completion.h"
#include "model/principal.h"

namespace hookline::api::internal {

struct RouterState;
/// Shared with the answers that are still to come.
using Context = std::shared_ptr<RouterState>;

struct RouteEntry;

/// One call on its way through a handler.
struct Call {
  Request request;
  std::vector<std::string> parameters;  ///< of the pattern's {…}, in order
  nlohmann::json body;                  ///< of routes that take an object; an empty one when it was left out
  base::Completion<Response> done;
  const RouteEntry* route = nullptr;

  void answer(Response response) { std::move(done)(std::move(response)); }
  void refuse(const base::Error& error);
  /// Who asks, for the audit.
  std::string who() const { return request.principal ? request.principal->name : "nobody"; }
};

/// Handlers keep nothing of their own and may run on any thread; they never block.
using Handler = void (*)(const Context&, Call);

/// kRaw: the handler reads the text itself.
enum class BodyKind { kNone, kRaw, kObject, kOptionalObject };

struct RouteEntry {
  std::string method;
  std::string pattern;
  std::optional<model::Permission> permission;  ///< none: open to all
  BodyKind body = BodyKind::kNone;
  Handler handler = nullptr;
  /// The answer may hold these secret members, which must not be written to disk with a kept answer.
  std::vector<std::string> secretMembers;
};

/// The routes and how a path finds one.
class RouteTable {
 public:
  explicit RouteTable(std::vector<RouteEntry> entries);

  struct Match {
    const RouteEntry* route = nullptr;    ///< null: no such path, or not with this method
    std::vector<std::string> parameters;  ///< of route
    std::vector<std::string> allowed;     ///< methods of the path, when it is known
  };
  /// A literal pattern is chosen before one with parameters.
  Match match(std::string_view method, std::string_view path) const;
  const std::vector<RouteEntry>& entries() const { return entries_; }

 private:
  const std::vector<RouteEntry> entries_;
  std::vector<std::vector<std::string>> segments_;  // constant after construction; of entries_
};

}  // namespace hookline::api::internal
