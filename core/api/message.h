#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "model/http_exchange.h"
#include "model/principal.h"

namespace hookline::api {

/// One call at the door, free of any socket (architecture.md §2).
struct Request {
  std::string method;                                      ///< upper case
  std::string path;                                        ///< decoded, "/api/webhooks/wh_…"
  std::vector<std::pair<std::string, std::string>> query;  ///< decoded, in order
  std::vector<model::HttpHeader> headers;
  std::string body;
  std::optional<model::Principal> principal;  ///< none: nobody has proven who calls
  std::string peer;                           ///< the caller's address, for limits and logs, not for rights

  /// First value of a header (any case) or query name, or empty.
  std::string_view header(std::string_view name) const;
  std::string_view queryValue(std::string_view name) const;
  bool hasQuery(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::string contentType = "application/json";  ///< empty with an empty body
  std::vector<model::HttpHeader> headers;
  std::string body;
};

/// The error that an answer's status stands for: the way back of interfaces.md §5's table. Nullopt: any other status, 500 among them.
std::optional<base::Errc> errcOf(int status);

/// One numbered notice of the live stream: a whole list row, or what else changed (interfaces.md §5, §6).
struct Notice {
  std::uint64_t seq = 0;
  std::string kind;  ///< delivery, webhook, job, health, gap
  std::string json;  ///< {seq, kind, at, id, summary}
};

/// While it lives, the listener is called; after its destruction the listener neither runs nor will run. It may be destroyed from
/// inside the listener.
class Subscription {
 public:
  struct Slot;
  Subscription() = default;
  explicit Subscription(std::shared_ptr<Slot> slot) : slot_(std::move(slot)) {}
  Subscription(Subscription&&) noexcept = default;
  Subscription& operator=(Subscription&& other) noexcept;
  Subscription(const Subscription&) = delete;
  Subscription& operator=(const Subscription&) = delete;
  ~Subscription();

 private:
  std::shared_ptr<Slot> slot_;
};

}  // namespace hookline::api
