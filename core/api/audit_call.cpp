#include "api/answers.h"
#include "api/calls.h"
#include "api/query.h"
#include "api/router_state.h"

namespace hookline::api::internal {
namespace {

base::Result<store::AuditQuery> readAuditQuery(const Request& request) {
  if (auto fine = checkNames(request, {"who", "what", "target", "since", "until", "cursor", "limit"}); !fine)
    return base::fail(fine.error());
  store::AuditQuery query;
  for (const auto& [name, part] : {std::pair{"who", &query.who}, {"what", &query.what}, {"target", &query.target}}) {
    auto text = queryText(request, name);
    if (!text) return base::fail(text.error());
    *part = std::move(*text);
  }
  const auto since = queryTime(request, "since");
  if (!since) return base::fail(since.error());
  const auto until = queryTime(request, "until");
  if (!until) return base::fail(until.error());
  query.since = *since;
  query.until = *until;
  return query;
}

/// 0: from the newest.
base::Result<std::int64_t> readLine(const Request& request) {
  const auto line = queryInteger(request, "cursor", 1, INT64_MAX);
  if (!line) return base::fail(unknownCursor());
  return line->value_or(0);
}

void listAudit(const Context& context, Call call) {
  auto query = readAuditQuery(call.request);
  if (!query) return call.refuse(query.error());
  const auto limit = queryLimit(call.request);
  if (!limit) return call.refuse(limit.error());
  const auto before = readLine(call.request);
  if (!before) return call.refuse(before.error());
  context->services.store.auditLog(
      std::move(*query), *before, *limit,
      base::Completion<store::AuditPage>([call = std::move(call)](base::Result<store::AuditPage> page) mutable {
        if (!page) return call.refuse(page.error());
        std::vector<std::string> items;
        for (const auto& entry : page->entries)
          items.push_back(dump({{"at", base::formatIso(entry.at)}, {"who", entry.who}, {"what", entry.what}, {"target", entry.target}}));
        call.answer(textAnswer(200, listText(items, page->next ? std::optional(std::to_string(*page->next)) : std::nullopt)));
      }));
}

}  // namespace

void addAuditCall(std::vector<RouteEntry>& routes) {
  routes.push_back({"GET", "/api/audit", model::Permission::kAdminister, BodyKind::kNone, listAudit, {}});
}

}  // namespace hookline::api::internal
