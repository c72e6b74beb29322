#pragma once
#include <memory>
#include <string>
#include <vector>

#include "api/message.h"
#include "api/services.h"
#include "base/completion.h"

namespace hookline::api {

/// The one door: every call that a person or a program can make of a core (interfaces.md §5). It knows no socket and never blocks.
/// Thread: handle belongs to one thread (the API thread); answers come on any.
class Router {
 public:
  explicit Router(Services services);
  ~Router();
  Router(const Router&) = delete;
  Router& operator=(const Router&) = delete;

  void handle(Request request, base::Completion<Response> done);

  /// Every route: "GET /api/webhooks/{id}" with the permission it takes, for the manual and the tests.
  struct Route {
    std::string method;
    std::string pattern;
    std::optional<model::Permission> permission;  ///< none: open to all
    bool takesBody = false;
  };
  std::vector<Route> routes() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace hookline::api
