#include "api/answers.h"
#include "api/calls.h"
#include "api/json_body.h"
#include "api/router_state.h"

namespace hookline::api::internal {
namespace {

using model::Permission;

constexpr std::int64_t kMaxEventsPerSecond = 1'000'000;

OrderedJson tokenJson(const model::ApiToken& token) {
  OrderedJson body{{"name", token.name}, {"role", model::toText(token.role)}};
  if (token.eventsPerSecond > 0) body["eventsPerSecond"] = token.eventsPerSecond;
  body["createdAt"] = base::formatIso(token.createdAt);
  if (token.lastUsedAt) body["lastUsedAt"] = base::formatIso(*token.lastUsedAt);
  return body;
}

void listTokens(const Context& context, Call call) {
  std::vector<std::string> items;
  for (const auto& token : context->services.tokens.list()) items.push_back(dump(tokenJson(token)));
  call.answer(textAnswer(200, listText(items, std::nullopt)));
}

void createToken(const Context& context, Call call) {
  FieldReader fields(call.body, {"name", "role", "eventsPerSecond"});
  const auto name = fields.text("name");
  const auto roleText = fields.text("role");
  const auto perSecond = fields.integer("eventsPerSecond", 0, kMaxEventsPerSecond);
  const auto role = model::parseRole(roleText.value_or(""));
  if (!fields.find("name")) fields.refuse("/name", "is required");
  if (!fields.find("role")) fields.refuse("/role", "is required: producer, viewer, operator or admin");
  if (roleText && !role) fields.refuse("/role", "must be producer, viewer, operator or admin");
  if (auto fine = fields.status(); !fine) return call.refuse(fine.error());
  auto who = call.who();
  context->services.tokens.create(
      *name, *role, static_cast<int>(perSecond.value_or(0)), std::move(who),
      base::Completion<TokenBook::Created>([call = std::move(call)](base::Result<TokenBook::Created> made) mutable {
        if (!made) return call.refuse(made.error());
        auto body = tokenJson(made->token);
        body["token"] = made->text;
        call.answer(jsonAnswer(201, body));
      }));
}

void revokeToken(const Context& context, Call call) {
  auto who = call.who();
  auto name = call.parameters[0];
  context->services.tokens.revoke(
      std::move(name), std::move(who), base::Completion<void>([call = std::move(call)](base::Status gone) mutable {
        if (!gone) return call.refuse(gone.error().code == base::Errc::kNotFound ? notFound("Token not found") : gone.error());
        call.answer(emptyAnswer());
      }));
}

}  // namespace

void addTokenCalls(std::vector<RouteEntry>& routes) {
  routes.push_back({"GET", "/api/tokens", Permission::kAdminister, BodyKind::kNone, listTokens, {}});
  routes.push_back({"POST", "/api/tokens", Permission::kAdminister, BodyKind::kObject, createToken, "token"});
  routes.push_back({"DELETE", "/api/tokens/{name}", Permission::kAdminister, BodyKind::kNone, revokeToken, {}});
}

}  // namespace hookline::api::internal
